/// How long a code is, read from its own beginning while it arrives.
///
/// - **Source**: `qr.md` 3.1, 4.1, 4.2 (`#UT`), 5; a format without a length ends where the scanner falls silent.
enum CodeLength: Hashable, Sendable {
    /// The beginning does not say yet.
    case undecided
    /// So many bytes in all.
    case bytes(Int)
    /// Binary, without a length of its own.
    case untilSilence
    /// Text: to the end of the line, or to silence.
    case line

    /// The length of the code that begins like this; the more bytes, the surer, and never another answer than
    /// `undecided` that changes afterwards, but text that turns out to be binary.
    static func of(_ bytes: Span<UInt8>) -> CodeLength {
        guard bytes.count > 0 else { return .undecided }
        switch bytes[0] {
        case 0x80...0xFF: return ministry(bytes)
        case 0x02: return alipay(bytes, after: 0)
        case 0x55: return letter(bytes, second: 0x01...0x01) { ministry($0) }
        case UInt8(ascii: "T"):
            if bytes.count > 1, bytes[1] == UInt8(ascii: "X") { return .untilSilence }
            return letter(bytes, second: 0x01...0x02) { alipay($0, after: 2) }
        case UInt8(ascii: "F"): return fareGate(bytes)
        case UInt8(ascii: "#"): return uicStatic(bytes)
        case 0x20...0x7E: return .line
        default: return .untilSilence
        }
    }

    /// Whether a byte can stand in a line of text; a code with another one is binary.
    static func isText(_ byte: UInt8) -> Bool { byte == 0x09 || (0x20...0x7E).contains(byte) }

    /// A first byte that is a letter too: the second one decides.
    private static func letter(
        _ bytes: Span<UInt8>, second: ClosedRange<UInt8>, binary: (Span<UInt8>) -> CodeLength
    ) -> CodeLength {
        guard bytes.count > 1 else { return .undecided }
        return second.contains(bytes[1]) ? binary(bytes) : .line
    }

    /// Bytes 1 and 2 count what follows them; 332 to 364 bytes in all.
    private static func ministry(_ bytes: Span<UInt8>) -> CodeLength {
        guard bytes.count > 2 else { return .undecided }
        let total = Int(bytes[1]) << 8 + Int(bytes[2]) + 3
        return (332...364).contains(total) ? .bytes(total) : .untilSilence
    }

    /// Magic, version, algorithm, then the length of what follows.
    private static func fareGate(_ bytes: Span<UInt8>) -> CodeLength {
        guard bytes.count > 1 else { return .undecided }
        guard bytes[1] == UInt8(ascii: "G") else { return .line }
        guard bytes.count > 2 else { return .undecided }
        guard !isText(bytes[2]) else { return .line }
        guard bytes.count > 5 else { return .undecided }
        let total = Int(bytes[4]) << 8 + Int(bytes[5]) + 6
        return total <= CodeFormat.mostBytes ? .bytes(total) : .untilSilence
    }

    /// Part 1 behind its length, the issuer's signature behind its own, four bytes of time, the user's signature.
    private static func alipay(_ bytes: Span<UInt8>, after start: Int) -> CodeLength {
        guard bytes.count > start + 1 else { return .undecided }
        guard bytes[start] == 0x02, (1...2).contains(bytes[start + 1]) else { return .untilSilence }
        guard bytes.count > start + 3 else { return .undecided }
        var at = start + 4 + Int(bytes[start + 3])
        guard bytes.count > at else { return .undecided }
        at += 1 + Int(bytes[at])
        guard bytes.count > at else { return .undecided }
        guard bytes[at] == 4 else { return .untilSilence }
        at += 5
        guard bytes.count > at else { return .undecided }
        return .bytes(at + 1 + Int(bytes[at]))
    }

    /// `#UT`, version, carrier 4, key 5, a signature of 50 or 64 bytes, four digits, and so many bytes.
    private static func uicStatic(_ bytes: Span<UInt8>) -> CodeLength {
        let magic: [UInt8] = [0x23, 0x55, 0x54, 0x30]
        for index in 0..<min(bytes.count, 4) where bytes[index] != magic[index] { return .line }
        guard bytes.count > 4 else { return .undecided }
        let signature: Int
        switch bytes[4] {
        case UInt8(ascii: "1"): signature = 50
        case UInt8(ascii: "2"): signature = 64
        default: return .untilSilence
        }
        let digits = 14 + signature
        guard bytes.count >= digits + 4 else { return .undecided }
        var length = 0
        for index in digits..<digits + 4 {
            guard (0x30...0x39).contains(bytes[index]) else { return .untilSilence }
            length = length * 10 + Int(bytes[index] - 0x30)
        }
        let total = digits + 4 + length
        return total <= CodeFormat.mostBytes ? .bytes(total) : .untilSilence
    }
}
