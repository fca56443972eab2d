import SmartCard
import Testing

/// The dictionary's tables, and the switch that says the same without them.
struct TagDictionaryTests {
    @Test(arguments: TagContext.allCases)
    func tablesAreSorted(context: TagContext) {
        let tags = TagDictionary.entries(of: context).map(\.tag)
        #expect(tags == Array(Set(tags)).sorted() && !tags.isEmpty)
    }

    @Test(arguments: TagContext.allCases)
    func everyTagIsFound(context: TagContext) throws {
        for entry in TagDictionary.entries(of: context) {
            #expect(TagDictionary.entry(entry.tag, in: context) == entry)
            #expect(!entry.name.english.isEmpty && !entry.name.chinese.isEmpty)
            #expect((entry.format == .constructed) == TLVTag.isConstructed(entry.tag), "\(TLVTag.name(entry.tag))")
        }
    }

    /// The hot path agrees with the tables; where UnionPay and others differ, UnionPay's stands.
    @Test func theSwitchAgreesWithTheTables() {
        var seen: Set<UInt32> = []
        for context in [TagContext.unionPay, .emv, .visa, .mastercard] {
            for entry in TagDictionary.entries(of: context) where seen.insert(entry.tag).inserted {
                #expect(TagDictionary.format(of: entry.tag) == entry.format, "\(TLVTag.name(entry.tag)) \(context)")
            }
        }
        for tag in UInt32(0)...0xFFFF where !seen.contains(tag) && TagDictionary.entry(tag) == nil {
            #expect(TagDictionary.format(of: tag) == (TLVTag.isConstructed(tag) ? .constructed : .binary))
        }
    }

    /// A tag, a scheme, and its name there.
    @Test(arguments: [
        (0x9F02, TagContext.emv, "Amount, Authorised (Numeric)"),
        (0x9F6B, .unionPay, "Card CVM Limit"), (0x9F6B, .mastercard, "Track 2 Data"),
        (0x9F5D, .unionPay, "Available Offline Spending Amount"),
        (0x9F5D, .mastercard, "Application Capabilities Information"),
        (0x9F6E, .visa, "Form Factor Indicator (FFI)"), (0x9F6E, .mastercard, "Third Party Data"),
        (0x9F6E, .americanExpress, "Enhanced Contactless Reader Capabilities"),
        (0x9F0C, .emv, "Issuer Identification Number Extended (IINE)"),
        (0x9F0C, .tUnion, "Issuer Discretionary FCI Data (file 15)"),
        (0x9F66, .unionPay, "Terminal Transaction Qualifiers (TTQ)"), (0x9F66, .mastercard, "PUNATC (Track2)"),
        (0xDF61, .emv, "Additional Function Indicator"), (0xDF11, .unionPay, "Terminal Action Code - Default"),
        (0xDF11, .tUnion, "Copy of Files 15 and 17"),
    ])
    func namesByScheme(tag: UInt32, context: TagContext, name: String) {
        #expect(TagDictionary.entry(tag, in: context)?.name.english == name)
    }

    /// Application identifiers and DF names.
    @Test(arguments: [
        ("A000000333010101", TagContext.unionPay), ("A0000000031010", .visa), ("A0000000041010", .mastercard),
        ("A000000025010901", .americanExpress), ("A000000632010105", .tUnion), ("A00000000386980701", .tUnion),
        ("5041592E535A54", .tUnion), ("535A542E57414C4C45542E454E56", .tUnion), ("A0000000651010", nil), ("", nil),
    ])
    func schemes(name: String, expected: TagContext?) {
        #expect(TagContext(applicationIdentifier: bytes(name)) == expected)
    }
}
