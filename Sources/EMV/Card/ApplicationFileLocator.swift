/// Which records of the card to read, and which of them are signed.
///
/// - **Shape**: entries of four bytes: short file identifier in the upper five bits, first and last record, how many
///   of them, from the first on, are signed.
/// - **Limits**: ``mostRecords`` records in all.
/// - **Errors**: nil unless every entry is right: nothing is read by a locator of which a part is wrong.
/// - **Source**: EMV Book 3, 10.2 from public sources (the page was not read); refusals as in the tests of
///   openemv/emv-utils.
package struct ApplicationFileLocator: Hashable, Sendable {
    /// How many records one card may have read.
    package static let mostRecords = 64

    /// Where the entries lie in the card's data.
    package let range: Range<Int>
    /// How many records they name.
    package let recordCount: Int

    /// The locator that lies in `range`, checked as a whole.
    package init?(_ range: Range<Int>, of bytes: Span<UInt8>) {
        guard !range.isEmpty, range.count % 4 == 0 else { return nil }
        var count = 0
        var at = range.lowerBound
        while at < range.upperBound {
            let sfi = bytes[at] >> 3
            let first = Int(bytes[at + 1])
            let last = Int(bytes[at + 2])
            guard bytes[at] & 7 == 0, (1...30).contains(sfi), first >= 1, last >= first,
                Int(bytes[at + 3]) <= last - first + 1
            else { return nil }
            count += last - first + 1
            guard count <= Self.mostRecords else { return nil }
            at += 4
        }
        self.range = range
        recordCount = count
    }

    /// One record to read.
    package struct Record: Hashable, Sendable {
        /// The file's short identifier, 1 to 30.
        package let sfi: UInt8
        /// The record's number.
        package let number: UInt8
        /// Whether it is signed with the card's certificate.
        package let isSigned: Bool
    }

    /// The record at a place of the reading order; nil after the last.
    package func record(at place: Int, of bytes: Span<UInt8>) -> Record? {
        var left = place
        var at = range.lowerBound
        while at < range.upperBound {
            let first = Int(bytes[at + 1])
            let count = Int(bytes[at + 2]) - first + 1
            if left < count {
                return Record(
                    sfi: bytes[at] >> 3, number: UInt8(first + left), isSigned: left < Int(bytes[at + 3]))
            }
            left -= count
            at += 4
        }
        return nil
    }
}
