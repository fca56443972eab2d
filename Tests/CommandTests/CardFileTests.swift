import Foundation
import TestSupport
import Testing

/// Files that `card make` and `card tap` write, and those they refuse to write over.
struct CardFileTests {
    private static let tap = [
        "card", "tap", "--station", "罗湖", "--direction", "entry", "--edition", "current", "--state", "state",
    ]

    private func make(_ arguments: [String], in folder: Folder) throws -> Run {
        try Binary.run(["card", "make", "--ready-keys"] + arguments, in: folder.path)
    }

    private func isLink(_ path: String) -> Bool {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
    }

    private func mode(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
    }

    /// A device, a pipe and a link stay what they are.
    @Test func writesThrough() throws {
        let folder = try Folder()
        let full = try make(["-o", "/dev/full"], in: folder)
        #expect(full.code == 74 && full.words.contains("/dev/full"), "\(full.words)")
        #expect(
            try FileManager.default.attributesOfItem(atPath: "/dev/full")[.type] as? FileAttributeType
                == .typeCharacterSpecial)
        #expect(try make(["-o", "/dev/null"], in: folder).code == 0)
        let piped = try Binary.shell("mkfifo p; cat p > copy & $FG card make --ready-keys -o p; wait", in: folder)
        let copied = try folder.text("copy")
        #expect(piped.code == 0 && copied.hasPrefix("faregate-card = 1\n"), "\(piped.words)")
        // To a file that is there, and to one that is not.
        try folder.write("old", to: "real.card")
        for (link, target) in [("link.card", "real.card"), ("new-link.card", "new.card")] {
            try FileManager.default.createSymbolicLink(atPath: folder.file(link), withDestinationPath: target)
            #expect(try make(["-o", link], in: folder).code == 0)
            #expect(isLink(folder.file(link)), "\(link)")
            #expect(try folder.text(target).hasPrefix("faregate-card = 1\n"))
        }
        let tapped = try Binary.run(
            Self.tap + ["--card", "link.card", "--transcript", "new-link.card"], in: folder.path)
        #expect(tapped.code == 0, "\(tapped.words)")
        #expect(isLink(folder.file("link.card")) && isLink(folder.file("new-link.card")))
        #expect(try folder.text("real.card").contains("transaction-counter = 1"))
        #expect(try folder.text("new.card").hasPrefix("> 00A4"))
    }

    /// A new file is its owner's only; one that is there keeps its mode.
    @Test func modes() throws {
        let folder = try Folder()
        #expect(try make(["-o", "new.card"], in: folder).code == 0)
        #expect(try mode(folder.file("new.card")) == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.file("new.card"))
        #expect(try Binary.run(Self.tap + ["--card", "new.card"], in: folder.path).code == 0)
        #expect(try mode(folder.file("new.card")) == 0o640)
    }

    /// Refused before anything is done: the counters stay, nothing is left behind.
    @Test func refuses() throws {
        let folder = try Folder()
        #expect(try make(["-o", "my.card"], in: folder).code == 0)
        #expect(try Binary.run(Self.tap + ["--card", "my.card"], in: folder.path).code == 0)
        try FileManager.default.createDirectory(atPath: folder.file("state/cards"), withIntermediateDirectories: true)
        let before = try folder.text("my.card")
        try FileManager.default.createDirectory(atPath: folder.file("d"), withIntermediateDirectories: false)
        for (output, words) in [
            ("missing/x.card", "no folder missing"), ("d", "is a folder"), ("my.card/x", "no folder"),
        ] {
            let run = try make(["-o", output], in: folder)
            #expect(run.code == 73 && run.words.contains(words), "\(run.words)")
        }
        #expect(try folder.names() == ["d", "my.card", "state"])
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "my.card")
        let tap = Self.tap + ["--card", "my.card", "--transcript"]
        for transcript in [
            "my.card", "./my.card", "link", "d/../my.card", "state/token.key", "state/journal/a", "state/cards/a",
        ] {
            let run = try Binary.run(tap + [transcript], in: folder.path)
            #expect(run.code == 64 && run.words.contains("another name"), "\(transcript): \(run.words)")
        }
        try folder.write("token 00112233445566778899AABBCCDDEEFF\n", to: "deny.txt")
        let input = try Binary.run(tap + ["deny.txt", "--deny-list", "deny.txt"], in: folder.path)
        #expect(input.code == 64 && input.words.contains("deny.txt"))
        #expect(try Binary.run(tap + ["missing/t.log"], in: folder.path).code == 73)
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.file("my.card"))
        let locked = try Binary.run(Self.tap + ["--card", "my.card"], in: folder.path)
        #expect(locked.code == 73 && locked.words.contains("write-protected"), "\(locked.words)")
        #expect(try folder.text("my.card") == before)
        #expect(try folder.names() == ["d", "deny.txt", "link", "my.card", "state"])
    }

    /// Where taps are kept if nobody says.
    @Test func stateFolder() throws {
        let arguments = ["card", "tap", "--profile", "quickpass-credit", "--station", "罗湖", "--direction", "entry"]
        let folder = try Folder()
        for (name, environment) in [
            ("xdg/faregate", ["XDG_STATE_HOME": folder.file("xdg")]),
            ("home/.local/state/faregate", ["HOME": folder.file("home")]),
            ("other/.local/state/faregate", ["HOME": folder.file("other"), "XDG_STATE_HOME": "relative"]),
        ] {
            let run = try Binary.run(arguments, in: folder.path, environment: environment)
            #expect(run.code == 0, "\(run.words)")
            #expect(run.words.contains("XDG_STATE_HOME") == (environment["XDG_STATE_HOME"] == "relative"))
            #expect(FileManager.default.fileExists(atPath: folder.file(name) + "/journal"), "\(name)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("relative")))
    }
}
