/// File 17: where a T-Union card is from.
///
/// - **Shape**: numbers as written: Shenzhen's city is `0x5840`.
/// - **Source**: nfsee (emv.md, 7); JT/T 978 was not read.
package struct PurseLocation: Hashable, Sendable {
    /// How much of the file's 60 bytes is read.
    package static let length = 11

    /// `0x156` is China, four bytes.
    package let country: UInt32
    /// The province that issued it, two bytes.
    package let province: UInt16
    /// The city that issued it, two bytes.
    package let city: UInt16
    /// With whom it works together, by the issuer's table, two bytes.
    package let interoperation: UInt16
    /// 0 for a normal card; the others by the issuer's table.
    package let cardType: UInt8

    /// The content of the file; ``PurseLayoutFault`` if it is shorter than ``length``.
    package init(_ bytes: [UInt8]) throws(PurseLayoutFault) {
        guard bytes.count >= Self.length else {
            throw PurseLayoutFault(.location, at: bytes.count, .tooShort(count: bytes.count))
        }
        var reader = FieldReader(bytes)
        country = reader.long()
        province = reader.word()
        city = reader.word()
        interoperation = reader.word()
        cardType = reader.byte()
    }
}
