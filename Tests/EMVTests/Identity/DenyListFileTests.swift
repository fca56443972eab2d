import EMV
import Testing

/// The file of a deny list: entries, and the version that records name it by.
struct DenyListFileTests {
    private static let entry = "token 00112233445566778899aabbccddeeff"
    private static let token = CardTokenValue(high: 0x0011_2233_4455_6677, low: 0x8899_AABB_CCDD_EEFF)

    @Test(
        "a number that somebody gave",
        arguments: [
            ("version 20261127\n\(entry)\n", 20_261_127), ("# a list\r\n\(entry)\r\nversion 1\r\n", 1),
            ("version 4503599627370495\n", (1 << 52) - 1),
        ] as [(String, UInt64)])
    func numbered(text: String, version: UInt64) throws {
        let list = try CardDenyList(parsing: Array(text.utf8))
        #expect(list.version == version)
        #expect(list.lists(Self.token) == text.contains("token"))
    }

    @Test("without one a hash of the file: the same for the same bytes, another for others, exact in JSON")
    func hashed() throws {
        // SHA-256 of the three characters "#ab", computed by sha256sum: its first 13 digits behind a 1.
        #expect(try CardDenyList(parsing: Array("#ab".utf8)).version == 0x17_EE81_92C8_0507)
        let first = try CardDenyList(parsing: Array(Self.entry.utf8)).version
        #expect(try CardDenyList(parsing: Array(Self.entry.utf8)).version == first)
        #expect(try CardDenyList(parsing: Array((Self.entry + "\n").utf8)).version != first)
        #expect(first >= CardDenyList.firstHashVersion && first < 1 << 53)
        #expect(CardDenyList().version == 0)
    }

    @Test(
        "what is no version",
        arguments: [
            "version", "version 0", "version -1", "version +1", "version 1.2", "version 4503599627370496", "version x",
            "version 1 2", "version 99999999999999999999", "\(entry)\nversion 1\nversion 1",
        ])
    func refused(text: String) {
        #expect(throws: CardDenyList.Fault.self) { try CardDenyList(parsing: Array(text.utf8)) }
    }
}
