/// How long the parts of a tap took.
///
/// - **Shape**: a short list in place, without allocation, in the order of being added.
/// - **Unit**: microseconds.
/// - **Limits**: ``capacity`` parts; what comes after is left out.
package struct PhaseTimings: Sendable {
    /// The most parts.
    package static let capacity = 12

    private var phases = InlineArray<12, UInt8>(repeating: 0)
    private var microseconds = InlineArray<12, UInt32>(repeating: 0)
    /// The number of parts.
    package private(set) var count = 0

    package init() {}

    /// Adds a part.
    package mutating func add(_ phase: TapPhase, microseconds time: UInt32) {
        guard count < Self.capacity else { return }
        phases[count] = phase.rawValue
        microseconds[count] = time
        count += 1
    }

    /// A part by its position.
    package subscript(index: Int) -> (phase: TapPhase, microseconds: UInt32) {
        precondition(index < count, "a phase that is not there")
        return (TapPhase(rawValue: phases[index]), microseconds[index])
    }
}

extension PhaseTimings: Equatable {
    package static func == (left: Self, right: Self) -> Bool {
        left.count == right.count && (0..<left.count).allSatisfy { left[$0] == right[$0] }
    }
}
