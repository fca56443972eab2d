import ArgumentParser
import EMV
import Foundation
import SmartCard

/// `faregate vectors`: test vectors for cards.
struct VectorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vectors", abstract: "Run test vectors through the real code.",
        subcommands: [VectorsCheckCommand.self, VectorsMakeCommand.self])
}

/// `faregate vectors check`: every item of vector files through the real code.
struct VectorsCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Run every item of vector files through the real code and list the differences.",
        discussion: """
            Files are JSON arrays of items, in the forms that Docs/vectors.md describes; folders are searched for them. \
            An item that cannot be run counts as different, and so does a JSON file in a folder that cannot be read. \
            Exit code 2 if any item differs.
            """)

    @Argument(help: "Vector files, or folders with vector files.")
    var paths: [String]

    @Option(help: "CA public keys for items that bring none: capk.json, or CSV as in Docs/cards.md.")
    var caKeys: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        let files: [VectorFiles.File]
        do { files = try VectorFiles.read(paths) } catch {
            throw failure(Wording(of: error), CommandExit.badData)
        }
        guard !files.isEmpty else {
            throw failure(.noVectorFiles(paths), CommandExit.badData)
        }
        var different: [JSONValue] = []
        var items = 0
        func note(_ path: String, _ name: String, _ found: [VectorComparison.Difference]) {
            items += 1
            guard !found.isEmpty else { return }
            different.append(report(path, name, found))
            if !json { show(path, name, found) }
        }
        for file in files {
            if let fault = file.fault {
                note(file.path, "the file", [.init(path: "file", expected: "a JSON file", got: fault.english)])
                continue
            }
            let checks = try checks(beside: file.path)
            for item in file.items { note(file.path, item.name, checks.differences(item)) }
        }
        if json {
            Terminal.print(
                JSONValue.object([
                    ("files", .integer(files.count)), ("items", .integer(items)),
                    ("as_expected", .integer(items - different.count)), ("different", .array(different)),
                ]).text() + "\n")
        } else {
            let asExpected = items - different.count
            Terminal.print(
                words.language.pick(
                    "\(files.count) 个文件，\(items) 个条目：\(asExpected) 个符合预期，\(different.count) 个不同\n",
                    "\(files.count) files, \(items) items: \(asExpected) as expected, \(different.count) different\n"))
        }
        if !different.isEmpty { throw CommandExit.differences }
    }

    private func show(_ file: String, _ name: String, _ found: [VectorComparison.Difference]) {
        Terminal.print("\(file): \(name)\n")
        for one in found.prefix(8) {
            let (expected, got) = (cut(one.expected), cut(one.got))
            Terminal.print(
                words.language.pick(
                    "  \(one.path): 预期 \(expected)，实得 \(got)\n", "  \(one.path): expected \(expected), got \(got)\n"))
        }
    }

    private func report(_ file: String, _ name: String, _ found: [VectorComparison.Difference]) -> JSONValue {
        .object([
            ("file", .string(file)), ("name", .string(name)),
            ("expected", .string(found.map { "\($0.path): \(cut($0.expected))" }.joined(separator: "; "))),
            ("got", .string(found.map { "\($0.path): \(cut($0.got))" }.joined(separator: "; "))),
        ])
    }

    private func cut(_ text: String) -> String { text.count > 160 ? text.prefix(160) + "..." : text }

    private func checks(beside path: String) throws -> VectorChecks {
        let beside = URL(filePath: path).deletingLastPathComponent().path + "/capk.json"
        do {
            if let caKeys {
                let items = caKeys.hasSuffix(".json") ? try VectorFiles.items(of: caKeys) : []
                return VectorChecks(keys: try CAKeyLists.read(caKeys, allowsTestKeys: true), keyItems: items)
            }
            if FileManager.default.fileExists(atPath: beside) {
                let items = try VectorFiles.items(of: beside)
                return VectorChecks(keys: CAKeyLists.usable(in: items), keyItems: items)
            }
            return VectorChecks(keys: try CAKeyLists.builtIn(allowsTestKeys: true), keyItems: [])
        } catch {
            throw failure(Wording(of: error), CommandExit.badData)
        }
    }
}
