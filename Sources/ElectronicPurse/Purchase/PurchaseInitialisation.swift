/// What a purse answers to INITIALIZE FOR PURCHASE (`8050`): 15 bytes.
///
/// - **Source**: `composite-purchase-fare-200-a`, several public scripts (emv.md, 7); JT/T 978 was not read.
package struct PurchaseInitialisation: Hashable, Sendable {
    /// Bytes in the answer.
    package static let length = 15

    /// What is in the purse, in fen, the top bit left out.
    package let balanceFen: UInt32
    /// The card's counter of purchases, before this one.
    package let sequence: UInt16
    /// How far below 0 the purse may go, in fen; three bytes.
    package let overdraftLimitFen: UInt32
    /// The version of the key that MAC1 must be made with.
    package let keyVersion: UInt8
    /// ``PurseAlgorithm``, or a value not known here.
    package let algorithm: UInt8
    /// The card's random number, fresh for each purchase.
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
