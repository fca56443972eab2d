/// Reads the lines of a canonical text: `key value ...`, one blank between words, each line ended by LF.
///
/// - **Shape**: printable ASCII only, so that a word is what it looks like.
/// - **Limits**: the caller's bytes; numbers below 2^53.
/// - **Errors**: ``BundleFault/malformed(line:key:)`` with the line, counted from 1, and the key that is expected
///   there.
struct LineReader {
    private let bytes: ArraySlice<UInt8>
    private(set) var offset: Int
    private(set) var line = 1

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    /// Whether all has been read.
    var isAtEnd: Bool { offset == bytes.endIndex }

    /// What is wrong with the line that comes next.
    func malformed(_ key: String) -> BundleFault { .malformed(line: line, key: key) }

    /// Whether the next line begins with a key.
    func isNext(_ key: String) -> Bool {
        bytes[offset...].starts(with: Array(key.utf8) + [0x20])
    }

    /// The words of the next line behind its key, so many of them.
    mutating func words(_ key: String, _ count: ClosedRange<Int>) throws(BundleFault) -> [Substring] {
        guard let end = bytes[offset...].firstIndex(of: 0x0A),
            bytes[offset..<end].allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw malformed(key) }
        let words = String(decoding: bytes[offset..<end], as: UTF8.self)
            .split(separator: " ", omittingEmptySubsequences: false)
        guard words.first.map({ $0 == key }) == true, count.contains(words.count - 1),
            !words.contains(where: \.isEmpty)
        else { throw malformed(key) }
        offset = end + 1
        line += 1
        return Array(words.dropFirst())
    }

    /// The one word behind a key.
    mutating func word(_ key: String) throws(BundleFault) -> Substring {
        let here = self
        guard let word = try words(key, 1...1).first else { throw here.malformed(key) }
        return word
    }

    /// The number behind a key.
    mutating func number(_ key: String) throws(BundleFault) -> UInt64 {
        let here = self
        guard let number = Self.number(try word(key)) else { throw here.malformed(key) }
        return number
    }

    /// The bytes behind a key, in hexadecimal.
    mutating func hex(_ key: String, bytes count: Int) throws(BundleFault) -> [UInt8] {
        let here = self
        guard let value = HexText.bytes(try word(key)), value.count == count else { throw here.malformed(key) }
        return value
    }

    /// A number without sign or leading zeros, below 2^53: what every reader of JSON keeps exactly.
    static func number(_ text: Substring) -> UInt64? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text == "0" || text.first != "0",
            let number = UInt64(text), number < 1 << 53
        else { return nil }
        return number
    }
}
