import Foundation
import Symbols
import TestSupport
import Testing

@testable import faregate

/// The checker of pictures: what is drawn is found, and a list that says otherwise is told.
struct FrameVectorTests {
    private static func item(_ changes: [String: Any?] = [:]) -> VectorItem {
        var json: [String: Any] = [
            "file": "symbol.png", "category": "clean", "width": 320, "height": 240, "qr_version": 4,
            "payload_hex": DrawnSymbol.payload.map { String(format: "%02x", $0) }.joined(),
        ]
        for (key, value) in changes { json[key] = value }
        return VectorItem(json: json, index: 0)
    }

    private static func reader() throws -> SymbolReader {
        try SymbolReader(program: try Binary.path.get(), arguments: ["symbol-helper"], now: MonotonicClock.now)
    }

    private static func folder() throws -> Folder {
        let folder = try Folder()
        let pixels = DrawnSymbol().pixels()
        for (name, isEmpty) in [("symbol.png", false), ("empty.png", true)] {
            var sample = SamplePNG()
            (sample.width, sample.height) = (320, 240)
            sample.pixel = { x, y in [isEmpty ? 128 : pixels[y * 320 + x]] }
            try Data(sample.bytes).write(to: URL(fileURLWithPath: folder.file(name)))
        }
        return folder
    }

    private static func differences(_ item: VectorItem, _ folder: Folder, _ reader: inout SymbolReader) throws
        -> [String]
    {
        let expected = try FrameVectors.expected(item)
        let got = try FrameVectors.results(item, folder: folder.path, &reader)
        return VectorComparison.differences(expected: expected, got: got).map(\.path)
    }

    @Test func findsWhatIsDrawnAndWhatIsAltered() throws {
        let folder = try Self.folder()
        var reader = try Self.reader()
        let none: [String: Any?] = ["file": "empty.png", "category": "none", "payload_hex": NSNull()]
        for (changes, places) in [
            ([:], []), (none, []), (["payload_hex": "00"], ["payload_hex"]),
            (["payload_hex": NSNull()], ["payload_hex"]),
            (["width": 321], ["width"]), (["height": 1], ["height"]), (["category": "none"], ["category"]),
            (["file": "empty.png"], ["category", "payload_hex"]),
            (none.merging(["file": "symbol.png"]) { $1 }, ["category", "payload_hex"]),
        ] as [([String: Any?], [String])] {
            let found = try Self.differences(Self.item(changes), folder, &reader)
            #expect(found == places, "\(changes)")
        }
    }

    /// What cannot be run is an error, never "as expected".
    @Test func refusesWhatCannotBeRun() throws {
        let folder = try Self.folder()
        try folder.write("hello", to: "text.png")
        var reader = try Self.reader()
        for changes in [
            ["file": nil], ["file": "../x.png"], ["file": ".."], ["file": "none.png"], ["file": "text.png"],
            ["width": nil], ["payload_hex": nil], ["category": nil],
        ] as [[String: Any?]] {
            var json = Self.item().json
            for (key, value) in changes { json[key] = value }
            var isRefused = false
            do { _ = try Self.differences(VectorItem(json: json, index: 0), folder, &reader) } catch {
                isRefused = true
            }
            #expect(isRefused, "\(changes)")
        }
    }
}
