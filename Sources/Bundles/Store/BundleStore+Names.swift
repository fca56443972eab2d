extension BundleStore {
    /// A file of a folder that is no store: it has no state, and this file is none that a store makes. Nil for stores,
    /// empty folders, and what a first installation that was killed has left.
    package static func foreign(among names: [String]) -> String? {
        guard !names.contains(where: { BundleState.number(inName: $0) != nil }) else { return nil }
        return names.sorted().first { !isOwn($0) }
    }

    /// Whether a store gives files such names.
    static func isOwn(_ name: String) -> Bool {
        name == incoming || name == newState || isBundle(name) || BundleState.number(inName: name) != nil
            || (name.hasPrefix("roots-") && LineReader.number(name.dropFirst("roots-".count)) != nil)
    }

    /// Whether a file has the name of a kept bundle: ``BundleState/Entry/name``.
    static func isBundle(_ name: String) -> Bool {
        guard name.hasSuffix(".fgb") else { return false }
        let words = name.dropLast(".fgb".count).split(separator: "-", omittingEmptySubsequences: false)
        guard words.count >= 3, let digest = words.last, HexText.bytes(digest)?.count == 8,
            LineReader.number(words[words.count - 2]) != nil
        else { return false }
        return BundleType(rawValue: words.dropLast(2).joined(separator: "-")) != nil
    }
}
