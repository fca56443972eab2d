/// A line of text that stands for bytes.
package enum EncodedLine {
    /// The bytes of hex digits, small or capital; nil if it is none, or an odd count.
    package static func hex(_ line: Span<UInt8>) -> [UInt8]? {
        line.count > 0 ? CodeHex.bytes(line) : nil
    }

    /// The bytes of base64 with its filling; nil if it is none, or bits are left over.
    ///
    /// - **Source**: RFC 4648, 4: one spelling only for each value.
    package static func base64(_ line: Span<UInt8>) -> [UInt8]? {
        line.count > 0 ? try? CodeBase64.bytes(line) : nil
    }

    /// The bytes that a line stands for where nothing else can be meant: it is no code itself, and what it stands for
    /// is a whole one of a binary format.
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
}
