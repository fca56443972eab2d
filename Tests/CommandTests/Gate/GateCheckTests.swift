import Foundation
import TestSupport
import Testing

/// `gate --config FILE --check`: files that are named, their modes and contents.
struct GateCheckTests {
    private static let sound = """
        station: 罗湖
        edition: current
        journal: day
        lanes:
          - {id: A1, direction: entry, reader: one}

        """

    @Test(
        "each fault of a file that is named: its line, key and what is wrong, exit code 78",
        arguments: [
            ("station: Nowhere", "gate.yaml:1:1: station: no station"),
            ("edition: 1999", "gate.yaml:2:1: edition: 1999: No edition"),
            ("denyList: absent", "gate.yaml:6:1: denyList: "),
            ("denyList: bad", "gate.yaml:6:1: denyList: "),
            ("tokens: {key: loose}", "gate.yaml:6:10: tokens.key: ./loose: mode 0644 lets group or others"),
            ("tokens: {key: absent}", "gate.yaml:6:10: tokens.key: ./absent: No such file"),
            ("tokens: {previousKey: bad}", "gate.yaml:6:10: tokens.previousKey: not a token key"),
            ("journal: {folder: day, deviceKey: loose}", "gate.yaml:3:24: journal.deviceKey: ./loose: mode 0644"),
            ("keys: {ca: bad}", "gate.yaml:6:8: keys.ca: "),
            ("keys: {roots: bad}", "gate.yaml:6:8: keys.roots: "),
            ("keys: {acquirer: \(String(repeating: "00", count: 32))}", "gate.yaml:6:8: keys.acquirer: "),
            ("status: absent/s", "gate.yaml:6:1: status: ./absent: No such file"),
            ("revocations: bad", "gate.yaml:6:1: revocations: "),
            ("denyList: pipe", "gate.yaml:6:1: denyList: ./pipe: not a file"),
            ("keys: {ca: dir}", "gate.yaml:6:8: keys.ca: ./dir: not a file"),
            ("journal: bad", "gate.yaml:3:1: journal: ./bad: not a folder"),
            ("codes: {replayStore: dir}", "gate.yaml:6:9: codes.replayStore: ./dir: not a file"),
            ("keys: {acquirer: \(String(repeating: "00", count: 32))}", "gate.yaml:6:8: keys.acquirer: not an X25519"),
        ])
    func faults(line: String, expected: String) throws {
        let folder = try Folder()
        try folder.write("00112233445566778899aabbccddeeff\n", to: "loose")
        try folder.write("what is this\n", to: "bad")
        for (name, mode) in [("loose", 0o644), ("bad", 0o600)] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.file(name))
        }
        _ = try Binary.shell("mkfifo pipe; mkdir dir", in: folder)
        let key = line.prefix { $0 != ":" }
        var lines = Self.sound.split(separator: "\n").map(String.init)
        if let index = lines.firstIndex(where: { $0.hasPrefix(key + ":") }) {
            lines[index] = line
        } else {
            lines.append(line)
        }
        try folder.write(lines.joined(separator: "\n") + "\n", to: "gate.yaml")
        let run = try Binary.run(["gate", "--config", "gate.yaml", "--check"], in: folder.path)
        #expect(run.code == 78 && run.words.contains("faregate: " + expected), "\(run.words)")
        #expect(try !folder.names().contains("day"))
        let json = try Binary.run(["gate", "--config", "gate.yaml", "--check", "--json"], in: folder.path)
        #expect(json.code == 78)
        let faults = try json.object()["faults"] as? [[String: Any]]
        #expect(faults?.first?["key"] as? String == String(expected.split(separator: ": ")[1]))
    }

    @Test(
        "one device under two names is one: whose lane would take what comes of it is chance",
        arguments: [
            ("scanner: sc1", "scanner: sc2", "scanner"), ("scanner: sc1", "scanner: ./sc1", "scanner"),
            ("scanner: sc1", "scanner: link/sc1", "scanner"),
            (
                "reader: r, barrier: {kind: signals, path: sg}", "reader: s, barrier: {kind: signals, path: link/sg}",
                "barrier.path"
            ),
            ("scanner: sc1", "reader: s, barrier: {kind: serial, path: sc2}", "barrier.path"),
            ("scanner: sc1", "scanner: none", nil), ("scanner: none/a", "scanner: none/b", nil),
        ] as [(String, String, String?)])
    func oneDevice(first: String, second: String, key: String?) throws {
        let folder = try Folder()
        _ = try Binary.shell("mkfifo sc1; ln -s sc1 sc2; ln -s . link", in: folder)
        let lanes = "  - {id: A, direction: entry, \(first)}\n  - {id: B, direction: exit, \(second)}\n"
        try folder.write(
            Self.sound.replacing("  - {id: A1, direction: entry, reader: one}\n", with: lanes), to: "gate.yaml")
        let run = try Binary.run(["gate", "--config", "gate.yaml", "--check"], in: folder.path)
        #expect(run.code == (key == nil ? 0 : 78), "\(run.words)")
        if let key { #expect(run.words.contains(": lanes[2].\(key): "), "\(run.words)") }
    }

    @Test("a file that is right is summed up, and nothing is opened or made")
    func sound() throws {
        let folder = try Folder()
        try folder.write(Self.sound, to: "gate.yaml")
        let run = try Binary.run(["gate", "--config", "gate.yaml", "--check", "--json"], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        #expect(try run.object()["station"] as? String == "SZ001")
        #expect(try folder.names() == ["gate.yaml"])
        try folder.write("\u{FEFF}" + Self.sound, to: "gate.yaml")
        #expect(try Binary.run(["gate", "--config", "gate.yaml", "--check"], in: folder.path).code == 0)
        let pipe = try Binary.shell("mkfifo pipe; timeout 60 $FG gate --config pipe --check", in: folder)
        #expect(pipe.code == 78 && pipe.words.contains("pipe: not a file"), "\(pipe.words)")
        try folder.write(Self.sound.replacing("reader: one", with: "reader: one, media: []"), to: "gate.yaml")
        let media = try Binary.run(["gate", "--config", "gate.yaml", "--check"], in: folder.path)
        #expect(media.code == 78 && media.words.contains("media: \"[]\"; expected a list"), "\(media.words)")
    }

    @Test("a credential's group may read it, and nobody else")
    func credentials() throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(atPath: folder.file("c"), withIntermediateDirectories: true)
        try folder.write(Self.sound + "tokens: {key: \"${CREDENTIALS_DIRECTORY}/token\"}\n", to: "gate.yaml")
        try folder.write("00112233445566778899aabbccddeeff\n", to: "c/token")
        for (mode, code) in [(0o440, 0), (0o400, 0), (0o444, 78), (0o460, 78)] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.file("c/token"))
            let run = try Binary.run(
                ["gate", "--config", "gate.yaml", "--check"], in: folder.path,
                environment: ["CREDENTIALS_DIRECTORY": folder.file("c")])
            #expect(Int(run.code) == code, "\(String(mode, radix: 8)): \(run.words)")
        }
    }

    @Test(
        "a file says it all: options beside it, and --check without it, are wrong usage",
        arguments: [
            ["--config", "x", "--station", "罗湖"], ["--config", "x", "--reader", "y"], ["--check"],
            ["--config", "x", "--journal", "y"], ["--config", "x", "--once"], ["--config", "x", "--test-keys"],
        ])
    func usage(arguments: [String]) throws {
        #expect(try Binary.run(["gate"] + arguments).code == 64)
    }

    @Test("the annotated example of the documentation is right")
    func documented() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let document = try String(contentsOf: root.appending(path: "Docs/gate.md"), encoding: .utf8)
        let part = try #require(document.components(separatedBy: "```yaml\n").dropFirst().first)
        let example = try #require(part.components(separatedBy: "```").first)
        let folder = try Folder()
        try folder.write(example.replacing("/run/faregate/", with: ""), to: "gate.yaml")
        for name in ["device.key", "token.key"] {
            let text =
                name == "device.key" ? "1 00112233445566778899aabbccddeeff\n" : "00112233445566778899aabbccddeeff\n"
            try folder.write(text, to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file(name))
        }
        try folder.write("version 1\n", to: "deny.txt")
        let run = try Binary.run(["gate", "--config", "gate.yaml", "--check"], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
    }
}
