import CardCrypto
import SmartCard

/// Cards that must not pass: tokens, and payment account references.
///
/// - **Shape**: sorted arrays, found by bisection; no allocation in a look-up.
/// - **Limits**: ``mostEntries`` entries; version numbers below ``firstHashVersion``.
package struct CardDenyList: Hashable, Sendable {
    /// The most entries of one list.
    package static let mostEntries = 4_000_000
    /// Versions from here on are no numbers that somebody gave, but 52 bits of a hash. All stay below 2^53, which every
    /// reader of JSON keeps exactly.
    package static let firstHashVersion: UInt64 = 1 << 52

    /// What records say which list was asked: the number in its file, or else a hash of the file; 0: no list.
    package let version: UInt64
    let tokens: [CardTokenValue]
    let references: [[UInt8]]

    package init(tokens: [CardTokenValue] = [], references: [[UInt8]] = [], version: UInt64 = 0) {
        self.version = version
        self.tokens = tokens.sorted()
        self.references = references.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Why a file is no deny list.
    package enum Fault: Error, Hashable, Sendable {
        case malformed(line: Int)
        case tooLong
    }

    /// The list in a file: one entry a line, `token` and 32 hex digits, or `par` and the reference as text; `#` begins
    /// a remark. One line may be `version` and a number, 1 at least; a file without it is known by its SHA-256.
    package init(parsing text: [UInt8]) throws(Fault) {
        var version: UInt64?
        var tokens: [CardTokenValue] = []
        var references: [[UInt8]] = []
        for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = line.last == 0x0D ? line.dropLast() : line
            guard let first = line.first, first != 0x23 else { continue }
            let words = line.split(separator: 0x20)
            guard words.count == 2 else { throw .malformed(line: index + 1) }
            switch String(decoding: words[0], as: UTF8.self) {
            case "token":
                // Hex text may have colons and tabs in it; then 32 characters are fewer than 16 bytes.
                guard words[1].count == 32, let bytes = Hex.bytes(String(decoding: words[1], as: UTF8.self)),
                    bytes.count == 16
                else {
                    throw .malformed(line: index + 1)
                }
                tokens.append(CardTokenValue(bytes))
            case "par":
                guard words[1].count <= 29 else { throw .malformed(line: index + 1) }
                references.append(Array(words[1]))
            case "version":
                guard version == nil, words[1].allSatisfy({ (0x30...0x39).contains($0) }),
                    let number = UInt64(String(decoding: words[1], as: UTF8.self)),
                    (1..<Self.firstHashVersion).contains(number)
                else { throw .malformed(line: index + 1) }
                version = number
            default: throw .malformed(line: index + 1)
            }
            guard tokens.count + references.count <= Self.mostEntries else { throw .tooLong }
        }
        self.init(tokens: tokens, references: references, version: version ?? Self.hashVersion(of: text))
    }

    /// Whether its number is lower than another's: what was taken off may be on again. Hashes are neither.
    package func isOlder(than other: CardDenyList) -> Bool {
        version > 0 && version < other.version && other.version < Self.firstHashVersion
    }

    /// The first 52 bits of a file's SHA-256, above all numbers.
    private static func hashVersion(of text: [UInt8]) -> UInt64 {
        let hash = Digest.hash(.sha256, text)
        return hash.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) } >> 12 | firstHashVersion
    }

    /// Whether a token is listed.
    package func lists(_ token: CardTokenValue) -> Bool {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle] < token { low = middle + 1 } else { high = middle }
        }
        return low < tokens.count && tokens[low] == token
    }

    /// Whether a payment account reference (`9F24`) is listed. The card says it unsigned: good for refusing only.
    package func lists(reference: Span<UInt8>) -> Bool {
        guard !references.isEmpty else { return false }
        var value: [UInt8] = []
        for index in 0..<reference.count { value.append(reference[index]) }
        var low = 0
        var high = references.count
        while low < high {
            let middle = (low + high) / 2
            if references[middle].lexicographicallyPrecedes(value) { low = middle + 1 } else { high = middle }
        }
        return low < references.count && references[low] == value
    }
}

extension CardDenyList.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let line):
            "line \(line): neither \"token\" and 32 hex digits, nor \"par\" and a reference of at most 29 characters, nor "
                + "once \"version\" and a number below 2^52"
        case .tooLong: "more than \(CardDenyList.mostEntries) entries"
        }
    }
}
