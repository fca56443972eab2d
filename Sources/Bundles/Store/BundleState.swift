import CardCrypto

/// What a store remembers: which bundles it keeps, and the highest versions it has seen.
///
/// - **Shape**: a file `state-N`, written whole under a new number each time; the highest number counts. Lines of ASCII:
///   `faregate bundle-state 1`, `number N`, `roots VERSION`, `floor SECONDS`, lines `highest TYPE VERSION DIGEST`, lines
///   `kept TYPE VERSION DIGEST`, each in ascending order, and `check SHA256` over all lines before it.
/// - **Limits**: ``mostBytes``; ``BundleStore/mostKept`` bundles of a type.
/// - **Errors**: ``BundleFault`` with the line. The check finds accidents; who can write the file can also compute it.
struct BundleState: Hashable, Sendable {
    /// The most bytes of a state.
    static let mostBytes = 32 << 10

    /// A bundle of the store.
    struct Entry: Hashable, Sendable {
        let type: BundleType
        let version: UInt64
        /// ``BundleManifest/digest``.
        let digest: [UInt8]

        /// Its file.
        var name: String { "\(type.rawValue)-\(version)-\(HexText.text(digest.prefix(8))).fgb" }
        fileprivate var line: String { "\(type.rawValue) \(version) \(HexText.text(digest))\n" }
    }

    /// Goes up by one with each change.
    var number: UInt64 = 0
    /// The version of the youngest root set that is kept here; 0: none.
    var roots: UInt64 = 0
    /// A time that has certainly passed: when the youngest bundle that was taken was made.
    var floor: UInt64 = 0
    /// The bundle of the highest version that was ever taken, a type each.
    var highest: [BundleType: Entry] = [:]
    /// In order of type and version.
    private(set) var kept: [Entry] = []

    init() {}

    /// Keeps these bundles.
    mutating func keep(_ entries: [Entry]) { kept = entries.sorted(by: Self.precedes) }

    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        let places = [left, right].map { BundleType.allCases.firstIndex(of: $0.type) ?? 0 }
        if places[0] != places[1] { return places[0] < places[1] }
        return left.version != right.version ? left.version < right.version : left.line < right.line
    }

    /// The text.
    var bytes: [UInt8] {
        var text = "faregate bundle-state 1\nnumber \(number)\nroots \(roots)\nfloor \(floor)\n"
        for type in BundleType.allCases {
            if let entry = highest[type] { text += "highest \(entry.line)" }
        }
        for entry in kept { text += "kept \(entry.line)" }
        let lines = Array(text.utf8)
        return lines + Array("check \(HexText.text(Digest.hash(.sha256, lines)))\n".utf8)
    }

    /// The state in a file.
    init(parsing text: [UInt8]) throws(BundleFault) {
        var reader = LineReader(text[...])
        guard try reader.words("faregate", 2...2) == ["bundle-state", "1"] else {
            throw .malformed(line: 1, key: "faregate")
        }
        number = try reader.number("number")
        roots = try reader.number("roots")
        floor = try reader.number("floor")
        while reader.isNext("highest") {
            let here = reader
            let entry = try Self.entry(&reader, "highest")
            guard highest.updateValue(entry, forKey: entry.type) == nil else { throw here.malformed("highest") }
        }
        var entries: [Entry] = []
        while reader.isNext("kept") { entries.append(try Self.entry(&reader, "kept")) }
        keep(entries)
        let here = reader
        let check = try reader.hex("check", bytes: SHA256.length)
        guard check == Digest.hash(.sha256, Array(text[..<here.offset])), reader.isAtEnd, bytes == text else {
            throw here.malformed("check")
        }
    }

    private static func entry(_ reader: inout LineReader, _ key: String) throws(BundleFault) -> Entry {
        let here = reader
        let words = try reader.words(key, 3...3)
        guard let type = BundleType(rawValue: String(words[0])), let version = LineReader.number(words[1]),
            (1...BundleManifest.largestVersion).contains(version), let digest = HexText.bytes(words[2]),
            digest.count == SHA256.length
        else { throw here.malformed(key) }
        return Entry(type: type, version: version, digest: digest)
    }

    /// The file of a number.
    static func name(_ number: UInt64) -> String { "state-\(number)" }

    /// The number in a file's name; nil for other files.
    static func number(inName name: String) -> UInt64? {
        name.hasPrefix("state-") ? LineReader.number(name.dropFirst("state-".count)) : nil
    }
}
