/// A record that is known to be on stable storage, and with it all before: one slot of the file `head`.
///
/// - **Shape**: two slots, written in turn, so that a torn one leaves the other. The rest of a slot is zeros, under the
///   same checksum.
package struct HeadAnchor: Hashable, Sendable {
    private static let magic = Array("FGHEAD1\n".utf8)

    /// The epoch of the journal.
    package let epoch: UInt64
    /// Counts anchors; the higher one holds.
    package let count: UInt64
    /// The record; 0: none yet.
    package let sequence: UInt64
    /// Its hash.
    package let chain: ChainHash

    /// The slot that it is written to.
    var slot: Int { Int(count & 1) }

    /// Puts the bytes of a slot into `bytes`, in place of what was there; a buffer of that size is not grown.
    func encode(into bytes: inout [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        bytes += Self.magic
        bytes.append(littleEndian: epoch)
        bytes.append(littleEndian: count)
        bytes.append(littleEndian: sequence)
        bytes.append(littleEndian: chain.low)
        bytes.append(littleEndian: chain.high)
        while bytes.count < JournalFormat.headSlotLength - 4 { bytes.append(0) }
        bytes.append(littleEndian: Checksum.crc32c(bytes.span))
    }

    /// The bytes of a slot.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        encode(into: &bytes)
        return bytes
    }

    /// Reads a slot; nil if it holds no anchor.
    static func read(_ slot: Span<UInt8>) -> HeadAnchor? {
        let length = JournalFormat.headSlotLength
        guard slot.count == length, slot.extracting(first: 8).elementsEqual(magic),
            Checksum.crc32c(slot.extracting(first: length - 4)) == slot.number(UInt32.self, at: length - 4)
        else { return nil }
        return HeadAnchor(
            epoch: slot.number(UInt64.self, at: 8), count: slot.number(UInt64.self, at: 16),
            sequence: slot.number(UInt64.self, at: 24), chain: ChainHash(slot, at: 32))
    }
}
