import Foundation
import Glibc
import TestSupport
import Testing

/// Several processes at one store, killed at moments that nobody chose: each code opens one gate, and none is lost.
@Suite(.serialized)
struct ReservationTests {
    /// The codes that the processes have on record.
    private static func recorded(_ devices: [String], in folder: Folder) throws -> [Int] {
        try devices.flatMap { device in
            try folder.text(device).split(separator: "\n").map { line in
                try #require(Int(line.prefix { $0 != " " }), "\(line)")
            }
        }
    }

    @Test("two processes with two lanes each, and the same 10,000 codes at once")
    func everyCodeOnce() throws {
        let folder = try Folder()
        let script = """
            "$FG" bench reservation-worker codes --device gate-1 2> words-1 & first=$!
            "$FG" bench reservation-worker codes --device gate-2 2> words-2; second=$?
            wait $first && exit $second
            """
        let run = try Binary.shell(script, in: folder)
        let words = try folder.text("words-1") + folder.text("words-2")
        #expect(run.code == 0, "\(words)")
        let recorded = try Self.recorded(["gate-1", "gate-2"], in: folder)
        #expect(recorded.count == 10_000)
        #expect(Set(recorded) == Set(0..<10_000))
        for device in ["gate-1", "gate-2"] { #expect(try !folder.text(device).isEmpty) }
        // And once more: nothing is left.
        let again = try Binary.run(["bench", "reservation-worker", "codes", "--device", "gate-3"], in: folder.path)
        #expect(again.code == 0, "\(again.words)")
        #expect(try folder.text("gate-3").isEmpty)
    }

    @Test("killed between reserve, record and confirm")
    func killed() throws {
        let folder = try Folder()
        var random = SystemRandomNumberGenerator()
        let devices = ["gate-1", "gate-2"]
        // How long a start takes differs tenfold between builds and machines: the kills lie around the first codes.
        let begun = DispatchTime.now().uptimeNanoseconds
        for device in devices {
            let run = try Binary.run(
                ["bench", "reservation-worker", "codes", "--device", device, "--codes", "1"], in: folder.path)
            #expect(run.code == 0, "\(run.words)")
        }
        let start = UInt32((DispatchTime.now().uptimeNanoseconds - begun) / 2000)
        for _ in 0..<30 {
            let processes = try devices.map { device in
                let process = Process()
                process.executableURL = URL(fileURLWithPath: try Binary.path.get())
                process.arguments = [
                    "bench", "reservation-worker", "codes", "--device", device, "--codes", "2000", "--pause", "500",
                ]
                process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
                process.standardInput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                return process
            }
            for process in processes {
                usleep(UInt32.random(in: start / 2...start + 200_000, using: &random))
                Glibc.kill(process.processIdentifier, SIGKILL)
            }
            for process in processes {
                process.waitUntilExit()
                #expect(process.terminationReason == .uncaughtSignal || process.terminationStatus == 0)
            }
        }
        let before = try Self.recorded(devices, in: folder)
        print("30 kills of two processes: \(before.count) codes on record")
        #expect(Set(before).count == before.count)
        for device in devices {
            let run = try Binary.run(
                ["bench", "reservation-worker", "codes", "--device", device, "--codes", "2000"], in: folder.path)
            #expect(run.code == 0, "\(run.words)")
        }
        let after = try Self.recorded(devices, in: folder)
        #expect(after.count == 2000)
        #expect(Set(after) == Set(0..<2000))
    }

    @Test("a lost file is filled again from the records")
    func lostFile() throws {
        let folder = try Folder()
        func run(_ device: String) throws -> Run {
            try Binary.run(
                ["bench", "reservation-worker", "codes", "--device", device, "--codes", "300"], in: folder.path)
        }
        #expect(try run("gate-1").code == 0)
        for name in try folder.names() where name.hasPrefix("codes") {
            try FileManager.default.removeItem(atPath: folder.file(name))
        }
        #expect(try run("gate-1").code == 0)
        #expect(try run("gate-2").code == 0)
        #expect(try Self.recorded(["gate-1"], in: folder).count == 300)
        #expect(try folder.text("gate-2").isEmpty)
    }

    @Test("a full disk is named, and with room made it goes on", .enabled(if: SmallDisk.isPossible))
    func fullDisk() throws {
        let folder = try Folder()
        let script = """
            mkdir d && mount -t tmpfs -o size=256k none d && cd d || exit 99
            "$FG" bench reservation-worker codes --device gate-1 --codes 5000 2> ../words; echo $? > ../code
            mount -o remount,size=16m .
            "$FG" bench reservation-worker codes --device gate-1 --codes 5000 2> ../words-2; echo $? > ../code-2
            cp gate-1 ..
            """
        let run = try Binary.run(program: "/usr/bin/unshare", ["-m", "sh", "-c", script], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        let words = try folder.text("words")
        #expect(try folder.text("code") == "74\n", "\(words)")
        #expect(words.contains("disk-full") || words.contains("input-output"), "\(words)")
        let later = try folder.text("words-2")
        #expect(try folder.text("code-2") == "0\n", "\(later)")
        let recorded = try Self.recorded(["gate-1"], in: folder)
        #expect(recorded.count == 5000 && Set(recorded).count == 5000)
    }

    private static let compiler = "/usr/bin/cc"
    private static let faults = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "CDiskFaults/DiskFaults.c").path

    @Test(
        "a disk that fails ends the work, and no code is taken twice or lost",
        .enabled(if: FileManager.default.isExecutableFile(atPath: compiler)),
        arguments: ["write:3", "write:20", "write:61", "write:200:ever", "full:90000", "full:300000", "sync:1:ever"])
    func failingDisk(fault: String) throws {
        let folder = try Folder()
        let library = folder.file("libdiskfaults.so")
        let build = try Binary.run(
            program: Self.compiler, ["-shared", "-fPIC", "-O2", "-o", library, Self.faults, "-ldl"])
        #expect(build.code == 0, "\(build.words)")
        let worker = ["bench", "reservation-worker", "codes", "--device", "gate-1", "--codes", "400"]
        let failing = try Binary.run(
            worker, in: folder.path,
            environment: ["LD_PRELOAD": library, "FAREGATE_FAULT": fault, "FAREGATE_FAULT_FOLDER": folder.path])
        #expect(failing.code == 74, "\(failing.words)")
        #expect(failing.words.contains("replay store"), "\(failing.words)")
        let sound = try Binary.run(worker, in: folder.path)
        #expect(sound.code == 0, "\(sound.words)")
        let recorded = try Self.recorded(["gate-1"], in: folder)
        #expect(recorded.count == 400 && Set(recorded).count == 400)
    }

    private static let dropper = "/usr/bin/setpriv"

    @Test(
        "a folder that may not be written is named",
        .enabled(if: geteuid() == 0 && FileManager.default.isExecutableFile(atPath: dropper)))
    func noPermission() throws {
        let folder = try Folder()
        let worker = [try Binary.path.get(), "bench", "reservation-worker", "codes", "--device", "/dev/null"]
        #expect(try Binary.run(Array(worker.dropFirst()), in: folder.path).code == 0)
        // As anybody else, who may neither write the file nor make one.
        for store in ["codes", "other"] {
            let run = try Binary.run(
                program: Self.dropper,
                ["--reuid", "65534", "--clear-groups"] + worker.map { $0 == "codes" ? store : $0 },
                in: folder.path)
            #expect(run.code == 73 && run.words.contains("no-permission"), "\(run.code) \(run.words)")
        }
    }

    @Test("what the bench prints")
    func bench() throws {
        let folder = try Folder()
        let run = try Binary.run(
            ["bench", "reservations", "--codes", "5000", "--reservations", "20", "--rounds", "2", "--json"],
            in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        let object = try run.object()
        #expect(object["file_system"] is String)
        let report = try #require(object["report"] as? [String: Any])
        let figures = try #require(report["figures"] as? [[String: Any]])
        let names = figures.compactMap { $0["name"] as? String }
        #expect(names.contains("look-up among 5,000, found") && names.contains("reserve, FULL, p99"), "\(names)")
        for figure in figures { #expect((figure["median"] as? Double ?? 0) > 0) }
        #expect(try folder.names().isEmpty)
    }
}
