/// A line of text that stands for bytes.
package enum EncodedLine {
    /// The bytes of hex digits, small or capital; nil if it is none, or an odd count.
    package static func hex(_ line: Span<UInt8>) -> [UInt8]? {
        guard line.count > 0, line.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(line.count / 2)
        for index in stride(from: 0, to: line.count, by: 2) {
            guard let high = digit(line[index]), let low = digit(line[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// The bytes of base64 with its filling; nil if it is none, or bits are left over.
    ///
    /// - **Source**: RFC 4648, 4: one spelling only for each value.
    package static func base64(_ line: Span<UInt8>) -> [UInt8]? {
        guard line.count > 0, line.count.isMultiple(of: 4) else { return nil }
        var filling = 0
        while filling < 2, line[line.count - 1 - filling] == UInt8(ascii: "=") { filling += 1 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(line.count / 4 * 3)
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for index in 0..<line.count - filling {
            guard let value = value(line[index]) else { return nil }
            bits = (bits << 6 | UInt32(value)) & 0xFFF
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        guard bits & (1 << count - 1) == 0 else { return nil }
        return bytes
    }

    /// The bytes that a line stands for where nothing else can be meant: it is no code itself, and what it stands for is a
    /// whole one of a binary format.
    package static func recognised(_ line: Span<UInt8>) -> [UInt8]? {
        guard CodeFormat.recognise(line) == nil else { return nil }
        let fromHex = hex(line).flatMap { isWholeBinary($0) ? $0 : nil }
        let fromBase64 = base64(line).flatMap { isWholeBinary($0) ? $0 : nil }
        if let fromHex { return fromBase64 == nil ? fromHex : nil }
        return fromBase64
    }

    private static func isWholeBinary(_ bytes: [UInt8]) -> Bool {
        switch CodeLength.of(bytes.span) {
        case .bytes(let count): return count == bytes.count
        case .untilSilence:
            let format = CodeFormat.recognise(bytes.span)
            return format == .uicU1 || format == .uicU2 || format == .vdv
        case .undecided, .line: return false
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5A: byte - 0x41
        case 0x61...0x7A: byte - 0x47
        case 0x30...0x39: byte + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
