/// The riders whom a lane lets through, in the order of their taps.
///
/// - **Shape**: a value of a fixed size. Those in front who go the same way are under way; the others wait for them.
/// - **Limits**: ``capacity``: the credits, and one tap of each side that was under decision when they were used up.
struct PassQueue: Sendable {
    /// A rider and what has become of the pass.
    struct Waiting: Sendable {
        var pass = GatePass(tapSequence: 0, direction: .entry)
        /// The barrier was told of it.
        var isTold = false
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

    func contains(_ tapSequence: UInt64) -> Bool {
        for index in 0..<count where riders[index].pass.tapSequence == tapSequence { return true }
        return false
    }

    /// False if there is no room.
    mutating func append(_ pass: GatePass) -> Bool {
        guard count < Self.capacity else { return false }
        riders[count] = Waiting(pass: pass)
        count += 1
        return true
    }

    mutating func removeFirst() -> GatePass {
        precondition(count > 0, "nobody is there")
        let first = riders[0].pass
        for index in 1..<count { riders[index - 1] = riders[index] }
        count -= 1
        return first
    }

    /// The barrier has been shut: it must be told of each again.
    mutating func untell() {
        for index in 0..<count { riders[index].isTold = false }
    }
}
