import CardCrypto

/// The text form of a card image: UTF-8 lines `name = value`.
///
/// - **Shape**: `faregate-card = 1`, then `profile`, then the names of ``CardImageField/all`` in any order. Numbers in
///   BCD and bytes are hex, amounts and counters decimal. Empty lines and lines that begin with `#` are skipped.
/// - **Errors**: ``CardImageError``.
extension CardImage {
    /// The version of the form that is written here.
    package static let textVersion = "1"

    /// The image as text.
    package var text: String {
        var lines = ["faregate-card = \(CardImage.textVersion)", "profile = \(profile.rawValue)"]
        for field in CardImageField.all {
            for value in field.write(self) { lines.append("\(field.name) = \(value)") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The image that a text writes.
    package init(parsing text: String) throws(CardImageError) {
        let entries = try CardImage.entries(of: text)
        guard let header = entries.first, header.name == "faregate-card", header.line == 1 else {
            throw .notACardImage
        }
        guard header.value == CardImage.textVersion else { throw .unknownVersion(header.value) }
        guard entries.count > 1, entries[1].name == "profile", let profile = CardProfile(rawValue: entries[1].value)
        else { throw .noProfile(line: entries.count > 1 ? entries[1].line : 2) }
        self.init(profile)
        applications = []
        purse = nil
        var seen: Set<String> = []
        for entry in entries.dropFirst(2) {
            guard let field = CardImageField.all.first(where: { $0.name == entry.name }) else {
                throw .unknownName(line: entry.line, name: entry.name)
            }
            guard seen.insert(entry.name).inserted || field.isList else {
                throw .duplicate(line: entry.line, name: entry.name)
            }
            guard field.read(&self, entry.value) else { throw .badValue(line: entry.line, name: entry.name) }
        }
        for field in CardImageField.all where field.isRequired && !seen.contains(field.name) {
            throw .missing(name: field.name)
        }
        try check()
    }

    /// What a ``VirtualCard`` takes for granted of an image.
    package func check() throws(CardImageError) {
        for application in applications {
            if application.isPurse {
                guard let purse, !purse.file15.isEmpty else { throw .missing(name: "purse-file-15") }
                continue
            }
            guard
                let authority = TestCertificationAuthority.keyName(rid: application.scheme, index: authorityIndex)
            else { throw .inconsistent(name: "ca-index") }
            guard issuerKeyName.bits <= authority.bits else { throw .inconsistent(name: "issuer-key") }
            guard cardKey.modulus.count * 8 <= issuerKeyName.bits, cardKey.modulus.count >= CardImage.shortestCardKey
            else { throw .inconsistent(name: "card-key") }
        }
    }

    /// The shortest card key in bytes: 512 bits.
    package static let shortestCardKey = 64

    private struct Entry {
        let line: Int
        let name: String
        let value: String
    }

    private static func entries(of text: String) throws(CardImageError) -> [Entry] {
        var entries: [Entry] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let trimmed = trim(line)
            if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
            let parts = trimmed.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !trim(parts[0]).isEmpty else { throw .malformed(line: index + 1) }
            entries.append(Entry(line: index + 1, name: String(trim(parts[0])), value: String(trim(parts[1]))))
        }
        return entries
    }

    private static func trim(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
