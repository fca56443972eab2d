/// Writes the fields of a record, little-endian, into one reused buffer.
package struct BodyWriter {
    /// The longest id of a station, medium, rider category or edition.
    package static let longestText = 64

    /// The frame, its header included.
    var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(JournalFormat.largestFrame) }

    /// A number.
    package mutating func number(_ value: some FixedWidthInteger) { bytes.append(littleEndian: value) }

    /// A number that may be missing: whether it is there goes into a byte of flags elsewhere.
    mutating func optional<Number: FixedWidthInteger>(_ value: Number?) { number(value ?? 0) }

    /// A text of at most ``longestText`` bytes of UTF-8, after its length in a byte.
    mutating func text(_ text: String, _ field: StaticString) throws(JournalError) {
        let count = text.utf8.count
        guard count <= Self.longestText else {
            throw .tooLong(field: "\(field)", bytes: count, limit: Self.longestText)
        }
        number(UInt8(count))
        for byte in text.utf8 { bytes.append(byte) }
    }

    /// Bytes after their count in two bytes.
    mutating func block(_ block: [UInt8], limit: Int, _ field: StaticString) throws(JournalError) {
        guard block.count <= limit else {
            throw .tooLong(field: "\(field)", bytes: block.count, limit: limit)
        }
        number(UInt16(block.count))
        bytes += block
    }
}
