extension RevocationList {
    /// The file of a list, signed by a key that gates have pinned.
    package static func file(number: UInt64, date: String, items: [RevokedItem], key: CodePrivateKey) -> [UInt8] {
        let lines = [firstLine, "number \(number)", "date \(date)"] + items.map(\.line)
        let signed = Array(lines.joined(separator: "\n").utf8) + [0x0A]
        return signed + signatureStart + Array((CodeHex.text(key.sign(signed, after: tag)) + "\n").utf8)
    }

    /// What is listed, in the order of its lines.
    package var listed: [RevokedItem] {
        items.map { ($0, $0.line) }.sorted { $0.1 < $1.1 }.map(\.0)
    }
}
