/// Base64 in its one form (RFC 4648, 4): padded, without breaks, spare bits zero.
enum CodeBase64 {
    /// - **Errors**: ``CodeFault`` at the group of four that is none.
    static func bytes(_ text: Span<UInt8>) throws(CodeFault) -> [UInt8] {
        guard text.count.isMultiple(of: 4) else { throw CodeFault(at: text.count - text.count % 4) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        for start in stride(from: 0, to: text.count, by: 4) {
            var padding = 0
            if start + 4 == text.count {
                while padding < 2, text[start + 3 - padding] == UInt8(ascii: "=") { padding += 1 }
            }
            var group: UInt32 = 0
            for index in start..<(start + 4 - padding) {
                guard let digit = digit(text[index]) else { throw CodeFault(at: start) }
                group = group << 6 | UInt32(digit)
            }
            group <<= UInt32(6 * padding)
            guard group & (1 << UInt32(8 * padding) - 1) == 0 else { throw CodeFault(at: start) }
            for place in 0..<(3 - padding) { bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * place))) }
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5A: byte - 0x41
        case 0x61...0x7A: byte - 0x61 + 26
        case 0x30...0x39: byte - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
