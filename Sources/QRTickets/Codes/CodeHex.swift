/// Bytes as hexadecimal digits, two each and nothing between: what codes, lists and files of keys have.
enum CodeHex {
    /// The bytes of digits, small or, where that is allowed, capital.
    ///
    /// - **Errors**: nil unless there are pairs of digits and nothing else.
    static func bytes(_ digits: Span<UInt8>, takesCapitals: Bool = true) -> [UInt8]? {
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digit(digits[index], takesCapitals), let low = digit(digits[index + 1], takesCapitals)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// Small letters.
    static func text(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func digit(_ byte: UInt8, _ takesCapitals: Bool) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: takesCapitals ? byte - 0x41 + 10 : nil
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
