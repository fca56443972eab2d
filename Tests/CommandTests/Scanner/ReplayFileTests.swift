import Foundation
import TestSupport
import Testing

/// Files that a gate with a scanner cannot work with: each has its name and its exit code, and nothing opens.
@Suite(.serialized)
struct ReplayFileTests {
    /// One code for a gate, its output in `taps`, its words in `words`, its exit code in `code`; `fill` makes a store
    /// of three codes by another gate.
    private static func script(_ line: String) -> String {
        func gate(_ journal: String) -> String {
            RunningGate.arguments("-", journal).map { "'\($0)'" }.joined(separator: " ")
        }
        return """
            gate() { "$FG" \(gate("day")) "$@" < input > taps 2> words; echo $? > code; }
            fill() { "$FG" \(gate("first")) --replay-store store < others > filled; }
            \(line)
            """
    }

    private static func run(_ line: String, in folder: Folder) throws -> (code: Int?, words: String) {
        try folder.write(TestCodes.hex(TestCodes.fareGate(1)), to: "input")
        try folder.write(TestCodes.lines(3), to: "others")
        let run = try Binary.run(
            program: SmallDisk.isPossible ? "/usr/bin/unshare" : "/usr/bin/env",
            (SmallDisk.isPossible ? ["-m"] : []) + ["sh", "-c", script(line)], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        return (Int(try folder.text("code").dropLast()), try folder.text("words"))
    }

    private static func expectNothing(in folder: Folder) throws {
        #expect(try folder.text("taps").isEmpty)
        let signals = try folder.names().contains("day.signals") ? try folder.text("day.signals") : ""
        #expect(!signals.contains("open"))
    }

    private static let stores: [(line: String, code: Int, word: String)] = [
        ("head -c 9000 /dev/urandom > store; gate --replay-store store", 65, "not-a-database"),
        ("echo nothing > store; gate --replay-store store", 65, "not-a-database"),
        (
            "fill; head -c 8192 /dev/zero | dd of=store bs=1 seek=8192 conv=notrunc; gate --replay-store store", 65,
            "corrupt"
        ),
        ("fill; printf '\\002' | dd of=store bs=1 seek=63 conv=notrunc; gate --replay-store store", 65, "newer"),
        ("gate --replay-store none/store", 73, "no-folder"),
        ("mkdir store; gate --replay-store store", 65, "not-a-database"),
    ]

    @Test("a store that is none, is damaged, is newer, has no place", arguments: stores.indices)
    func store(index: Int) throws {
        let folder = try Folder()
        let row = Self.stores[index]
        let language = index % 2 == 0 ? "zh" : "en"
        let (code, words) = try Self.run("\(row.line) --lang \(language)", in: folder)
        #expect(code == row.code && words.contains(row.word), "\(words)")
        #expect(LanguageTests.hasChinese(words) == (language == "zh"), "\(words)")
        try Self.expectNothing(in: folder)
    }

    @Test(
        "a store on a disk without room, and one that may only be read",
        .enabled(if: SmallDisk.isPossible, "skipped: mounting a tmpfs needs root and a mount namespace"),
        arguments: [
            // No room for the shared memory of SQLite, which does not say why; then none for the log.
            ("mkdir d; mount -t tmpfs -o size=8k none d; gate --replay-store d/store", 74, "input-output"),
            ("mkdir d; mount -t tmpfs -o size=48k none d; gate --replay-store d/store", 74, "disk-full"),
            (
                "mkdir d; mount -t tmpfs none d; fill; cp store d; mount -o remount,ro d; gate --replay-store d/store",
                73, "no-permission"
            ),
            ("mkdir d; mount -t tmpfs -o ro none d; gate --replay-store d/store", 73, "no-permission"),
        ])
    func disk(line: String, expected: Int, word: String) throws {
        let folder = try Folder()
        let (code, words) = try Self.run(line, in: folder)
        #expect(code == expected && words.contains(word), "\(words)")
        try Self.expectNothing(in: folder)
    }

    @Test(
        "a disk that fills up while codes come: what opened is on record, the others open once there is room",
        .enabled(if: SmallDisk.isPossible, "skipped: mounting a tmpfs needs root and a mount namespace"))
    func fills() throws {
        let folder = try Folder()
        try folder.write(TestCodes.lines(200), to: "all")
        let (code, words) = try Self.run(
            """
            mkdir d; mount -t tmpfs -o size=512k none d || exit 99
            cp all input; gate --replay-store d/store; cp words words-1; cp taps taps-1; cp day.signals signals-1
            [ "$(cat code)" = 0 ] || exit 1
            mount -o remount,size=16m d; gate --replay-store d/store; cp d/store .
            """, in: folder)
        #expect(code == 0, "\(words)")
        let first = try RunningGate.taps(try folder.text("taps-1")).map(RunningGate.verdict)
        let opened = first.count { $0 == "open entered" }
        #expect(opened > 0 && opened < 200)
        #expect(first.count { $0 == "again replay-store-failed" } == 200 - opened, "\(Set(first))")
        #expect(try folder.text("words-1").contains("disk-full"))
        #expect(try folder.text("signals-1").split(separator: "\n").count { $0.hasPrefix("open") } == opened)
        let records = try GateRecords(in: folder)
        #expect(records.unrecorded == 0 && records.signals.count == 200 && Set(records.opened).count == 200)
    }

    @Test("a store that is removed under a running gate: nothing opens until it is started again, and no code twice")
    func removed() throws {
        let folder = try Folder()
        let line = try PseudoTerminal(folder.file("scanner"))
        let gate = try RunningGate("scanner", in: folder)
        try gate.wait(words: "is there")
        try line.send(TestCodes.fareGate(1))
        #expect(try gate.wait(taps: 1) == "open entered")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.file("day"))
        where name.hasPrefix("codes.sqlite") {
            try FileManager.default.removeItem(atPath: folder.file("day/\(name)"))
        }
        for taps in 2...3 {
            try line.send(TestCodes.fareGate(taps))
            #expect(try gate.wait(taps: taps) == "again replay-store-failed")
        }
        #expect(try gate.words.contains("replaced"))
        #expect(try gate.end() == 0)
        let again = try RunningGate("scanner", in: folder, clock: "2026-11-23 08:00:10")
        try again.wait(words: "is there")
        try line.send(TestCodes.fareGate(1))
        #expect(try again.wait(taps: 1) == "refused replay")
        try line.send(TestCodes.fareGate(2))
        #expect(try again.wait(taps: 2) == "open entered")
        #expect(try again.end() == 0)
        #expect(try GateRecords(in: folder).opened.count == 2)
    }

    @Test(
        "roots and revocation lists that cannot be used",
        arguments: [
            "--roots none", "--roots input", "--roots .", "--railway-keys none", "--railway-keys input",
            "--revocations none", "--revocations input",
        ])
    func roots(options: String) throws {
        let folder = try Folder()
        let (code, words) = try Self.run("gate \(options)", in: folder)
        #expect(code == 65 && !words.isEmpty, "\(words)")
        try Self.expectNothing(in: folder)
        #expect(try !folder.names().contains("day"))
    }

    @Test("no roots: it is said at the start, and every code is refused")
    func noRoots() throws {
        let folder = try Folder()
        let line = RunningGate.arguments("-", "day").filter { $0 != "--test-roots" }.map { "'\($0)'" }
        let (code, words) = try Self.run(
            "\"$FG\" \(line.joined(separator: " ")) < input > taps 2> words; echo $? > code", in: folder)
        #expect(code == 0 && words.contains("no roots: every code will be refused"), "\(words)")
        let verdicts = try RunningGate.taps(try folder.text("taps")).map(RunningGate.verdict)
        #expect(verdicts == ["refused unknown-ca"])
    }
}
