import Foundation
import Testing

@testable import faregate

/// Expectations in words: what they claim is checked, what cannot be read agrees with nothing.
struct WordedFactTests {
    private static func differences(_ json: [String: Any]) throws -> [String] {
        VectorChecks(keys: try CAKeyLists.builtIn(allowsTestKeys: true), keyItems: [])
            .differences(VectorItem(json: json, index: 0)).map(\.path)
    }

    @Test(arguments: [
        ("50804142", "the form is indefinite: reject", true), ("50804142", "the form is indefinite: accept", false),
        ("50804142", "must not reject", false), ("50804142", "why: must not reject", false),
        ("50804142", "reject", false), ("50024142", "short form: accept", true),
        ("50024142", "short form: reject", false),
    ])
    func verdicts(tlv: String, words: String, isRight: Bool) throws {
        let found = try Self.differences(["kind": "tlv", "tlv": tlv, "expected": ["ok": words]])
        #expect(found.isEmpty == isRight)
    }

    /// The test card of the public files: an FCI with a copy of the files' content.
    @Test(arguments: [
        ("file 15 + file 17 content copied into the FCI (32 bytes)", true, "00000156240024820001"),
        ("file 15 content copied into the FCI (32 bytes)", true, "00000156240024820002"),
        ("file 15 + file 17 content copied into the FCI (32 bytes)", false, "00000156240024820002"),
        ("file 15 + file 17 content copied into the FCI (31 bytes)", false, "00000156240024820001"),
        ("file 15 content copied into the FCI (32 bytes)", false, "00000156240024820001"),
        ("file 15 + file 17", false, "00000156240024820001"),
    ])
    func copiedFiles(words: String, isRight: Bool, region: String) throws {
        let copy = "05212482FFFFFFFF003104895199900000003F01" + region + "01FF"
        let found = try Self.differences([
            "kind": "card-image",
            "files": [
                "file15_EP": "05212482FFFFFFFF02010310489519990000000320210416204012310000",
                "file17": "0000015624002482000101",
            ],
            "ppse_fci_proprietary": "A500",
            "apps": [["fci_proprietary_contactless": "A526BF0C23DF1120" + copy]], "expected": ["DF11": words],
        ])
        #expect(found.isEmpty == isRight)
    }
}
