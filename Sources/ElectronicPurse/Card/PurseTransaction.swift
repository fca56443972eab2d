/// A record of file 18: one transaction of the purse.
///
/// - **Source**: nfsee, T-Union_Master (emv.md, 7); JT/T 978 was not read.
package struct PurseTransaction: Hashable, Sendable {
    /// Bytes in a record.
    package static let length = 23
    /// Records in the file.
    package static let most = 10

    /// What kind of transaction; other values occur, their meaning is not known.
    package enum Kind {
        package static let load: UInt8 = 0x02
        package static let purchase: UInt8 = 0x06
        package static let compositePurchase: UInt8 = 0x09
    }

    package let sequence: UInt16
    /// Three bytes.
    package let overdraft: UInt32
    package let amountFen: UInt32
    package let kind: UInt8
    /// Six bytes.
    package let terminal: UInt64
    package let moment: PurseMoment

    /// The content of a record; ``PurseLayoutFault`` for too few bytes, or a time that is none.
    package init(_ bytes: [UInt8], record: Int) throws(PurseLayoutFault) {
        guard bytes.count >= Self.length else {
            throw PurseLayoutFault(.transactions, record: record, at: bytes.count, .tooShort(count: bytes.count))
        }
        var reader = FieldReader(bytes)
        sequence = reader.word()
        overdraft = UInt32(truncatingIfNeeded: reader.number(3))
        amountFen = reader.long()
        kind = reader.byte()
        terminal = reader.number(6)
        guard let moment = PurseMoment(digits: reader.number(7)) else {
            throw PurseLayoutFault(.transactions, record: record, at: 16, .noDate)
        }
        self.moment = moment
    }
}
