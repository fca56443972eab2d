import Foundation
import Testing

@testable import faregate

/// The vectors of this repository, and the command that makes them.
struct EmulatorVectorTests {
    private static let folder =
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/TestVectors"

    /// The committed items.
    static func items() throws -> [VectorItem] { try VectorFiles.items(of: "\(folder)/emv/quickpass-emulator.json") }

    @Test func allAreAsExpected() throws {
        let run = try Binary.run(["vectors", "check", Self.folder, "--json"])
        #expect(run.code == 0 && run.words.isEmpty)
        let report = try run.object()
        #expect(report["files"] as? Int == 1 && report["different"] as? [Int] == [])
        #expect(report["items"] as? Int == report["as_expected"] as? Int && report["items"] as? Int ?? 0 > 60)
    }

    /// The command gives the committed bytes.
    @Test func areMadeTheSameAgain() throws {
        let made = try Binary.run(["vectors", "make"])
        let committed = try Data(contentsOf: URL(filePath: "\(Self.folder)/emv/quickpass-emulator.json"))
        #expect(made.code == 0)
        #expect(Data(made.output.utf8) == committed, "make vectors, and look at the difference")
    }

    /// Every expectation altered comes out different, in every item.
    @Test func everyAlteredExpectationIsNoticed() throws {
        let checks = VectorChecks(keys: try CAKeyLists.builtIn(allowsTestKeys: true), keyItems: [])
        for item in try Self.items() {
            for (path, altered) in LeafAlteration.all(of: item.expected) {
                var json = item.json
                json["expected"] = altered
                let found = checks.differences(VectorItem(name: item.name, kind: item.kind, json: json))
                #expect(!found.isEmpty, "\(item.name)\(path) altered and not noticed")
            }
        }
    }
}
