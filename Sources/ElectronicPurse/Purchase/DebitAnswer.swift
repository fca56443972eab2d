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
