import CardCrypto
import SmartCard

/// A payment application: UnionPay, T-Union cash, Visa, or UnionPay for contacts.
///
/// - **Shape**: all that does not change in a transaction is built at the start; GET PROCESSING OPTIONS makes the rest.
/// - **Source**: emv.md, 3.2 to 4.4; the specifications of the schemes were not available.
struct PaymentApplication: CardApplication {
    let kind: ApplicationKind
    let name: [UInt8]
    let changes: FaultChanges
    let information: FileControlInformation
    /// The records before those with certificates.
    let leadingRecords: [CardRecord]
    let rsa: CardCredentials?
    let sm2: CardCredentials?
    /// The transaction that goes on; nil before GET PROCESSING OPTIONS.
    var transaction: PaymentTransaction?

    /// An application that a fault may break.
    init(_ image: CardImage, _ kind: ApplicationKind, priority: UInt8, changes: FaultChanges) {
        self.kind = kind
        self.changes = changes
        name = changes.name ?? kind.identifier
        var information = PaymentApplication.information(image, kind, name: name, priority: priority)
        changes.edit(&information)
        self.information = information
        let records = PaymentApplication.records(image, kind)
        leadingRecords = records
        var staticData: [UInt8] = []
        for record in records where record.isSigned { staticData += record.objects.bytes }
        // The tag list in `9F4A` adds the AIP to what is signed (EMV Book 3, 10.3, not read).
        if image.signsStaticData { staticData += PaymentApplication.profile(kind) }
        func credentials(_ algorithm: CardAlgorithm) -> CardCredentials? {
            guard image.algorithms.contains(algorithm) else { return nil }
            return CardCredentials(image, kind, algorithm, staticData: staticData, changes: changes)
        }
        rsa = credentials(.rsa)
        sm2 = credentials(.sm2)
    }

    mutating func select(_ card: CardState) -> CardReply {
        transaction = nil
        return CardReply(data: information.bytes)
    }

    mutating func respond(to command: CommandAPDU, _ card: inout CardState) -> (CommandKind, CardReply) {
        switch (command.cla, command.ins) {
        case (0x80, 0xA8): return (.processingOptions, processingOptions(command, &card))
        case (0x00, 0xB2): return readRecord(command, &card)
        case (0x80, 0xCA): return (.other, getData(command, card))
        case (0x00, 0x88): return (.other, internalAuthenticate(command))
        case (0x80, 0xAE): return (.other, generateCryptogram(command, card))
        default: return (.other, .status(0x6D00))
        }
    }

    /// READ RECORD: with the last one an electronic cash transaction is done, and it may be read again.
    private mutating func readRecord(_ command: CommandAPDU, _ card: inout CardState) -> (CommandKind, CardReply) {
        let (sfi, number) = (command.p2 >> 3, command.p1)
        guard var transaction, command.p2 & 7 == 4 else { return (.other, .status(0x6985)) }
        guard transaction.records.contains(where: { $0.sfi == sfi }) else { return (.other, .status(0x6A82)) }
        guard let index = transaction.records.firstIndex(where: { $0.sfi == sfi && $0.number == number }) else {
            return (.other, .status(0x6A83))
        }
        let isLast = index == transaction.records.count - 1
        transaction.recordsRead += 1
        if isLast, transaction.debitFen > 0, let balance = card.image.cashBalanceFen {
            card.image.cashBalanceFen = balance - transaction.debitFen
            transaction.debitFen = 0
        }
        self.transaction = transaction
        return (
            .record(sfi: sfi, number: number, ordinal: transaction.recordsRead, isLast: isLast),
            CardReply(data: transaction.records[index].bytes)
        )
    }

    /// GET DATA of the counters (EMV Book 3, 6.5.7, and emv.md, 3.5).
    private func getData(_ command: CommandAPDU, _ card: CardState) -> CardReply {
        let tag = UInt32(command.p1) << 8 | UInt32(command.p2)
        let image = card.image
        let value: [UInt8]? =
            switch tag {
            case 0x9F36: image.counterBytes
            case 0x9F5D, 0x9F79: image.cashBalanceFen.map { BinaryCodedDecimal.bytes($0, count: 6) }
            case 0x9F77, 0x9F78:
                image.cashBalanceFen == nil ? nil : BinaryCodedDecimal.bytes(image.cashLimitFen, count: 6)
            case 0x9F51: image.currency
            default: nil
            }
        guard let value else { return .status(0x6A88) }
        var objects = ObjectList()
        objects.append(tag, value)
        return CardReply(data: objects.bytes)
    }
}

/// Numbers as decimal digits, two a byte.
enum BinaryCodedDecimal {
    static func bytes(_ value: Int, count: Int) -> [UInt8] {
        var rest = value
        var bytes = [UInt8](repeating: 0, count: count)
        for index in bytes.indices.reversed() {
            bytes[index] = UInt8(rest / 10 % 10) << 4 | UInt8(rest % 10)
            rest /= 100
        }
        return bytes
    }
}

extension CardImage {
    /// `9F36`.
    var counterBytes: [UInt8] {
        [UInt8(transactionCounter >> 8), UInt8(truncatingIfNeeded: transactionCounter)]
    }
}
