/// A file or record that is not laid out as it should be.
package struct PurseLayoutFault: Error, Hashable, Sendable {
    /// A file of a purse by its short identifier.
    package enum File: UInt8, Hashable, Sendable {
        case identity = 0x15
        case location = 0x17
        case transactions = 0x18
        case journeys = 0x1E
    }

    /// What is wrong.
    package enum Kind: Hashable, Sendable {
        /// Too few bytes.
        case tooShort(count: Int)
        /// A half byte that is no decimal digit.
        case noDigit
        /// No day or time of a calendar from 2000 to 2099.
        case noDate
        /// A card number of zeros or nothing.
        case noNumber
    }

    /// Where.
    package let file: File
    /// The record of the file, from 1; 0 for a file without records.
    package let record: Int
    /// The offset in file or record.
    package let at: Int
    package let kind: Kind

    package init(_ file: File, record: Int = 0, at: Int, _ kind: Kind) {
        self.file = file
        self.record = record
        self.at = at
        self.kind = kind
    }
}
