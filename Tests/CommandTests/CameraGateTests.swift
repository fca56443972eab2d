import Foundation
import TestSupport
import Testing

/// A gate that a camera looks for: frames in, one tap a code.
struct CameraGateTests {
    private static let gate = [
        "gate", "--station", "罗湖", "--direction", "entry", "--journal", "j", "--test-keys", "--json",
    ]

    /// Frames of the drawn symbol, whose bytes are no ride code, and between them frames without one.
    private static func stream(grey: Bool) -> Data {
        let drawn = DrawnSymbol()
        let pixels = drawn.pixels()
        let empty = [UInt8](repeating: 200, count: pixels.count)
        var stream = grey ? Data() : Data("YUV4MPEG2 W\(drawn.width) H\(drawn.height) F30:1 Cmono\n".utf8)
        for frame in [empty, pixels, pixels, empty, pixels] {
            if !grey { stream += Data("FRAME\n".utf8) }
            stream += Data(frame)
        }
        return stream
    }

    @Test("a code in several frames is one presentation, from a file, from stdin, raw or as Y4M")
    func frames() throws {
        let folder = try Folder()
        try Self.stream(grey: false).write(to: URL(filePath: folder.file("day.y4m")))
        try Self.stream(grey: true).write(to: URL(filePath: folder.file("day.grey")))
        let side = "\(DrawnSymbol().width)x\(DrawnSymbol().height)"
        for more in [["--camera", "day.y4m"], ["--camera", "day.grey", "--frames", "grey:\(side)"]] {
            let run = try Binary.run(Self.gate + more, in: folder.path)
            #expect(run.code == 0, "\(run.words)")
            let lines = run.lines
            #expect(lines.count == 1)
            #expect(lines.first?.contains("\"reason\": \"unknown-format\"") ?? false, "\(lines)")
        }
        let piped = try Binary.shell(
            "cat day.y4m | $FG gate --camera - --station 罗湖 --direction entry --journal k --json", in: folder)
        #expect(piped.code == 0 && piped.lines.count == 1, "\(piped.words)")
        #expect(try Binary.run(["journal", "verify", "j"], in: folder.path).code == 0)
    }

    @Test(
        "what is no stream of frames",
        arguments: [
            (["--camera", "."], 65), (["--camera", "nothere"], 65), (["--camera", "text"], 65),
            (["--camera", "text", "--frames", "grey:0x9"], 64), (["--camera", "text", "--frames", "yuyv:3x3"], 64),
            (["--camera", "text", "--scanner", "-"], 64),
        ])
    func wrong(more: [String], code: Int) throws {
        let folder = try Folder()
        try folder.write("no frames at all\n", to: "text")
        let run = try Binary.run(Self.gate + more, in: folder.path)
        #expect(Int(run.code) == code && !run.words.isEmpty, "\(run.code) \(run.words)")
    }
}
