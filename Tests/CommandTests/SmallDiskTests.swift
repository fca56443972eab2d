import Foundation
import TestSupport
import Testing

/// The real gate on a file system of a few pages, which it fills.
@Suite(.enabled(if: SmallDisk.isPossible, "skipped: mounting a tmpfs needs root and a mount namespace"))
struct SmallDiskTests {
    /// Cards of 200 numbers come one after the other until no record finds room.
    private static let gate = """
        "$FG" gate --simulated quickpass-credit --cards 200 --interval-ms 0 --station 罗湖 --direction entry \
        --journal j --barrier signals --json
        """

    /// From room for nothing at all to room for some hundred taps.
    @Test(arguments: [8, 16, 32, 64, 256])
    func full(kibibytes: Int) throws {
        let folder = try Folder()
        let script = """
            mkdir j && mount -t tmpfs -o size=\(kibibytes)k none j || exit 99
            \(Self.gate) --time '2026-11-24 08:00:00' > taps 2> words; echo $? > code
            "$FG" journal verify j --json > verified; echo $? > verify-code
            "$FG" journal show j > shown; cp signals signals-1
            mount -o remount,size=1m j
            \(Self.gate) --time '2026-11-24 09:00:00' --count 50 > taps-2 2> words-2; echo $? > code-2
            "$FG" journal verify j --json > verified-2; echo $? > verify-code-2
            "$FG" journal show j > shown-2
            """
        let run = try Binary.run(program: "/usr/bin/unshare", ["-m", "sh", "-c", script], in: folder.path)
        #expect(run.code == 0, "\(run.words)")
        func code(_ name: String) throws -> Int? { Int(try folder.text(name).dropLast()) }
        // The disk is full: it says so, says what to do, and ends.
        #expect(try code("code") == 74)
        let words = try folder.text("words")
        #expect(words.contains("No space left on device") && words.contains("make room"), "\(words)")
        let signals = try folder.text("signals-1")
        let count = try SignalCount(shown: try folder.text("shown"), signals: signals)
        print("\(kibibytes) KiB: \(count)")
        #expect(count.unrecorded == 0 && count.doubled == 0)
        #expect(try code("verify-code") == 0 || count.opened == 0)
        // With room made it goes on from there.
        let more = try folder.text("words-2")
        #expect(try code("code-2") == 0, "\(more)")
        #expect(try code("verify-code-2") == 0)
        let after = try SignalCount(shown: try folder.text("shown-2"), signals: try folder.text("signals"))
        #expect(after.unrecorded == 0 && after.doubled == 0 && after.opened == count.opened + 50)
    }
}

/// Whether a file system of our own can be had here.
enum SmallDisk {
    static let isPossible: Bool = {
        guard geteuid() == 0 else { return false }
        let probe = try? Binary.run(
            program: "/usr/bin/unshare", ["-m", "sh", "-c", "mount -t tmpfs -o size=64k none /mnt"])
        return probe?.code == 0
    }()
}
