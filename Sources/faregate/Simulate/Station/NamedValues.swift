import Simulator

/// `NAME=VALUE,NAME=VALUE`, as several options of a simulated station are written.
struct NamedValues {
    /// The most pairs of one option.
    private static let most = 64

    let pairs: [(name: String, value: String)]

    /// Reads the pairs in their order; nil if one has no `=`, or a name comes twice.
    init?(_ text: String) {
        var pairs: [(name: String, value: String)] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let sign = part.firstIndex(of: "="), pairs.count < Self.most else { return nil }
            let name = String(part[..<sign])
            guard !name.isEmpty, !pairs.contains(where: { $0.name == name }) else { return nil }
            pairs.append((name, String(part[part.index(after: sign)...])))
        }
        self.pairs = pairs
    }
}
