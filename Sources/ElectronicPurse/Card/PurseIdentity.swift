import SmartCard

/// File 15: whose card it is, and until when; also in `9F0C` of the answer to SELECT.
///
/// - **Source**: nfsee, metrodroid, T-Union_Master (emv.md, 7); JT/T 978 was not read. The number of an old Shenzhen
///   Tong is little endian (metrodroid, wiki.nfc.im).
package struct PurseIdentity: Hashable, Sendable {
    /// The fewest bytes that hold number and validity.
    package static let shortest = 28
    /// The length of the file on a T-Union card.
    package static let length = 30

    /// The card's number, shown masked.
    package let number: PurseNumber
    /// Who has issued it, eight bytes; MACs and some key modules want it.
    package let issuer: UInt64
    /// The serial number that the card's keys follow from.
    package let serial: PurseSerial
    /// The application type as written; 0 on a Shenzhen Tong.
    package let applicationType: UInt8
    /// The application version as written; 0 on a Shenzhen Tong.
    package let version: UInt8
    /// The first day of validity.
    package let validFrom: PurseDate
    /// The last day of validity.
    package let validTo: PurseDate
    /// The digit printed behind the number; Shenzhen Tong only.
    package let checkDigit: Int?

    /// The content of the file.
    ///
    /// - **Errors**: ``PurseLayoutFault``.
    package init(_ bytes: [UInt8], scheme: PurseApplication.Scheme) throws(PurseLayoutFault) {
        guard bytes.count >= Self.shortest else {
            throw PurseLayoutFault(.identity, at: bytes.count, .tooShort(count: bytes.count))
        }
        var reader = FieldReader(bytes)
        issuer = reader.number(8)
        if scheme == .shenzhenTong {
            (applicationType, version) = (0, 0)
            let little = FieldReader(bytes, at: 16).littleEndian
            guard little > 0 else { throw PurseLayoutFault(.identity, at: 16, .noNumber) }
            number = PurseNumber(binary: little)
            serial = PurseSerial(UInt64(little))
            checkDigit = ShenzhenTongNumber.checkDigit(of: Int(little))
        } else {
            applicationType = reader.byte()
            version = reader.byte()
            number = try PurseNumber(serialField: bytes, at: 10)
            reader = FieldReader(bytes, at: 12)
            serial = PurseSerial(reader.number(8))
            checkDigit = nil
        }
        reader = FieldReader(bytes, at: 20)
        guard let from = PurseDate(digits: reader.long()) else { throw PurseLayoutFault(.identity, at: 20, .noDate) }
        guard let to = PurseDate(digits: reader.long()) else { throw PurseLayoutFault(.identity, at: 24, .noDate) }
        (validFrom, validTo) = (from, to)
    }
}

extension FieldReader {
    fileprivate var littleEndian: UInt32 {
        var copy = self
        return copy.long().byteSwapped
    }
}
