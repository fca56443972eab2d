import SmartCard

/// A decoded tree for a person.
struct CardDecodeText {
    let text: CardTextDecoder
    let language: Language

    func text(_ result: CardDecodeResult) -> String {
        var lines: [String] = []
        for item in result.items {
            if let name = item.name { lines.append("# \(name)") }
            for exchange in item.exchanges {
                if let command = exchange.command { append(command, mark: ">", to: &lines) }
                if let answer = exchange.answer { append(answer, mark: "<", to: &lines) }
            }
        }
        for node in result.nodes { append(node, level: 0, to: &lines) }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A command or an answer.
    private func append(_ node: DecodedNode, mark: String, to lines: inout [String]) {
        let hex = mark == ">" ? "  \(Hex.text(node.value))" : ""
        if mark == ">" {
            lines.append("> \(words(node.name))\(hex)")
            appendMeaning(node, indent: "    ", to: &lines)
        } else {
            let status = node.lines.first.map { ": \(words($0.meaning))" } ?? ""
            lines.append("< \(words(node.name))\(status)")
            if node.children.isEmpty, !node.value.isEmpty { appendHex(node.value, indent: "    ", to: &lines) }
        }
        for child in node.children { append(child, level: 0, to: &lines) }
    }

    /// Bytes that fit behind a name on one line.
    private static let shortValue = 16
    private static let bytesPerLine = 32

    private func append(_ node: DecodedNode, level: Int, to lines: inout [String]) {
        let offset = String(node.offset)
        let indent = String(repeating: "  ", count: level)
        let place = String(repeating: " ", count: max(0, 5 - offset.count)) + offset + "  " + indent
        let tag = node.tag.map { TLVTag.name($0) + " " } ?? ""
        let count = language.pick(
            "\(node.value.count) 字节", "\(node.value.count) byte\(node.value.count == 1 ? "" : "s")")
        let isShort = node.children.isEmpty && node.value.count <= Self.shortValue
        let value = isShort && !node.value.isEmpty ? "  \(Hex.text(node.value))" : ""
        let mark = node.isVerified ? "" : language.pick("（未核实）", " (unverified)")
        lines.append("\(place)\(tag)\(words(node.name))\(mark) [\(count)]\(value)")
        let inner = String(repeating: " ", count: 9) + indent
        if node.children.isEmpty, !isShort { appendHex(node.value, indent: inner, to: &lines) }
        appendMeaning(node, indent: inner, to: &lines)
        for child in node.children { append(child, level: level + 1, to: &lines) }
    }

    private func appendHex(_ bytes: [UInt8], indent: String, to lines: inout [String]) {
        for start in stride(from: 0, to: bytes.count, by: Self.bytesPerLine) {
            lines.append(indent + Hex.text(bytes[start..<min(bytes.count, start + Self.bytesPerLine)]))
        }
    }

    private func appendMeaning(_ node: DecodedNode, indent: String, to lines: inout [String]) {
        let meaning = node.isText ? [text.words(node)] : node.lines
        for line in meaning {
            let mark = line.isVerified ? "" : language.pick("（未核实）", " (unverified)")
            lines.append("\(indent)- \(words(line.part)): \(words(line.meaning))\(mark)")
        }
    }

    private func words(_ wording: Wording) -> String { language.pick(wording.chinese, wording.english) }
}
