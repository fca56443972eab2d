/// The sizes and limits of a journal's files; byte by byte in Docs/journal.md.
package enum JournalFormat {
    /// The version in every segment's header.
    package static let version: UInt16 = 1
    /// The version of a segment that retention has rewritten.
    package static let redactedVersion: UInt16 = 2
    /// Bytes of a whole SHA-256, which a redacted record keeps of what it was.
    static let hashLength = 32
    /// Bytes of a segment's header.
    package static let segmentHeaderLength = 128
    /// Bytes of a record before its body.
    package static let frameHeaderLength = 56
    /// Bytes of a record's authentication code, where it has one.
    package static let macLength = 16
    /// The longest record.
    package static let largestFrame = 4096
    /// The longest record as a redacted segment holds it.
    static let largestRedactedFrame = largestFrame + hashLength + macLength
    /// The longest body.
    package static let largestBody = largestFrame - frameHeaderLength - macLength
    /// Bytes of one of the two slots of the file `head`: a block of most disks, so that they never share one.
    package static let headSlotLength = 4096
    /// A segment is followed by the next one before it grows beyond this.
    package static let segmentLimit = 64 << 20
    /// The most bytes of a device id.
    package static let longestDeviceID = 48
    /// The group position that says nothing of what was durable before.
    package static let noGroup: UInt16 = .max
    /// The file of the head anchor.
    package static let headName = "head"

    /// The index for look-ups, which is built from the segments and may be deleted at any time; SQLite's other files
    /// begin with the same name.
    package static let indexName = "index.sqlite"

    /// The file of a segment, numbered from 1.
    package static func segmentName(_ number: UInt32) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits + ".fgj"
    }

    /// The number of a segment by its file; nil if it is none.
    package static func segmentNumber(_ name: String) -> UInt32? {
        guard name.hasSuffix(".fgj"), let number = UInt32(name.dropLast(4)), segmentName(number) == name else {
            return nil
        }
        return number
    }

    /// The number of a file of torn bytes; nil if it is none.
    package static func tornNumber(_ name: String) -> UInt32? {
        name.hasPrefix("torn-") ? UInt32(name.dropFirst(5)) : nil
    }
}
