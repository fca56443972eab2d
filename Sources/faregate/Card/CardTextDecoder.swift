import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reads text of cards: ASCII as it is, other bytes by a code table of the system.
struct CardTextDecoder {
    private let charset: String

    init(_ charset: String) { self.charset = charset }

    /// Whether the system has a code table.
    static func exists(_ charset: String) -> Bool {
        guard let handle = unsafe iconv_open("UTF-8", charset), unsafe handle != failed else { return false }
        unsafe iconv_close(handle)
        return true
    }

    private static var failed: iconv_t? { unsafe iconv_t(bitPattern: -1) }

    /// The text, or nil where the bytes are none in this code table.
    func text(_ bytes: [UInt8]) -> String? {
        // Labels are padded with blanks or zeros.
        var bytes = bytes[...]
        while let last = bytes.last, last == 0x20 || last == 0 { bytes = bytes.dropLast() }
        if bytes.allSatisfy({ (0x20...0x7E).contains($0) }) { return String(decoding: bytes, as: UTF8.self) }
        guard let handle = unsafe iconv_open("UTF-8", charset), unsafe handle != Self.failed else { return nil }
        defer { unsafe iconv_close(handle) }
        var input = bytes.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: bytes.count * 4 + 4)
        let size = output.count
        let written: Int? = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var to = target.baseAddress
                var left = source.count
                var room = target.count
                guard unsafe iconv(handle, &from, &left, &to, &room) != Int.max, left == 0 else { return nil }
                return size - room
            }
        }
        guard let written else { return nil }
        let text = String(decoding: output[..<written].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // Nothing that a card says may steer the terminal.
        return text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } ? text : nil
    }

    /// What a text node says.
    func words(_ node: DecodedNode) -> DecodedLine {
        let part = Wording("text", "文本")
        guard !node.value.isEmpty else {
            return DecodedLine(
                part,
                node.tag == 0x9F12
                    ? Wording("empty: the label (50) is shown instead", "空：改用应用标签 (50)") : Wording("empty", "空"))
        }
        guard let text = text(node.value) else {
            let hex = Hex.text(node.value)
            return DecodedLine(
                part,
                node.tag == 0x50 || node.tag == 0x9F12
                    ? Wording("not text in \(charset): the AID is shown instead", "不是 \(charset) 文本：改用 AID")
                    : Wording("not text in \(charset): \(hex)", "不是 \(charset) 文本：\(hex)"))
        }
        return DecodedLine(part, Wording("\"\(text)\""))
    }
}
