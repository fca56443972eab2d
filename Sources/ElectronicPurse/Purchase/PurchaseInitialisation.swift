/// What a purse answers to INITIALIZE FOR PURCHASE (`8050`): 15 bytes.
///
/// - **Source**: `composite-purchase-fare-200-a`, several public scripts (emv.md, 7); JT/T 978 was not read.
package struct PurchaseInitialisation: Hashable, Sendable {
    /// Bytes in the answer.
    package static let length = 15

    package let balanceFen: UInt32
    /// The card's counter of purchases, before this one.
    package let sequence: UInt16
    /// Three bytes.
    package let overdraftLimitFen: UInt32
    package let keyVersion: UInt8
    package let algorithm: UInt8
    package let random: UInt32

    /// The answer's data; nil for another length.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        var reader = FieldReader(bytes)
        balanceFen = reader.long() & 0x7FFF_FFFF
        sequence = reader.word()
        overdraftLimitFen = UInt32(truncatingIfNeeded: reader.number(3))
        keyVersion = reader.byte()
        algorithm = reader.byte()
        random = reader.long()
    }
}

/// What a purse answers to DEBIT FOR PURCHASE (`8054`), or to GET TRANSACTION PROVE (`805A`) the other way round.
package struct DebitAnswer: Hashable, Sendable {
    /// For settlement.
    package let tac: UInt32
    /// For the terminal.
    package let mac2: UInt32

    package init(tac: UInt32, mac2: UInt32) {
        self.tac = tac
        self.mac2 = mac2
    }

    /// TAC, then MAC2; nil unless there are eight bytes.
    package init?(debit bytes: [UInt8]) {
        guard bytes.count == 8 else { return nil }
        var reader = FieldReader(bytes)
        tac = reader.long()
        mac2 = reader.long()
    }

    /// MAC2, then TAC: three terminals agree (emv.md, 8.12).
    package init?(proof bytes: [UInt8]) {
        guard bytes.count == 8 else { return nil }
        var reader = FieldReader(bytes)
        mac2 = reader.long()
        tac = reader.long()
    }
}
