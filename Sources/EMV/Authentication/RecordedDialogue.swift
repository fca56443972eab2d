import SmartCard

/// A recorded dialogue taken apart for verification: what the card gave, and what the terminal asked with.
///
/// - **Shape**: built from a transcript of whole answers; the last application selected counts.
/// - **Errors**: a transcript that cannot be followed gives nil, with the reason in ``Fault``.
package struct RecordedDialogue: Sendable {
    /// Why a transcript has nothing to verify.
    package enum Fault: Error, Hashable, Sendable {
        case noApplication
        case noProcessingOptions
        case malformed(exchange: Int)
        /// A record that the locator says is signed was not recorded, or not whole.
        case signedRecordMissing(sfi: UInt8, record: UInt8)
        case duplicateObject(exchange: Int, tag: UInt32)
    }

    /// What the card gave after SELECT.
    package private(set) var card = CardData()
    /// The application's provider.
    package private(set) var rid: UInt64 = 0
    /// Values of the PDOL by tag, as the terminal sent them.
    package private(set) var terminal: [UInt32: [UInt8]] = [:]
    /// How the card signed; nil if it gave no signature.
    package private(set) var method: AuthenticationMethod?
    private var optionsValues: [UInt8] = []
    private var optionsList: [UInt8] = []
    /// A signed record was no template, so that authentication has failed.
    private var staticDataFailed = false
    private var contact = CardAuthenticator.ContactTerminal(dynamicData: [])

    /// Takes a transcript apart.
    package init(_ transcript: Transcript) throws(Fault) {
        var records: [Record] = []
        for (index, exchange) in transcript.exchanges.enumerated() {
            guard exchange.command.count >= 4, exchange.answer.count > 2, exchange.answer.suffix(2) == [0x90, 0x00]
            else { continue }
            let body = Array(exchange.answer.dropLast(2))
            switch exchange.command[1] {
            case 0xA4:
                if select(exchange.command, body) { records.removeAll() }
            case 0xA8: try options(exchange.command, body, index)
            case 0xB2:
                records.append(
                    Record(exchange: index, p1: exchange.command[2], p2: exchange.command[3], body: body))
            case 0x88, 0xAE: try signature(exchange.command, body, index)
            default: break
            }
        }
        guard rid != 0 else { throw .noApplication }
        guard card.has(Tag.interchangeProfile) else { throw .noProcessingOptions }
        try readRecords(records)
        if method == nil, card.has(Tag.signedDynamicData) { method = .fdda }
        if method == nil, card.has(Tag.signedStaticData) { method = .sda }
    }

    private struct Record {
        let exchange: Int
        let p1: UInt8
        let p2: UInt8
        let body: [UInt8]
    }

    private mutating func select(_ command: [UInt8], _ body: [UInt8]) -> Bool {
        guard let apdu = try? CommandAPDU(parsing: command), apdu.p1 == 4,
            let rid = CAKeyIdentity.rid(of: apdu.data.span), apdu.data.first != 0x32, apdu.data.first != 0x31
        else { return false }
        self.rid = rid
        card.removeAll()
        terminal = [:]
        method = nil
        var found: [UInt8] = []
        try? TLVReader.walk(0..<body.count, of: body.span) { object, _ in
            if object.tag == Tag.processingOptionsList { found = Array(body[object.value]) }
        }
        optionsList = found
        return true
    }

    private mutating func options(_ command: [UInt8], _ body: [UInt8], _ index: Int) throws(Fault) {
        card.removeAll()
        if let apdu = try? CommandAPDU(parsing: command) {
            var reader = TLVReader(0..<apdu.data.count)
            if let object = try? reader.next(in: apdu.data.span), object.tag == 0x83 {
                optionsValues = Array(apdu.data[object.value])
            }
        }
        var list = DataObjectList(0..<optionsList.count)
        var at = 0
        while let entry = try? list.next(in: optionsList.span), at + entry.length <= optionsValues.count {
            terminal[entry.tag] = Array(optionsValues[at..<(at + entry.length)])
            at += entry.length
        }
        let start = card.bytes.count
        card.bytes += body
        do throws(CardData.Fault) {
            guard try card.add(processingOptions: start..<card.bytes.count) else {
                throw CardData.Fault.malformed(.truncated(at: start))
            }
        } catch {
            throw Self.fault(error, index)
        }
    }

    private mutating func readRecords(_ records: [Record]) throws(Fault) {
        guard let range = card.value(of: Tag.fileLocator),
            let locator = ApplicationFileLocator(range, of: card.bytes.span)
        else { return }
        for place in 0..<locator.recordCount {
            guard let wanted = locator.record(at: place, of: card.bytes.span) else { continue }
            guard let record = records.first(where: { $0.p1 == wanted.number && $0.p2 == wanted.sfi << 3 | 4 }) else {
                if wanted.isSigned { throw .signedRecordMissing(sfi: wanted.sfi, record: wanted.number) }
                continue
            }
            let start = card.bytes.count
            card.bytes += record.body
            do throws(CardData.RecordFault) {
                if try !card.add(record: start..<card.bytes.count, wanted) { staticDataFailed = true }
            } catch {
                switch error {
                case .noTemplate: throw .malformed(exchange: record.exchange)
                case .objects(let fault): throw Self.fault(fault, record.exchange)
                }
            }
        }
    }

    /// INTERNAL AUTHENTICATE and GENERATE AC: the signature, and what was signed with it.
    private mutating func signature(_ command: [UInt8], _ body: [UInt8], _ index: Int) throws(Fault) {
        guard let apdu = try? CommandAPDU(parsing: command) else { return }
        let start = card.bytes.count
        card.bytes += body
        var reader = TLVReader(start..<card.bytes.count)
        guard let object = try? reader.next(in: card.bytes.span) else { return }
        if object.tag == 0x80 {
            guard apdu.ins == 0x88, (try? card.append(Tag.signedDynamicData, Array(card.bytes[object.value]))) != nil
            else { return }
        } else {
            var rest: [UInt8] = []
            var hasSignature = false
            var inner = TLVReader(object.value)
            while let one = try? inner.next(in: card.bytes.span) {
                if one.tag == Tag.signedDynamicData { hasSignature = true } else { rest += card.bytes[one.whole] }
            }
            guard hasSignature else { return }
            do throws(CardData.Fault) { try card.add(objectsIn: object.value) } catch { throw Self.fault(error, index) }
            contact.transactionData = optionsValues + apdu.data + rest
        }
        method = apdu.ins == 0x88 ? .dda : .cda
        contact.dynamicData = apdu.data
    }

    private static func fault(_ fault: CardData.Fault, _ index: Int) -> Fault {
        if case .duplicate(let tag) = fault { return .duplicateObject(exchange: index, tag: tag) }
        return .malformed(exchange: index)
    }

    // MARK: Verification

    /// Verifies what was recorded. Dates are checked against the transaction's own date if `checksDates`.
    ///
    /// - **Returns** by which method the card is genuine, or the first check that failed.
    package func verify(
        with authenticator: CardAuthenticator, checksDates: Bool
    ) -> Authentication<AuthenticationMethod> {
        if staticDataFailed { return .failed(.staticDataRecord) }
        let date = checksDates ? terminal[Tag.transactionDate].flatMap { CalendarDate($0.span) } : nil
        switch method {
        case .sda: return authenticator.verifyStatic(card, rid: rid, date: date)
        case .dda: return authenticator.verifyDynamic(card, rid: rid, date: date, method: .dda, terminal: contact)
        case .cda:
            var combined = contact
            combined.dynamicData = combinedNumber
            return authenticator.verifyDynamic(card, rid: rid, date: date, method: .cda, terminal: combined)
        case .fdda, nil:
            switch authenticator.verifyFast(card, rid: rid, date: date, terminal: fastTerminal) {
            case .verified: return .verified(.fdda)
            case .failed(let stage): return .failed(stage)
            }
        }
    }

    /// The terminal's side of fDDA.
    package var fastTerminal: FastDDA {
        func number(_ tag: UInt32) -> UInt64 { (terminal[tag] ?? []).reduce(0) { $0 << 8 | UInt64($1) } }
        let amount = (terminal[Tag.amount] ?? []).reduce(UInt64(0)) { sum, byte in
            sum &* 100 &+ UInt64(byte >> 4) * 10 + UInt64(byte & 15)
        }
        return FastDDA(
            unpredictableNumber: UInt32(truncatingIfNeeded: number(Tag.unpredictableNumber)), amount: amount,
            currency: UInt16(truncatingIfNeeded: number(Tag.transactionCurrency)),
            rules: rid == 0xA0_0000_0003 ? .visa : .unionPay)
    }

    /// `9F37` inside the CDOL1 data of GENERATE AC.
    private var combinedNumber: [UInt8] {
        guard let list = card.copy(of: 0x8C) else { return [] }
        var reader = DataObjectList(0..<list.count)
        var at = 0
        while let entry = try? reader.next(in: list.span) {
            if entry.tag == Tag.unpredictableNumber, at + entry.length <= contact.dynamicData.count {
                return Array(contact.dynamicData[at..<(at + entry.length)])
            }
            at += entry.length
        }
        return []
    }
}

extension RecordedDialogue.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noApplication: "no application is selected; the record must begin with SELECT (00A4) and its answer"
        case .noProcessingOptions:
            "no answer to GET PROCESSING OPTIONS (80A8) after the application is selected"
        case .malformed(let exchange): "exchange \(exchange + 1): the answer is not made of data objects"
        case .signedRecordMissing(let sfi, let record):
            "record \(record) of file \(sfi) is signed and is not in the file; record the whole dialogue"
        case .duplicateObject(let exchange, let tag):
            "exchange \(exchange + 1): object \(TLVTag.name(tag)) comes a second time"
        }
    }
}
