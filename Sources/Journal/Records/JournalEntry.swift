/// A body of any kind, for showing and exporting.
package enum JournalEntry: Equatable, Sendable {
    case tap(JournalTap)
    case opened(JournalOpened)
    case purse(JournalPurse)
    case torn(JournalTorn)
    case start(JournalStart)
    case sweep(JournalSweep)
    case keyChange(JournalKeyChange)
    case note(JournalNote)
    case tokenKey(JournalTokenKey)
    case passage(JournalPassage)
    case mode(JournalMode)
    case register(JournalRegister)
    case retention(JournalRetention)
    /// A kind or form of a newer version, as it stands.
    case unknown(kind: UInt8, form: UInt8, bytes: [UInt8])

    /// Reads a body of a record.
    package static func read(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) -> JournalEntry {
        guard let kind = RecordKind(rawValue: header.kind), header.hasKnownForm else {
            return .unknown(kind: header.kind, form: header.form, bytes: body.array(0..<body.count))
        }
        switch kind {
        case .tap: return .tap(try JournalTap.read(body))
        case .opened: return .opened(try JournalOpened.read(body))
        case .purse: return .purse(try JournalPurse.read(body))
        case .torn: return .torn(try JournalTorn.read(body))
        case .start: return .start(try JournalStart.read(body))
        case .sweep: return .sweep(try JournalSweep.read(body))
        case .keyChange: return .keyChange(try JournalKeyChange.read(body))
        case .note: return .note(try JournalNote.read(body))
        case .tokenKey: return .tokenKey(try JournalTokenKey.read(body))
        case .passage: return .passage(try JournalPassage.read(body))
        case .mode: return .mode(try JournalMode.read(body))
        case .register: return .register(try JournalRegister.read(body))
        case .retention: return .retention(try JournalRetention.read(body))
        }
    }
}
