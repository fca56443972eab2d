/// Bytes as hexadecimal text and back.
public enum Hex {
    /// Upper-case digits without spaces.
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        var digits: [UInt8] = []
        for byte in bytes {
            digits.append(digit(byte >> 4))
            digits.append(digit(byte & 15))
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The bytes of digits in either case; spaces, line ends and colons may lie between bytes.
    ///
    /// - **Errors**: nil for any other character, or for half a byte.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var result: [UInt8] = []
        var half: UInt8?
        for character in text.utf8 {
            switch character {
            case 0x20, 0x09, 0x0A, 0x0D, 0x3A:
                if half != nil { return nil }
            default:
                guard let value = value(character) else { return nil }
                if let high = half {
                    result.append(high << 4 | value)
                    half = nil
                } else {
                    half = value
                }
            }
        }
        return half == nil ? result : nil
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x37
        case 0x61...0x66: character - 0x57
        default: nil
        }
    }
}
