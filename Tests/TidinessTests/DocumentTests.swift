import Foundation
import Testing

/// What the documents name is there: tests, and the files that links lead to.
struct DocumentTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every document with its path from the root.
    private static func documents() throws -> [(path: String, text: String)] {
        var paths = ["README.md"]
        for case let file as String in FileManager.default.enumerator(atPath: root.path + "/Docs") ?? .init()
        where file.hasSuffix(".md") { paths.append("Docs/" + file) }
        return try paths.sorted().map { ($0, try String(contentsOf: root.appending(path: $0), encoding: .utf8)) }
    }

    /// The text of every test file, by target and name.
    private static func testFiles() throws -> [(target: Substring, name: String, text: String)] {
        let folder = root.appending(path: "Tests").path
        var files: [(Substring, String, String)] = []
        for case let file as String in FileManager.default.enumerator(atPath: folder) ?? .init()
        where file.hasSuffix(".swift") {
            let name = URL(filePath: file).deletingPathExtension().lastPathComponent
            files.append(
                (file.prefix { $0 != "/" }, name, try String(contentsOfFile: folder + "/" + file, encoding: .utf8)))
        }
        return files
    }

    /// `Target`, `File`, `File.function`, `Target/File` or `Target/File.function` in code marks, where a name ends in
    /// "Tests" or "Cases".
    @Test func testsThatAreNamedExist() throws {
        let files = try Self.testFiles()
        let pattern = /`(?:(\w+Tests)\/)?(\w+(?:Tests|Cases))(?:\.(\w+))?`/
        var count = 0
        for document in try Self.documents() where document.path != "Docs/CHANGELOG.md" {
            for match in document.text.matches(of: pattern) {
                count += 1
                let (_, target, name, function) = match.output
                let isTarget = target == nil && function == nil && files.contains { $0.target == name }
                let isFile = files.contains { file in
                    file.name == name && (target == nil || file.target == target)
                        && (function == nil || file.text.contains("func \(function ?? "")("))
                }
                #expect(isTarget || isFile, "\(document.path): there is no test \(match.output.0)")
            }
        }
        #expect(count > 80)
    }

    @Test func linksLeadSomewhere() throws {
        let pattern = /\]\(([^)#\s]+)[^)]*\)/
        var count = 0
        for document in try Self.documents() {
            let folder = Self.root.appending(path: document.path).deletingLastPathComponent()
            for match in document.text.matches(of: pattern) where !match.output.1.contains("://") {
                count += 1
                let path = folder.appending(path: String(match.output.1)).standardizedFileURL.path
                #expect(FileManager.default.fileExists(atPath: path), "\(document.path): \(match.output.1)")
            }
        }
        #expect(count > 8)
    }
}
