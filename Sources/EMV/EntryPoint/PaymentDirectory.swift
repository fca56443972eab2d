import SmartCard

/// Walks the entries of a contactless directory, the answer to SELECT of "2PAY.SYS.DDF01".
///
/// - **Shape**: a cursor into the answer; `6F` holds `A5` holds `BF0C` holds one `61` an application.
/// - **Limits**: the first ``mostEntries`` entries. Entries that cannot be used are passed over and counted.
/// - **Errors**: ``TLVError`` where the bytes cannot be read; the whole directory is void then.
/// - **Source**: EMV Book B 2.5, 3.3.2.4 and 3.3.2.5 A, by libpay's account; the pages were not read.
package struct PaymentDirectory: Sendable {
    /// How many entries are read.
    package static let mostEntries = 64
    /// "2PAY.SYS.DDF01"
    package static let name: [UInt8] = [
        0x32, 0x50, 0x41, 0x59, 0x2E, 0x53, 0x59, 0x53, 0x2E, 0x44, 0x44, 0x46, 0x30, 0x31,
    ]

    /// One application of the card.
    package struct Entry: Hashable, Sendable {
        /// Its place in the directory, from 0.
        package var position: Int
        /// The ADF name (tag `4F`).
        package var name: ApplicationIdentifier
        /// The kernel it wants (tag `9F2A`).
        package var kernel: RequestedKernel
        /// The priority (tag `87`, low four bits): 1 is the highest, 0 none.
        package var priority: UInt8
        /// What may follow the name in SELECT (tag `9F29`).
        package var extendedSelection: SixteenBytes
    }

    private var entries: TLVReader
    private var count = 0

    /// Finds the entries of an answer; without the templates around them there are none.
    package init(_ answer: Range<Int>, of bytes: Span<UInt8>) throws(TLVError) {
        var template = try Self.inside(0x6F, answer, .zeroAndFF, of: bytes)
        template = try Self.inside(0xA5, template, .zero, of: bytes)
        entries = TLVReader(try Self.inside(0xBF0C, template, .zero, of: bytes))
    }

    /// The value of the first object of a tag; empty where there is none.
    private static func inside(
        _ tag: UInt32, _ range: Range<Int>, _ filler: TLVReader.Filler, of bytes: Span<UInt8>
    ) throws(TLVError) -> Range<Int> {
        var reader = TLVReader(range, filler: filler)
        guard let object = try reader.next(tag, in: bytes) else { return range.upperBound..<range.upperBound }
        return object.value
    }

    /// The next entry that can be used; nil at the end.
    package mutating func next(in bytes: Span<UInt8>) throws(TLVError) -> Entry? {
        while count < Self.mostEntries, let object = try entries.next(in: bytes) {
            guard object.tag == 0x61 else { continue }
            count += 1
            if let entry = try Self.entry(object.value, of: bytes, position: count - 1) { return entry }
        }
        return nil
    }

    /// Reads one entry; the first object of a tag counts.
    private static func entry(
        _ range: Range<Int>, of bytes: Span<UInt8>, position: Int
    ) throws(TLVError) -> Entry? {
        var name: Range<Int>?
        var kernel = range.lowerBound..<range.lowerBound
        var priority = kernel
        var extended = kernel
        var seen = (kernel: false, priority: false, extended: false)
        var reader = TLVReader(range)
        while let object = try reader.next(in: bytes) {
            switch object.tag {
            case 0x4F where name == nil: name = object.value
            case 0x9F2A where !seen.kernel: (kernel, seen.kernel) = (object.value, true)
            case 0x87 where !seen.priority: (priority, seen.priority) = (object.value, true)
            case 0x9F29 where !seen.extended: (extended, seen.extended) = (object.value, true)
            default: break
            }
        }
        guard let name, let identifier = ApplicationIdentifier(name, of: bytes),
            let wanted = RequestedKernel(kernel, of: bytes),
            let appendix = SixteenBytes(extended, of: bytes), priority.count <= 1
        else { return nil }
        return Entry(
            position: position, name: identifier, kernel: wanted,
            priority: priority.isEmpty ? 0 : bytes[priority.lowerBound] & 0x0F, extendedSelection: appendix)
    }
}
