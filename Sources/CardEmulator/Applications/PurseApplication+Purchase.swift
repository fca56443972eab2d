import SmartCard

/// The purchase: initialise, keep the journey's record, debit, prove.
///
/// - **Source**: emv.md, 7 and 8.12; status words as in `StatusWord`, from public applets. JT/T 978 was not read.
extension PurseApplication {
    /// A purchase that has been initialised; gone with the next SELECT, after a debit, after a wrong MAC.
    struct Purchase {
        let isComposite: Bool
        let amountFen: UInt32
        let terminal: [UInt8]
        let random: [UInt8]
        /// The record of file 1E that the debit will write.
        var journey: [UInt8]?

        /// What the record of file 18 says.
        var kind: UInt8 { isComposite ? 0x09 : 0x06 }
    }

    /// `8050`: P1 01 plain, 03 composite.
    mutating func initialise(_ command: CommandAPDU, _ card: inout CardState) -> CardReply {
        purchase = nil
        guard let purse = card.image.purse else { return .status(0x6A82) }
        guard command.p1 == 0x01 || command.p1 == 0x03, command.p2 == 0x02 else { return .status(0x6A86) }
        guard command.data.count == 11 else { return .status(0x6700) }
        guard command.data[0] == 0x01 else { return .status(0x9403) }
        guard purse.offlineSequence < .max else { return .status(0x9402) }
        let amount = Self.number(command.data[1..<5])
        let (most, overdraftLeft) = (UInt64(purse.balanceFen), UInt64(purse.overdraftLimitFen))
        let used = min(UInt64(purse.overdraftUsedFen), overdraftLeft)
        guard UInt64(amount) <= most + overdraftLeft - used else { return .status(0x9401) }
        let random = card.random(4)
        purchase = Purchase(
            isComposite: command.p1 == 0x03, amountFen: amount, terminal: Array(command.data[5...]), random: random)
        return CardReply(
            data: Self.bytes(purse.balanceFen) + Self.bytes(UInt32(purse.offlineSequence)).suffix(2)
                + Self.bytes(purse.overdraftLimitFen).suffix(3)
                + [TestPurseKeys.version, purse.usesSM4 ? 0x04 : 0x00] + random)
    }

    /// `80DC`: the record is written with the debit, or not at all.
    mutating func update(_ command: CommandAPDU) -> CardReply {
        guard var open = purchase, open.isComposite else { return .status(0x6985) }
        guard command.p1 == 0x00, command.p2 & 0xF8 == 0x1E << 3 else { return .status(0x6A83) }
        guard command.data.count == 48 else { return .status(0x6700) }
        open.journey = command.data
        purchase = open
        return CardReply()
    }

    /// `8054`: terminal's counter 4, date 4, time 3, MAC1 4.
    mutating func debit(_ command: CommandAPDU, _ card: inout CardState) -> CardReply {
        guard let open = purchase, var purse = card.image.purse, !open.isComposite || open.journey != nil else {
            return .status(0x6985)
        }
        guard command.p1 == 0x01, command.p2 == 0x00 else { return .status(0x6A86) }
        guard command.data.count == 15 else { return .status(0x6700) }
        purchase = nil
        let (terminalCounter, time) = (Array(command.data[0..<4]), Array(command.data[4..<11]))
        let secrets = PurseSecrets(serial: Self.serial(purse), isSM4: purse.usesSM4)
        let session = secrets.session(open.random, purse.offlineSequence, terminalCounter: terminalCounter)
        let amount = Self.bytes(open.amountFen)
        guard secrets.mac(amount + [open.kind] + open.terminal + time, session: session) == Array(command.data[11...])
        else { return .status(0x9302) }
        let proof = PurseImage.Proof(
            kind: open.kind, sequence: purse.offlineSequence + 1, mac2: secrets.mac(amount, session: session),
            tac: secrets.settlementMAC(amount + [open.kind] + open.terminal + terminalCounter + time))
        Self.take(open.amountFen, from: &purse)
        purse.offlineSequence += 1
        if open.amountFen > 0 || !purse.omitsZeroTransactions {
            let counter = [UInt8(purse.offlineSequence >> 8), UInt8(purse.offlineSequence & 0xFF)]
            purse.addTransaction(counter + [0, 0, 0] + amount + [open.kind] + open.terminal + time)
        }
        if let journey = open.journey { purse.addJourney(journey) }
        purse.proof = proof
        card.image.purse = purse
        return CardReply(data: proof.tac + proof.mac2)
    }

    /// `805A`: the last debit's MAC2 and TAC, by its type and the counter after it.
    func prove(_ command: CommandAPDU, _ purse: PurseImage) -> CardReply {
        guard command.data.count == 2 else { return .status(0x6700) }
        guard let proof = purse.proof, command.p2 == proof.kind, Self.number(command.data) == proof.sequence else {
            return .status(0x9406)
        }
        return CardReply(data: proof.mac2 + proof.tac)
    }

    /// The balance first, then the overdraft.
    private static func take(_ amount: UInt32, from purse: inout PurseImage) {
        let loaded = min(amount, purse.balanceFen)
        purse.balanceFen -= loaded
        purse.overdraftUsedFen += amount - loaded
    }

    private static func serial(_ purse: PurseImage) -> [UInt8] {
        purse.file15.count >= 20 ? Array(purse.file15[12..<20]) : [UInt8](repeating: 0, count: 8)
    }

    static func number(_ bytes: some Sequence<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

    static func bytes(_ value: UInt32) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
