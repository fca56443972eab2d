/// The first 128 bytes of a segment: whose journal, which part, and the chain up to it.
package struct SegmentHeader: Hashable, Sendable {
    private static let magic = Array("FGJOURN\n".utf8)

    /// Whose journal.
    package let identity: JournalIdentity
    /// The number in its file's name.
    package let number: UInt32
    /// The sequence of its first record.
    package let firstSequence: UInt64
    /// The hash of the record before that.
    package let chain: ChainHash
    /// The device key of the codes over redacted bodies, 0 if there are none; nil: the segment is as it was written.
    package let redactionKey: UInt16?

    package init(
        identity: JournalIdentity, number: UInt32, firstSequence: UInt64, chain: ChainHash, redactionKey: UInt16? = nil
    ) {
        self.identity = identity
        self.number = number
        self.firstSequence = firstSequence
        self.chain = chain
        self.redactionKey = redactionKey
    }

    /// The 128 bytes.
    var bytes: [UInt8] {
        var bytes = Self.magic
        bytes.append(littleEndian: redactionKey == nil ? JournalFormat.version : JournalFormat.redactedVersion)
        bytes.append(littleEndian: UInt16(JournalFormat.segmentHeaderLength))
        bytes.append(littleEndian: number)
        bytes.append(littleEndian: identity.epoch)
        bytes.append(littleEndian: firstSequence)
        bytes.append(littleEndian: chain.low)
        bytes.append(littleEndian: chain.high)
        bytes.append(UInt8(identity.device.utf8.count))
        bytes += Array(identity.device.utf8)
        if let redactionKey {
            bytes += [UInt8](repeating: 0, count: 97 - bytes.count)
            bytes.append(littleEndian: redactionKey)
        }
        bytes += [UInt8](repeating: 0, count: JournalFormat.segmentHeaderLength - 4 - bytes.count)
        bytes.append(littleEndian: Checksum.crc32c(bytes.span))
        return bytes
    }

    /// Reads a header.
    ///
    /// - **Errors**: ``JournalError/newerFormat(file:version:)`` if its checksum holds for a version not known here.
    /// - **Returns** nil if the bytes are not a header.
    static func read(_ bytes: Span<UInt8>, file: String) throws(JournalError) -> SegmentHeader? {
        let length = JournalFormat.segmentHeaderLength
        guard bytes.count >= length, bytes.extracting(first: 8).elementsEqual(magic),
            Checksum.crc32c(bytes.extracting(first: length - 4)) == bytes.number(UInt32.self, at: length - 4)
        else { return nil }
        let version = bytes.number(UInt16.self, at: 8)
        guard [JournalFormat.version, JournalFormat.redactedVersion].contains(version) else {
            throw .newerFormat(file: file, version: Int(version))
        }
        let deviceLength = Int(bytes[48])
        guard Int(bytes.number(UInt16.self, at: 10)) == length, deviceLength <= JournalFormat.longestDeviceID else {
            return nil
        }
        let device = String(decoding: bytes.array(49..<49 + deviceLength), as: UTF8.self)
        guard let identity = JournalIdentity(device: device, epoch: bytes.number(UInt64.self, at: 16)) else {
            return nil
        }
        return SegmentHeader(
            identity: identity, number: bytes.number(UInt32.self, at: 12),
            firstSequence: bytes.number(UInt64.self, at: 24), chain: ChainHash(bytes, at: 32),
            redactionKey: version == JournalFormat.redactedVersion ? bytes.number(UInt16.self, at: 97) : nil)
    }
}
