import Foundation
import TestSupport
import Testing

/// `qr scan`: pictures, streams, and what is said of files that are neither.
struct QRScanTests {
    private static let hex = DrawnSymbol.payload.map { String(format: "%02x", $0) }.joined()

    private static func write(_ bytes: [UInt8], to name: String, in folder: Folder) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name)))
    }

    private static func pgm(_ symbol: DrawnSymbol) -> [UInt8] {
        Array("P5\n\(symbol.width) \(symbol.height)\n255\n".utf8) + symbol.pixels()
    }

    private static func png(_ symbol: DrawnSymbol) -> [UInt8] {
        let pixels = symbol.pixels()
        var sample = SamplePNG()
        (sample.width, sample.height) = (symbol.width, symbol.height)
        sample.pixel = { x, y in [pixels[y * symbol.width + x]] }
        return sample.bytes
    }

    @Test(arguments: ["FILE", "- < FILE"])
    func readsPictures(from: String) throws {
        let folder = try Folder()
        try Self.write(Self.pgm(DrawnSymbol()), to: "symbol.pgm", in: folder)
        try Self.write(Self.png(DrawnSymbol()), to: "symbol.png", in: folder)
        for name in ["symbol.pgm", "symbol.png"] {
            let place = from.replacingOccurrences(of: "FILE", with: name)
            let run = try Binary.shell("$FG qr scan --json \(place)", in: folder)
            let object = try run.object()
            #expect(run.code == 0 && run.words.isEmpty, "\(run.words)")
            #expect(object["payload_hex"] as? String == Self.hex && object["symbology"] as? String == "qr")
            #expect(object["format"] as? String == "unknown-format" && object["milliseconds"] is Double)
        }
        let text = try Binary.shell("$FG qr scan symbol.png; $FG qr scan symbol.png --lang zh", in: folder)
        #expect(text.lines.count == 4 && text.lines[1] == Self.hex && text.lines[0].contains("60 bytes"))
        #expect(text.lines[3] == Self.hex && LanguageTests.hasChinese(text.lines[2]))
    }

    @Test func nothingIsNoFailure() throws {
        let folder = try Folder()
        try Self.write(Array("P5 40 30 255 ".utf8) + [UInt8](repeating: 9, count: 1200), to: "grey.pgm", in: folder)
        let run = try Binary.run(["qr", "scan", "grey.pgm", "--json"], in: folder.path)
        let object = try run.object()
        #expect(run.code == 0 && object["payload_hex"] is NSNull && object["format"] is NSNull)
        let text = try Binary.run(["qr", "scan", "grey.pgm"], in: folder.path)
        #expect(text.code == 0 && text.output.hasPrefix("no code"))
    }

    /// Two symbols shown one after the other, with empty frames between: each payload once.
    @Test(arguments: ["grey", "yuyv", "y4m"])
    func readsStreams(pixels: String) throws {
        let folder = try Folder()
        let symbol = DrawnSymbol().pixels()
        let empty = [UInt8](repeating: 128, count: 320 * 240)
        var stream = pixels == "y4m" ? Array("YUV4MPEG2 W320 H240 F30:1 Cmono\n".utf8) : []
        for isEmpty in [true, true, false, false, true, false] {
            if pixels == "y4m" { stream += Array("FRAME\n".utf8) }
            let frame = isEmpty ? empty : symbol
            stream += pixels == "yuyv" ? frame.flatMap { [$0, 128] } : frame
        }
        try Self.write(stream, to: "stream", in: folder)
        let sides = pixels == "y4m" ? "" : "--width 320 --height 240"
        for place in ["stream", "- < stream"] {
            let run = try Binary.shell("$FG qr scan --json --pixels \(pixels) \(sides) \(place)", in: folder)
            #expect(run.code == 0 && run.lines.count == 2, "\(run.output) \(run.words)")
            let objects = try run.lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
            let found = try #require(objects.first ?? nil)
            #expect(found["payload_hex"] as? String == Self.hex)
            let summary = try #require(objects.last??["summary"] as? [String: Int])
            #expect(summary["frames"] == 6 && summary["payloads"] == 1 && summary["helper_died"] == 0)
            #expect((1...3).contains(summary["frames_read"] ?? 0))
        }
    }

    /// Arguments, what stands in the file, exit code, and words.
    @Test(
        arguments: [
            ([], "", 65, "empty"), ([], "hello", 65, "byte 0: not a PNG"),
            ([], "P5 9 9 255 ", 65, "ends too early, at byte 11"),
            ([], "P2 5000 1 255 ", 65, "1 to 4096"), ([], "P2 1 1 9 10", 65, "pixels cannot be read"),
            (["--pixels", "y4m"], "", 65, "empty"), (["--pixels", "y4m"], "hello", 65, "byte 0"),
            (["--pixels", "y4m"], "YUV4MPEG2 W2 H2 Cmono\nFRAME\nab", 65, "ends too early, at byte 30"),
            (["--pixels", "y4m"], "YUV4MPEG2 W2 H2 C420p12\n", 65, "not read"),
            (["--pixels", "grey", "--width", "4", "--height", "1"], "12345", 65, "at byte 5"),
            (["--pixels", "grey"], "1", 64, "--width and --height"), (["--width", "4"], "1", 64, "--pixels"),
            (["--pixels", "y4m", "--width", "4"], "1", 64, "--pixels"),
            (["--pixels", "grey", "--width", "0", "--height", "1"], "1", 64, "1 to 4096"),
            (["--pixels", "grey", "--width", "4097", "--height", "1"], "1", 64, "1 to 4096"),
            (["--pixels", "yuyv", "--width", "3", "--height", "1"], "1", 64, "even"),
        ] as [([String], String, Int32, String)])
    func refuses(arguments: [String], content: String, code: Int32, words: String) throws {
        let folder = try Folder()
        try folder.write(content, to: "input")
        let run = try Binary.run(["qr", "scan", "input", "--json"] + arguments, in: folder.path)
        #expect(run.code == code && run.words.contains(words), "\(run.code) \(run.words)")
        let chinese = try Binary.run(["qr", "scan", "input", "--lang", "zh"] + arguments, in: folder.path)
        #expect(chinese.code == code && LanguageTests.hasChinese(chinese.words), "\(chinese.words)")
    }

    @Test(arguments: [[], ["--pixels", "y4m"]])
    func refusesFoldersAndFilesThatAreNotThere(arguments: [String]) throws {
        for path in ["none", "."] {
            let run = try Binary.run(["qr", "scan", path] + arguments)
            #expect(run.code == 65 && !run.words.isEmpty && run.output.isEmpty, "\(run.words)")
        }
    }

    /// What came before a stream broke is printed.
    @Test func brokenStreamKeepsItsFirstFrames() throws {
        let folder = try Folder()
        let stream = Array("YUV4MPEG2 W320 H240 Cmono\nFRAME\n".utf8) + DrawnSymbol().pixels() + Array("FRAME\nab".utf8)
        try Self.write(stream, to: "stream", in: folder)
        let run = try Binary.run(["qr", "scan", "stream", "--pixels", "y4m", "--json"], in: folder.path)
        #expect(run.code == 65 && run.lines.count == 2 && run.lines[0].contains(Self.hex), "\(run.output)")
        #expect(run.words.contains("at byte \(stream.count)"), "\(run.words)")
    }

    @Test func helperIsHidden() throws {
        let help = try Binary.run(["--help"])
        #expect(help.output.contains("qr") && !help.output.contains("symbol-helper"))
        // Without a request it ends with its input.
        #expect(try Binary.run(["symbol-helper"]).code == 0)
    }
}
