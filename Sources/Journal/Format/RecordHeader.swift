/// What stands before the body of every record.
package struct RecordHeader: Hashable, Sendable {
    /// The position in the journal, from 1, without gaps.
    package let sequence: UInt64
    /// The hash of the record before.
    package let previous: ChainHash
    /// The number of the kind, which a newer version may know better (``RecordKind``).
    package let kind: UInt8
    /// The version of the body.
    package let form: UInt8
    /// The key of the authentication code; 0: there is none.
    package let keyIdentifier: UInt16
    /// How many records of the same commit stand before it; all before those were durable when it was written.
    /// ``JournalFormat/noGroup``: not known.
    package let groupPosition: UInt16
    /// When.
    package let moment: JournalMoment
    /// Whether retention has taken tokens, counters, keys and sealed data out of the body.
    package let isRedacted: Bool

    /// Reads the header of a whole frame.
    init(_ frame: Span<UInt8>, isRedacted: Bool = false) {
        self.isRedacted = isRedacted
        sequence = frame.number(UInt64.self, at: 8)
        previous = ChainHash(frame, at: 16)
        kind = frame[32]
        form = frame[33]
        keyIdentifier = frame.number(UInt16.self, at: 34)
        groupPosition = frame.number(UInt16.self, at: 36)
        moment = JournalMoment(
            wallMilliseconds: frame.number(Int64.self, at: 40),
            monotonicNanoseconds: frame.number(UInt64.self, at: 48))
    }

    /// Whether the body has a form that this program knows.
    package var hasKnownForm: Bool {
        guard let kind = RecordKind(rawValue: kind) else { return form == 1 }
        return (1...Self.newestForm(of: kind)).contains(form)
    }

    private static func newestForm(of kind: RecordKind) -> UInt8 {
        switch kind {
        case .tap: JournalTap.form
        case .opened: JournalOpened.form
        case .purse: JournalPurse.form
        case .torn: JournalTorn.form
        case .start: JournalStart.form
        case .sweep: JournalSweep.form
        case .keyChange: JournalKeyChange.form
        case .note: JournalNote.form
        case .tokenKey: JournalTokenKey.form
        case .passage: JournalPassage.form
        case .mode: JournalMode.form
        case .register: JournalRegister.form
        case .retention: JournalRetention.form
        }
    }

    /// Bytes after the body.
    var macLength: Int { keyIdentifier == 0 ? 0 : JournalFormat.macLength }
}
