/// A deny list as a file, and with entries put on or taken off.
extension CardDenyList {
    /// The list with some tokens fewer and some more, under the next version; the same list where nothing changes. One
    /// that is in both stays on it.
    ///
    /// - **Returns** nil if the version has no number after it: a hash, or the last one.
    package func changed(adding new: [CardTokenValue], removing old: [CardTokenValue]) -> CardDenyList? {
        let kept = Set(tokens).subtracting(old).union(new)
        guard kept != Set(tokens) else { return self }
        guard version + 1 < Self.firstHashVersion else { return nil }
        return CardDenyList(tokens: Array(kept), references: references, version: version + 1)
    }

    /// The file's text, which ``init(parsing:)`` reads: the version, then tokens and references in order.
    package var text: String {
        var text = version > 0 && version < Self.firstHashVersion ? "version \(version)\n" : ""
        for token in tokens { text += "token \(token.text)\n" }
        for reference in references { text += "par \(String(decoding: reference, as: UTF8.self))\n" }
        return text
    }
}

extension CardTokenValue {
    /// The token of 16 bytes, the highest first.
    package init(bytes: [UInt8]) {
        precondition(bytes.count == 16, "a token has 16 bytes")
        self.init(bytes)
    }
}
