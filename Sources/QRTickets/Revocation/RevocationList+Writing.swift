extension RevocationList {
    /// The file of a list, signed by a key that gates have pinned.
    package static func file(number: UInt64, date: String, items: [RevokedItem], key: CodePrivateKey) -> [UInt8] {
        var lines = [firstLine, "number \(number)", "date \(date)"]
        for item in items {
            lines.append(([item.kind.rawValue, item.format.rawValue] + item.parts.map(hex)).joined(separator: " "))
        }
        let signed = Array(lines.joined(separator: "\n").utf8) + [0x0A]
        return signed + signatureStart + Array((hex(key.sign(signed, after: tag)) + "\n").utf8)
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
