/// What became of a rider whom a lane has let through.
package struct JournalPassage: JournalBody, Hashable {
    /// What the sensors have told, or their silence.
    package enum Outcome: UInt8, Hashable, Sendable, CaseIterable {
        /// Through.
        case passed = 1
        /// Not through, and the barrier is shut: the same rider may be let through once more.
        case notPassed = 2
        /// Somebody has followed on the ticket; whether its rider is through, another record tells.
        case tailgated = 3

        /// The name in JSON.
        package var code: String {
            switch self {
            case .passed: "passed"
            case .notPassed: "not-passed"
            case .tailgated: "tailgated"
            }
        }
    }

    /// The tap's record.
    package var tapSequence: UInt64
    package var outcome: Outcome
    /// Since the barrier was told to let the rider through; 0: it was not told.
    package var milliseconds: UInt32

    package init(tapSequence: UInt64, outcome: Outcome, milliseconds: UInt32) {
        self.tapSequence = tapSequence
        self.outcome = outcome
        self.milliseconds = milliseconds
    }

    package static var kind: RecordKind { .passage }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        writer.number(tapSequence)
        writer.number(outcome.rawValue)
        writer.number(milliseconds)
    }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalPassage {
        var reader = BodyReader()
        let sequence = try reader.number(UInt64.self, in: body)
        let outcome = try reader.value(Outcome.self, in: body)
        let passage = JournalPassage(
            tapSequence: sequence, outcome: outcome, milliseconds: try reader.number(UInt32.self, in: body))
        try reader.finish(body)
        return passage
    }
}
