import CChecksum

/// CRC-32C.
package enum Checksum {
    /// The checksum of what `start` covers (0: nothing yet), followed by these bytes.
    package static func crc32c(_ bytes: Span<UInt8>, after start: UInt32 = 0) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer { unsafe faregate_crc32c(start, $0.baseAddress, $0.count) }
    }
}
