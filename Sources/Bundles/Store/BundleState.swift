import CardCrypto

/// What a store remembers: which bundles it keeps, and the highest versions it has seen.
///
/// - **Shape**: a file `state-N`, written whole under a new number each time; the highest number counts. Lines of
///   ASCII: `faregate bundle-state 2`, `number N`, `roots VERSION`, `floor SECONDS`, `clock SECONDS`, lines
///   `highest TYPE VERSION DIGEST KEY`, lines `kept TYPE VERSION DIGEST KEY`, lines `begun TYPE VERSION DIGEST KEY` for
///   those of them whose day has come, each in ascending order, and `check SHA256` over all lines before it.
/// - **Limits**: ``mostBytes``; ``BundleStore/mostKept`` bundles of a type; ``mostSigners`` signers of a type.
/// - **Errors**: ``BundleFault`` with the line; a state of an earlier form is named. The check finds accidents; who can
///   write the file can also compute it.
struct BundleState: Hashable, Sendable {
    /// The most bytes of a state.
    static let mostBytes = 256 << 10
    /// The form that is written and read.
    private static let form: UInt64 = 2
    /// The most signers of a type whose highest versions are remembered; withdrawn ones go first.
    static let mostSigners = 2 * RootSet.mostKeys
    /// How far the proven time goes forward by one bundle, where no trusted clock says how late it is.
    static let mostFloorLeap: UInt64 = 366 * 86_400

    /// A bundle of the store.
    struct Entry: Hashable, Sendable {
        let type: BundleType
        let version: UInt64
        /// ``BundleManifest/digest``.
        let digest: [UInt8]
        /// Its signer's name.
        let key: [UInt8]

        init(_ manifest: BundleManifest) {
            self.init(
                type: manifest.type, version: manifest.version, digest: manifest.digest, key: manifest.keyIdentifier)
        }

        /// Whether another one is of the same type and signer.
        fileprivate func isOfSameSigner(_ other: Entry) -> Bool { type == other.type && key == other.key }

        fileprivate init(type: BundleType, version: UInt64, digest: [UInt8], key: [UInt8]) {
            (self.type, self.version, self.digest, self.key) = (type, version, digest, key)
        }

        /// Its file.
        var name: String { "\(type.rawValue)-\(version)-\(HexText.text(digest.prefix(8))).fgb" }
        fileprivate var line: String {
            "\(type.rawValue) \(version) \(HexText.text(digest)) \(HexText.text(key))\n"
        }
    }

    /// Goes up by one with each change.
    var number: UInt64 = 0
    /// The version of the youngest root set that is kept here; 0: none.
    var roots: UInt64 = 0
    /// A time that has passed, as signers say: when the youngest bundle that was taken was made.
    var floor: UInt64 = 0
    /// What a trusted clock said last.
    var clock: UInt64 = 0
    /// The bundle of the highest version that was ever taken, one of each type and signer, in order.
    private(set) var highest: [Entry] = []
    /// In order of type and version.
    private(set) var kept: [Entry] = []
    /// Those kept whose day has come by a trusted clock: it does not go again when that is set back.
    private(set) var begun: [Entry] = []

    init() {}

    /// The time that has certainly passed.
    var proven: UInt64 { max(floor, clock) }

    /// Takes what a bundle's making says of the time, within bounds; a trusted clock knows better.
    mutating func note(issued: UInt64, at clock: BundleClock) {
        if clock.isTrusted { return note(clock) }
        floor = proven == 0 ? issued : max(floor, min(issued, proven + Self.mostFloorLeap))
    }

    /// Takes what a trusted clock says, also where signers have said more.
    mutating func note(_ clock: BundleClock) {
        guard clock.isTrusted else { return }
        self.clock = clock.seconds
        floor = min(floor, clock.seconds)
    }

    /// The highest version of a type by signers that still count.
    func highest(_ type: BundleType, by roots: RootSet) -> Entry? {
        highest.filter { $0.type == type && roots.names($0.key, for: type) }.max { $0.version < $1.version }
    }

    /// Remembers a bundle among the highest ones.
    mutating func remember(_ entry: Entry, by roots: RootSet) {
        if highest.contains(where: { $0.isOfSameSigner(entry) && $0.version >= entry.version }) { return }
        highest.removeAll { $0.isOfSameSigner(entry) }
        highest.append(entry)
        highest.sort(by: Self.precedes)
        let own = highest.filter { $0.type == entry.type }
        if own.count > Self.mostSigners, let first = own.first(where: { !roots.names($0.key, for: $0.type) }) {
            highest.removeAll { $0 == first }
        }
    }

    /// Keeps these bundles.
    mutating func keep(_ entries: [Entry]) {
        kept = entries.sorted(by: Self.precedes)
        begun.removeAll { !kept.contains($0) }
    }

    /// Remembers that the day of kept bundles has come.
    mutating func begin(_ digests: [[UInt8]]) {
        begun = kept.filter { begun.contains($0) || digests.contains($0.digest) }
    }

    /// Whether a bundle's day has come, for good.
    func hasBegun(_ digest: [UInt8]) -> Bool { begun.contains { $0.digest == digest } }

    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        let places = [left, right].map { BundleType.allCases.firstIndex(of: $0.type) ?? 0 }
        if places[0] != places[1] { return places[0] < places[1] }
        return left.version != right.version ? left.version < right.version : left.line < right.line
    }

    /// The text.
    var bytes: [UInt8] {
        var text = "faregate bundle-state \(Self.form)\nnumber \(number)\nroots \(roots)\nfloor \(floor)\n"
        text += "clock \(clock)\n"
        for entry in highest { text += "highest \(entry.line)" }
        for entry in kept { text += "kept \(entry.line)" }
        for entry in begun { text += "begun \(entry.line)" }
        let lines = Array(text.utf8)
        return lines + Array("check \(HexText.text(Digest.hash(.sha256, lines)))\n".utf8)
    }

    /// The state in a file.
    init(parsing text: [UInt8]) throws(BundleFault) {
        var reader = LineReader(text[...])
        let first = try reader.words("faregate", 2...2)
        guard first[0] == "bundle-state", let form = LineReader.number(first[1]) else {
            throw .malformed(line: 1, key: "faregate")
        }
        guard form == Self.form else { throw .otherState(form: form) }
        number = try reader.number("number")
        roots = try reader.number("roots")
        floor = try reader.number("floor")
        clock = try reader.number("clock")
        while reader.isNext("highest") {
            let here = reader
            let entry = try Self.entry(&reader, "highest")
            guard !highest.contains(where: { $0.isOfSameSigner(entry) }) else { throw here.malformed("highest") }
            highest.append(entry)
        }
        highest.sort(by: Self.precedes)
        var entries: [Entry] = []
        while reader.isNext("kept") { entries.append(try Self.entry(&reader, "kept")) }
        keep(entries)
        entries = []
        while reader.isNext("begun") { entries.append(try Self.entry(&reader, "begun")) }
        begin(entries.map(\.digest))
        let here = reader
        let check = try reader.hex("check", bytes: SHA256.length)
        guard check == Digest.hash(.sha256, Array(text[..<here.offset])), reader.isAtEnd, bytes == text else {
            throw here.malformed("check")
        }
    }

    private static func entry(_ reader: inout LineReader, _ key: String) throws(BundleFault) -> Entry {
        let here = reader
        let words = try reader.words(key, 4...4)
        guard let type = BundleType(rawValue: String(words[0])), let version = LineReader.number(words[1]),
            (1...BundleManifest.largestVersion).contains(version), let digest = HexText.bytes(words[2]),
            digest.count == SHA256.length, let signer = HexText.bytes(words[3]),
            signer.count == BundleManifest.keyIdentifierBytes
        else { throw here.malformed(key) }
        return Entry(type: type, version: version, digest: digest, key: signer)
    }

    /// The file of a number.
    static func name(_ number: UInt64) -> String { "state-\(number)" }

    /// The number in a file's name; nil for other files.
    static func number(inName name: String) -> UInt64? {
        name.hasPrefix("state-") ? LineReader.number(name.dropFirst("state-".count)) : nil
    }
}
