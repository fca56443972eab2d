import Foundation
import Symbols
import TestSupport
import Testing

@testable import faregate

/// The helper process: killed, stopped, lying, or fed with pictures made to break it.
@Suite(.serialized)
struct SymbolReaderTests {
    private static func reader() throws -> SymbolReader {
        try SymbolReader(program: try Binary.path.get(), arguments: ["symbol-helper"], now: MonotonicClock.now)
    }

    private static func frame(noise: Double = 0) throws -> GreyImage {
        var symbol = DrawnSymbol()
        symbol.noise = noise
        return try GreyImage(width: symbol.width, height: symbol.height, pixels: symbol.pixels())
    }

    private static let found = SymbolOutcome.read(
        FoundSymbol(payload: DrawnSymbol.payload, symbology: .qr, step: .raw))

    private static func helper(of reader: borrowing SymbolReader) throws -> Int32 {
        let identifier = reader.helperIdentifier
        return try #require(identifier)
    }

    @Test func readsFramesAndFiles() throws {
        var reader = try Self.reader()
        let frame = try Self.frame()
        let ofFrame = reader.read(frame, steps: .raw, withinMilliseconds: 10_000)
        #expect(ofFrame == Self.found)
        let file = Array("P5 \(frame.width) \(frame.height) 255 ".utf8) + frame.pixels
        let ofFile = reader.read(file: file)
        #expect(ofFile == Self.found)
        // zbar has to do without opening files, such as code tables.
        let ofZbar = reader.read(frame, steps: .zbar, withinMilliseconds: 10_000)
        let symbol = FoundSymbol(payload: DrawnSymbol.payload, symbology: .qr, step: .zbar)
        #expect(ofZbar == (SymbolLadder().hasZbar ? .read(symbol) : .nothing))
        let empty = try GreyImage(width: 64, height: 48, pixels: [UInt8](repeating: 90, count: 64 * 48))
        let ofEmpty = reader.read(empty, steps: .all)
        #expect(ofEmpty == .nothing)
        let restarts = reader.restarts
        #expect(restarts == 0)
    }

    @Test func saysWhatIsWrongWithAFile() throws {
        var reader = try Self.reader()
        for (file, fault) in [
            ([], ImageFault(.empty, at: 0)), (Array("P5 9 9 255 ".utf8), ImageFault(.truncated, at: 11)),
            (Array(SamplePNG().bytes.dropLast(1)), ImageFault(.truncated, at: SamplePNG().bytes.count - 1)),
        ] as [([UInt8], ImageFault)] {
            let outcome = reader.read(file: file)
            #expect(outcome == .badImage(fault))
        }
        let tooLong = reader.read(file: [UInt8](repeating: 0, count: SymbolLimits.mostFileBytes + 1))
        #expect(tooLong == .badImage(ImageFault(.tooLong, at: SymbolLimits.mostFileBytes)))
        let restarts = reader.restarts
        #expect(restarts == 0)
    }

    /// The largest picture there may be is read, or found empty, within its limits.
    @Test func takesTheLargestPicture() throws {
        var reader = try Self.reader()
        let side = SymbolLimits.mostPixelsASide
        let file = Array("P5 \(side) \(side) 255 ".utf8) + [UInt8](repeating: 200, count: side * side)
        let outcome = reader.read(file: file, withinMilliseconds: 120_000)
        #expect(outcome == .nothing)
    }

    @Test(arguments: [SIGKILL, SIGSEGV, SIGXCPU])
    func killedHelperIsReplaced(signal: Int32) throws {
        var reader = try Self.reader()
        let frame = try Self.frame()
        for round in 1...3 {
            let first = try Self.helper(of: reader)
            _ = reader.read(frame, steps: .raw, withinMilliseconds: 10_000)
            kill(first, signal)
            // The signal may be on its way still: at most one frame more is read.
            var outcomes: [SymbolOutcome] = []
            repeat {
                outcomes.append(reader.read(frame, steps: .raw, withinMilliseconds: 10_000))
            } while outcomes.last == Self.found && outcomes.count < 1000
            #expect(outcomes.last == .helperDied, "\(outcomes)")
            let next = reader.read(frame, steps: .raw, withinMilliseconds: 10_000)
            #expect(next == Self.found)
            let (second, restarts) = (reader.helperIdentifier, reader.restarts)
            #expect(second != first && restarts == round)
            // Collected at the next picture once the system has taken it down.
            for _ in 0..<200 where kill(first, 0) == 0 {
                usleep(10_000)
                _ = reader.read(frame, steps: .raw, withinMilliseconds: 10_000)
            }
            #expect(kill(first, 0) != 0, "the dead one was not collected")
        }
    }

    @Test func stoppedHelperIsReplacedInTime() throws {
        var reader = try Self.reader()
        let frame = try Self.frame()
        _ = reader.read(frame, steps: .raw, withinMilliseconds: 10_000)
        let first = try Self.helper(of: reader)
        kill(first, SIGSTOP)
        let start = MonotonicClock.now()
        let outcome = reader.read(frame, steps: .raw, withinMilliseconds: 200)
        let milliseconds = Double(MonotonicClock.now() - start) / 1e6
        #expect(outcome == .tooSlow)
        #expect((199..<2000).contains(milliseconds), "\(milliseconds) ms")
        let next = reader.read(frame, steps: .raw, withinMilliseconds: 10_000)
        #expect(next == Self.found)
        let second = reader.helperIdentifier
        #expect(second != first)
    }

    /// Programs that are no helper: the first word of each is what comes of a frame.
    @Test(
        arguments: [
            ("/bin/cat", [], SymbolOutcome.helperDied), ("/bin/true", [], .helperDied),
            ("/bin/sleep", ["60"], .tooSlow),
            ("/usr/bin/yes", [], .helperDied),
        ] as [(String, [String], SymbolOutcome)])
    func otherPrograms(program: String, arguments: [String], expected: SymbolOutcome) throws {
        var reader = try SymbolReader(program: program, arguments: arguments, now: MonotonicClock.now)
        let frame = try Self.frame()
        for _ in 0..<6 {
            let start = MonotonicClock.now()
            let outcome = reader.read(frame, steps: .raw, withinMilliseconds: 100)
            let milliseconds = Double(MonotonicClock.now() - start) / 1e6
            #expect(outcome == expected, "\(program)")
            #expect(milliseconds < 2000, "\(milliseconds) ms")
        }
    }

    @Test func programThatIsNotThere() {
        var code: Int32?
        do throws(SymbolReaderError) {
            _ = try SymbolReader(program: "/not/there", arguments: [], now: MonotonicClock.now)
        } catch { code = error.code }
        #expect(code == ENOENT)
    }

    /// What the system says of the helper's limits and descriptors.
    @Test func helperHasGivenUpItsRights() throws {
        let held = unsafe open("/dev/null", O_RDONLY)
        defer { close(held) }
        var reader = try Self.reader()
        _ = reader.read(try Self.frame(), steps: .raw, withinMilliseconds: 10_000)
        let identifier = try Self.helper(of: reader)
        let limits = try String(contentsOfFile: "/proc/\(identifier)/limits", encoding: .utf8)
        func soft(_ name: String) -> Substring? {
            limits.split(separator: "\n").first { $0.hasPrefix(name) }?.dropFirst(26).split(separator: " ").first
        }
        #expect(soft("Max open files") == "3" && soft("Max file size") == "0" && soft("Max core file size") == "0")
        #expect(soft("Max processes") == "0")
        let space = try #require(soft("Max address space").flatMap { Int($0) })
        #expect(space < 2 << 30)
        let seconds = try #require(soft("Max cpu time").flatMap { Int($0) })
        #expect((15...20).contains(seconds))
        let status = try String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
        #expect(status.contains("NoNewPrivs:\t1"))
        let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(identifier)/fd")
        #expect(Set(descriptors) == ["0", "1", "2"])
        let environment = try Data(contentsOf: URL(filePath: "/proc/\(identifier)/environ"))
        #expect(!String(decoding: environment, as: UTF8.self).contains("HOME="))
    }

    /// A gate that is killed leaves no helper behind, not even a busy or stopped one.
    @Test func helperDiesWithItsParent() throws {
        let folder = try Folder()
        let run = try Binary.shell(
            """
            mkfifo frames; exec 3<>frames
            "$FG" qr scan frames --pixels y4m > out & gate=$!
            printf 'YUV4MPEG2 W2 H2 Cmono\\n' >&3
            for try in $(seq 200); do
                helper=$(cat /proc/$gate/task/*/children 2>/dev/null | tr -d ' ')
                # Only then has it asked to die with its parent.
                [ -n "$helper" ] && grep -q '^NoNewPrivs:.1' /proc/$helper/status && break
                sleep 0.1
            done
            kill -STOP $helper; kill -KILL $gate; wait $gate 2>/dev/null
            # Nobody may be there to collect it.
            lives() { [ -d /proc/$helper ] && ! grep -q '^State:.Z' /proc/$helper/status; }
            for try in $(seq 100); do lives || break; sleep 0.1; done
            [ -n "$helper" ] && ! lives && echo gone
            """, in: folder)
        #expect(run.output == "gone\n", "\(run.output) \(run.words)")
    }

    private static func residentKilobytes(_ process: Int32) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.first)
    }

    private static func descriptorCount() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    @Test func memoryStaysFlatOverTenThousandFrames() throws {
        var reader = try Self.reader()
        let with = try Self.frame()
        let without = try GreyImage(width: 64, height: 48, pixels: [UInt8](repeating: 90, count: 64 * 48))
        let helper = try Self.helper(of: reader)
        var reads = 0
        var kilobytes = (early: 0, late: 0)
        for number in 0..<10_000 {
            let isSymbol = number % 8 == 0
            let outcome = reader.read(
                isSymbol ? with : without, steps: number % 16 < 8 ? .raw : [.raw, .zbar], withinMilliseconds: 10_000)
            if outcome == Self.found { reads += 1 } else { #expect(!isSymbol && outcome == .nothing) }
            if number == 1000 { kilobytes.early = try Self.residentKilobytes(helper) }
        }
        kilobytes.late = try Self.residentKilobytes(helper)
        let restarts = reader.restarts
        #expect(reads == 1250 && restarts == 0)
        #expect(kilobytes.late - kilobytes.early < 2048, "\(kilobytes) kB")
    }

    @Test func noDescriptorIsLeftBehind() throws {
        let before = try Self.descriptorCount()
        let frame = try Self.frame()
        for _ in 0..<5 {
            var reader = try Self.reader()
            for _ in 0..<5 {
                if let helper = reader.helperIdentifier { kill(helper, SIGKILL) }
                _ = reader.read(frame, steps: .raw, withinMilliseconds: 10_000)
            }
        }
        // Other suites open and close files meanwhile.
        let after = try Self.descriptorCount()
        #expect(after < before + 20, "\(before) before, \(after) after")
    }
}
