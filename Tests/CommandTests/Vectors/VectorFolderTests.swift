import Foundation
import TestSupport
import Testing

@testable import faregate

/// Folders in which a vector file is damaged, or something else lies about.
struct VectorFolderTests {
    private static let good =
        #"{"name": "ok", "kind": "sm3", "inputs": {"message_hex": "616263"}, "expected": "#
        + #"{"digest": "66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0"}}"#

    private static func check(_ files: [String: String]) throws -> Run {
        let folder = try Folder()
        for (name, text) in files { try folder.write(text, to: name) }
        return try Binary.run(["vectors", "check", folder.path, "--json"])
    }

    /// A file that should be JSON and is not counts as one item, which is different.
    @Test(arguments: ["", "[", "[\(good)", "[\(good)] x", "not JSON", "\u{0}"])
    func damagedFilesAreDifferent(text: String) throws {
        let run = try Self.check(["a.json": "[\(Self.good)]", "b.json": text])
        let report = try run.object()
        #expect(run.code == 2 && report["files"] as? Int == 2)
        #expect(report["items"] as? Int == 2 && report["as_expected"] as? Int == 1)
        let different = try #require(report["different"] as? [[String: Any]])
        #expect(different.count == 1 && (different[0]["file"] as? String)?.hasSuffix("/b.json") == true)
        #expect(different[0]["expected"] as? String == "file: a JSON file")
    }

    /// Alone in its folder as well; named, it cannot be read at all.
    @Test func aDamagedFileAlone() throws {
        #expect(try Self.check(["b.json": "["]).code == 2)
        let folder = try Folder()
        #expect(try Binary.run(["vectors", "check", folder.write("[", to: "b.json")]).code == 65)
    }

    /// JSON of another kind lies in many folders.
    @Test func otherJSONIsLeftOut() throws {
        let run = try Self.check([
            "a.json": "[\(Self.good)]", "b.json": #"{"name": "package"}"#, "c.json": "[1, 2]", "d.txt": "[",
            "e.json": #"[{"kind": "sonnet"}]"#,
        ])
        let report = try run.object()
        #expect(run.code == 0 && report["files"] as? Int == 1 && report["items"] as? Int == 1)
    }

    /// What is no object among the items of a vector file is an item, and different.
    @Test func elementsThatAreNoItems() throws {
        let run = try Self.check(["a.json": "[\(Self.good), 7, null]"])
        let report = try run.object()
        #expect(run.code == 2 && report["items"] as? Int == 3 && report["as_expected"] as? Int == 1)
    }
}
