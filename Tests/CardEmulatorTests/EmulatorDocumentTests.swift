import CardEmulator
import Foundation
import Testing

/// The page about the emulator lists what the code has, no more and no less.
struct EmulatorDocumentTests {
    /// The rows of a table of two columns under a heading.
    private static func rows(under heading: String) throws -> [String] {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Docs/emulator.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let section = try #require(text.split(separator: "\n## ").first { $0.hasPrefix(heading + "\n") })
        return section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
    }

    @Test func profiles() throws {
        #expect(try Self.rows(under: "Kinds") == CardProfile.allCases.map { "| `\($0.rawValue)` | \($0.summary) |" })
    }

    @Test func faults() throws {
        let listed = try Self.rows(under: "Broken cards")
        let expected = CardFault.all.map { "| `\($0.id)` | \($0.summary) |" }
        for row in Set(expected).symmetricDifference(listed).sorted() { Issue.record("\(row)") }
        #expect(listed == expected)
    }
}
