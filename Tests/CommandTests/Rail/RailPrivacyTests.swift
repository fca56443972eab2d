import Foundation
import TestSupport
import Testing

/// A canary: no number of a document stands in anything that the rail commands print or write.
@Suite(.serialized)
struct RailPrivacyTests {
    /// Made-up numbers whose check digit is wrong, as they might be typed.
    private static let typed = ["11010119000307000X", "110101 19000307 001x", "H1234-5678", "e00000001"]
    private static let numbers = ["11010119000307000", "19000307001", "12345678", "00000001"]

    @Test("hashes come in the order of the numbers; what is no number has an empty line")
    func hashes() throws {
        let place = try RailFolder()
        try place.folder.write((Self.typed + ["nobody"]).joined(separator: "\n"), to: "numbers")
        let run = try Binary.shell("$FG rail document-hash --document-key document.key < numbers", in: place.folder)
        #expect(run.code == 65 && run.words.contains("line 5"), "\(run.words)")
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6 && lines[4].isEmpty && lines.prefix(4).allSatisfy { $0.count == 16 })
        #expect(try UInt64(lines[0], radix: 16) == RailFolder.hash(Self.typed[0]))
        let json = try Binary.shell(
            "$FG rail document-hash --document-key document.key --type permit --json < numbers", in: place.folder)
        #expect(try json.object()["document_hashes"] is [Any?])
        expectNothing(run, "text")
        expectNothing(json, "JSON")
    }

    @Test("a gate: output, words, journal, store, signals")
    func gate() throws {
        let place = try RailFolder(reservations: [try RailFolder.reservation("E1", Self.typed[0])])
        let lines =
            try Self.typed.map { "document \($0)" } + [RailFolder.ticket("E2", bound: Self.typed[1])]
            + Self.typed.reversed().map { "document passport \($0)" } + Self.typed.map { "documents \($0)" }
        for language in ["en", "zh"] {
            let run = try place.run(lines, RailFolder.arguments() + ["--lang", language])
            expectNothing(run, language)
        }
        expectNothing(try place.run(lines), "JSON")
        try expectNothingInFiles(place.folder)
        for command in [["show", "day"], ["verify", "day"]] {
            expectNothing(try Binary.run(["journal"] + command, in: place.folder.path), "\(command)")
        }
    }

    private static let good = [
        "E1", "00000000000000a1", "IOQ", "XJA", "G5711", "2026-11-24", "1", "O", "5", "1A", "no", "valid",
    ]

    @Test(
        "a list with a number in place of another value, or of its header line, is refused, and the number is not said",
        arguments: ["11010119000307000X", "11010119000307000", "110101 19000307 000X", "E 0000 0001", "e00000001"],
        [0, 1, 4, 5, 9, 11])
    func list(number: String, column: Int) throws {
        var row = Self.good
        row[column] = number
        let place = try RailFolder(reservations: [row.joined(separator: ",")])
        for arguments in [["rail", "reservations", "check", "reservations.csv"], RailFolder.arguments()] {
            let run = try place.run([], arguments)
            // A ticket's number may look like anything.
            let mayStand = column == 0 && !number.contains(" ")
            #expect(run.code == (mayStand ? 0 : 65), "\(run.words)")
            #expect(mayStand || run.words.contains("reservations.csv:2"), "\(run.words)")
            expectNothing(run, "list")
        }
        try place.folder.write(row.joined(separator: ",") + "\n", to: "reservations.csv")
        for arguments in [
            ["rail", "reservations", "check", "reservations.csv"],
            RailFolder.arguments() + ["--trains", "reservations.csv"],
        ] {
            var arguments = arguments
            if let at = arguments.firstIndex(of: "trains.csv") { arguments.removeSubrange(at - 1...at) }
            let run = try place.run([], arguments)
            #expect(run.code == 65 && run.words.contains("reservations.csv:1"), "\(run.words)")
            expectNothing(run, "header")
        }
    }

    private func expectNothing(_ run: Run, _ what: String) {
        for number in Self.numbers + ["19000307", "0000 0001"] {
            #expect(!run.output.contains(number) && !run.words.contains(number), "\(what)")
        }
    }

    private func expectNothingInFiles(_ folder: Folder) throws {
        for case let path as String in try #require(FileManager.default.enumerator(atPath: folder.path)) {
            guard path != "lines", let bytes = FileManager.default.contents(atPath: folder.file(path)) else { continue }
            for number in Self.numbers { #expect(bytes.range(of: Data(number.utf8)) == nil, "\(path)") }
        }
    }
}
