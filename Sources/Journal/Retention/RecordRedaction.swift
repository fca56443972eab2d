import Gate

/// What retention leaves of a record: money, times, places and reasons; nothing that leads to a card.
enum RecordRedaction {
    /// So many hex digits in a row may be a token, or a card's number.
    private static let fewestDigits = 12
    /// What stands in their place.
    private static let removed = "(removed)"
    private static let nobody = JournalToken(token: CardToken(low: 0), keyIdentifier: 0)

    /// A record without tokens, card counters, random numbers, code keys, card balances and proofs, resume data and
    /// sealed data, a note without long runs of hex digits; nil for one that has none of them.
    ///
    /// - **Errors**: a body of a newer version, in which nobody here knows what leads to a card.
    static func redacted(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) -> (any JournalBody)? {
        switch try JournalEntry.read(header, body) {
        case .tap(let tap): return redacted(tap)
        case .purse(let purse): return redacted(purse)
        case .torn(let torn): return redacted(torn)
        case .sweep(let sweep): return redacted(sweep)
        case .note(let note): return redacted(note)
        // A mode's actor is staff, who answers for it.
        case .opened, .start, .keyChange, .tokenKey, .passage, .mode, .register, .retention: return nil
        case .unknown(_, let form, _): throw BodyFault(newerForm: form)
        }
    }

    private static func redacted(_ tap: JournalTap) -> JournalTap {
        var tap = tap
        tap.token = nobody
        tap.transactionCounter = nil
        tap.unpredictableNumber = nil
        tap.replayKey = nil
        tap.sealedData = []
        return tap
    }

    private static func redacted(_ purse: JournalPurse) -> JournalPurse {
        var purse = purse
        purse.token = nobody
        purse.counter = 0
        purse.balanceFen = 0
        purse.terminalMAC = []
        purse.cardMAC = []
        purse.authorisationCode = []
        purse.resumeData = []
        purse.purchase?.sealedIdentity = []
        return purse
    }

    private static func redacted(_ sweep: JournalSweep) -> JournalSweep {
        var sweep = sweep
        sweep.token = nobody
        return sweep
    }

    /// A note of a card that was refused names the token that the card claims.
    private static func redacted(_ note: JournalNote) -> JournalNote? {
        var text = ""
        var run = ""
        func end() {
            text += run.utf8.count >= fewestDigits ? removed : run
            run = ""
        }
        for character in note.text {
            if character.isHexDigit {
                run.append(character)
            } else {
                end()
                text.append(character)
            }
        }
        end()
        return text == note.text ? nil : JournalNote(text: text)
    }

    private static func redacted(_ torn: JournalTorn) -> JournalTorn {
        var torn = torn
        torn.token = nobody
        torn.transactionCounter = 0
        torn.unpredictableNumber = 0
        torn.balanceFen = 0
        torn.resumeData = []
        return torn
    }
}
