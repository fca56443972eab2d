import Foundation
import TestSupport
import Testing

/// A gate with a scanner whose journal or replay store cannot be written, and that is started again on a sound disk.
@Suite(.serialized)
struct ScannerDiskTests {
    private static let compiler = "/usr/bin/cc"
    private static let faults = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "CDiskFaults/DiskFaults.c").path
    private static let codes = 60
    private static let key = String(repeating: "5c", count: 32)
    private static let more = ["--replay-store", "shown", "--token-key", "key"]

    private static func prepare() throws -> Folder {
        let folder = try Folder()
        try folder.write(key, to: "key")
        try folder.write(TestCodes.lines(codes), to: "input")
        return folder
    }

    /// Each code has one tap, and the barrier was told of each.
    private static func expectAllOpened(in folder: Folder) throws {
        let records = try GateRecords(in: folder)
        #expect(records.unrecorded == 0, "a barrier opened without a record")
        #expect(records.approved.count == codes && Set(records.tokens.values).count == codes)
        #expect(Set(records.opened).count == codes)
        // Of the last signal the record may be lost.
        #expect(records.signals.count <= codes + 1)
    }

    @Test(
        "a disk that fails: whatever it was writing, each code has one tap in the end, and opens",
        .enabled(if: FileManager.default.isExecutableFile(atPath: compiler), "skipped: no C compiler"),
        arguments: [
            "write:3", "write:12", "write:33", "write:61", "write:130", "write:200:ever", "write:301:ever",
            "full:90000",
            "full:300000", "sync:1", "sync:15", "sync:40", "sync:41:ever", "sync:70:ever",
        ])
    func failing(fault: String) throws {
        let folder = try Self.prepare()
        let library = folder.file("libdiskfaults.so")
        let build = try Binary.run(
            program: Self.compiler, ["-shared", "-fPIC", "-O2", "-o", library, Self.faults, "-ldl"])
        #expect(build.code == 0, "\(build.words)")
        let failing = try RunningGate(
            "-", in: folder, input: "input", more: Self.more,
            environment: [
                "LD_PRELOAD": library, "FAREGATE_FAULT": fault, "FAREGATE_FAULT_FOLDER": folder.path,
            ])
        // A journal that fails ends the lane; a store that fails does not, and a line of output even less.
        let code = try failing.wait()
        #expect([0, 73, 74].contains(code), "\(code)")
        print("\(fault): exit \(code)")
        #expect(try RunningGate("-", in: folder, input: "input", more: Self.more).wait() == 0)
        try Self.expectAllOpened(in: folder)
    }

    @Test(
        "a journal on a full disk ends the lane; the code that was reserved opens once there is room",
        .enabled(if: SmallDisk.isPossible, "skipped: mounting a tmpfs needs root and a mount namespace"),
        arguments: [8, 12, 16])
    func fullJournal(kibibytes: Int) throws {
        let folder = try Self.prepare()
        let gate = (RunningGate.arguments("-", "day") + Self.more).map { "'\($0)'" }.joined(separator: " ")
        let script = """
            mkdir day; mount -t tmpfs -o size=\(kibibytes)k none day || exit 99
            "$FG" \(gate) < input > taps 2> words; echo $? > code
            mount -o remount,size=16m day
            "$FG" \(gate) < input > taps-2 2> words-2 || exit 1
            mkdir kept; cp day/* kept; umount day; cp kept/* day
            """
        let run = try Binary.run(program: "/usr/bin/unshare", ["-m", "sh", "-c", script], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        let words = try folder.text("words")
        #expect(try folder.text("code") == "74\n" && words.contains("make room"), "\(words)")
        try Self.expectAllOpened(in: folder)
    }
}
