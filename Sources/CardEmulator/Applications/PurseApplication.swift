import SmartCard

/// A stored-value purse: T-Union, which can be debited, and the read side of Shenzhen Tong.
///
/// - **Source**: emv.md, 7, collected from public readers and terminals; JT/T 978 was not read.
struct PurseApplication: CardApplication {
    /// The largest balance: what `805C` answers to P1 = 04; 1,000 yuan as on the cards seen is an assumption.
    static let largestBalanceFen: UInt32 = 100_000

    let name: [UInt8]
    /// The purchase under way.
    var purchase: Purchase?
    private let canDebit: Bool

    init(_ kind: ApplicationKind) {
        name = kind.identifier
        canDebit = kind == .tUnionPurse
    }

    /// The answer to SELECT holds the content of file 15.
    mutating func select(_ card: CardState) -> CardReply {
        purchase = nil
        guard let purse = card.image.purse else { return .status(0x6A82) }
        var information = FileControlInformation(outer: ObjectList([DataObject(0x84, name)]))
        information.proprietary.append(0x9F08, [0x02])
        information.proprietary.append(0x9F0C, purse.file15)
        return CardReply(data: information.bytes)
    }

    mutating func respond(to command: CommandAPDU, _ card: inout CardState) -> (CommandKind, CardReply) {
        guard let purse = card.image.purse else { return (.other, .status(0x6A82)) }
        switch (command.cla, command.ins) {
        case (0x00, 0xB0): return readBinary(command, purse)
        case (0x00, 0xB2): return (.purseRecord(file: command.p2 >> 3), readRecord(command, purse))
        case (0x80, 0x5C): return (.balance, balance(command, purse))
        case (0x80, 0x50) where canDebit: return (.initialisation, initialise(command, &card))
        case (0x80, 0xDC) where canDebit: return (.journeyUpdate, update(command))
        case (0x80, 0x54) where canDebit: return (.debit, debit(command, &card))
        case (0x80, 0x5A) where canDebit: return (.proof, prove(command, purse))
        default: return (.other, .status(0x6D00))
        }
    }

    private func readBinary(_ command: CommandAPDU, _ purse: PurseImage) -> (CommandKind, CardReply) {
        let file =
            switch command.p1 {
            case 0x95: purse.file15
            case 0x97: purse.file17
            default: [UInt8]()
            }
        let kind = CommandKind.binary(file: command.p1 & 0x1F)
        guard !file.isEmpty else { return (kind, .status(0x6A82)) }
        let offset = Int(command.p2)
        guard offset < file.count else { return (kind, .status(0x6B00)) }
        return (kind, CardReply(data: Array(file[offset...].prefix(command.expectedLength ?? 256))))
    }

    private func readRecord(_ command: CommandAPDU, _ purse: PurseImage) -> CardReply {
        let records: [[UInt8]]
        switch command.p2 {
        case 0x18 << 3 | 4: records = purse.transactions
        case 0x1E << 3 | 4: records = purse.journeys
        default: return .status(0x6A82)
        }
        let index = Int(command.p1) - 1
        return records.indices.contains(index) ? CardReply(data: records[index]) : .status(0x6A83)
    }

    private func balance(_ command: CommandAPDU, _ purse: PurseImage) -> CardReply {
        guard command.p2 == 0x02 else { return .status(0x6A86) }
        // Meaning of P1 as in two terminals' sources (emv.md, 7); the real balance is what is left of both.
        let real = purse.balanceFen &+ purse.overdraftLimitFen &- purse.overdraftUsedFen
        let values: [UInt32]
        switch command.p1 {
        case 0: values = [purse.balanceFen]
        case 1: values = [purse.overdraftLimitFen]
        case 2: values = [purse.overdraftUsedFen]
        case 3: values = [real]
        case 4: values = [PurseApplication.largestBalanceFen]
        case 5: values = [purse.balanceFen, purse.overdraftLimitFen, purse.overdraftUsedFen, real]
        default: return .status(0x6A86)
        }
        return CardReply(data: values.flatMap { Self.bytes($0) })
    }
}
