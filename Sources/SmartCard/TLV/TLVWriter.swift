/// Writes BER-TLV data objects into a growing buffer.
///
/// - **Limits**: values of up to 65,535 bytes (length forms short, `81` and `82`).
public struct TLVWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    public init() {}

    /// Writes one object.
    public mutating func write(_ tag: UInt32, _ value: [UInt8]) {
        writeHeader(tag, length: value.count)
        bytes += value
    }

    /// Writes a template around what `content` writes.
    public mutating func template(_ tag: UInt32, _ content: (inout TLVWriter) -> Void) {
        var inner = TLVWriter()
        content(&inner)
        write(tag, inner.bytes)
    }

    /// Writes bytes that are objects already, or filler.
    public mutating func raw(_ more: [UInt8]) { bytes += more }

    private mutating func writeHeader(_ tag: UInt32, length: Int) {
        precondition(length <= 0xFFFF, "a data object of more than 65,535 bytes")
        if tag > 0xFFFF { bytes.append(UInt8(truncatingIfNeeded: tag >> 16)) }
        if tag > 0xFF { bytes.append(UInt8(truncatingIfNeeded: tag >> 8)) }
        bytes.append(UInt8(truncatingIfNeeded: tag))
        switch length {
        case ..<0x80: break
        case ..<0x100: bytes.append(0x81)
        default:
            bytes.append(0x82)
            bytes.append(UInt8(length >> 8))
        }
        bytes.append(UInt8(truncatingIfNeeded: length))
    }
}
