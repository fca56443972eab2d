/// The riders whom a lane lets through, in the order of their taps.
///
/// - **Shape**: a value of a fixed size. Those in front who go the same way are under way; the others wait for them.
/// - **Limits**: ``capacity``: the credits, and one tap of each side that was under decision when they were used up.
struct PassQueue: Sendable {
    /// A rider and what has become of the pass.
    struct Waiting: Sendable {
        var pass = GatePass(tapSequence: 0, direction: .entry)
        /// The barrier is to be told of it, for the first time or once more.
        var isDue = true
        /// Since when the barrier lets the rider through; nil: it does not.
        var toldAt: UInt64?
        /// The barrier has been told of it at some time, whatever it was told since.
        var wasTold = false
        /// Somebody has followed the rider, so that the pass is used.
        var isTailgated = false
    }

    static let capacity = GateSettings.mostCredits + 2

    private var riders = InlineArray<6, Waiting>(repeating: Waiting())
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }
    /// The way of those under way; nil if nobody is.
    var direction: TapKind? { count == 0 ? nil : riders[0].pass.direction }

    /// How many are under way.
    var underWay: Int {
        var index = 0
        while index < count, riders[index].pass.direction == riders[0].pass.direction { index += 1 }
        return index
    }

    subscript(index: Int) -> Waiting {
        get {
            precondition(index < count, "a rider who is not there")
            return riders[index]
        }
        set {
            precondition(index < count, "a rider who is not there")
            riders[index] = newValue
        }
    }

    func contains(_ tapSequence: UInt64) -> Bool { position(of: tapSequence) != nil }

    /// Where the rider of a tap is; nil: nowhere.
    func position(of tapSequence: UInt64) -> Int? {
        for index in 0..<count where riders[index].pass.tapSequence == tapSequence { return index }
        return nil
    }

    /// False if there is no room.
    mutating func append(_ pass: GatePass) -> Bool {
        guard count < Self.capacity else { return false }
        riders[count] = Waiting(pass: pass)
        count += 1
        return true
    }

    mutating func removeFirst() -> GatePass { remove(at: 0) }

    mutating func remove(at index: Int) -> GatePass {
        precondition(index < count, "a rider who is not there")
        let pass = riders[index].pass
        var next = index + 1
        while next < count {
            riders[next - 1] = riders[next]
            next += 1
        }
        count -= 1
        return pass
    }

    /// It is not known what the barrier has heard: it is told of each again, and lets them through meanwhile.
    mutating func tellAgain() {
        for index in 0..<count { riders[index].isDue = true }
    }

    /// The barrier has been told to shut: it lets nobody through before it is told of them again.
    mutating func shut() {
        for index in 0..<count {
            riders[index].isDue = true
            riders[index].toldAt = nil
        }
    }
}
