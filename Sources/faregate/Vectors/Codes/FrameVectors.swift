import Fares
import Foundation
import SmartCard
import Symbols

/// Checker of pictures (`frames.json`): what is read from each, in the helper process and by all steps.
enum FrameVectors {
    /// A picture that the helper did not get through.
    struct Unread: Error, CustomStringConvertible {
        let words: Wording
        var description: String { words.english }
    }

    /// Those of an item's keys that a picture can answer for; all of them must be there.
    static func expected(_ item: VectorItem) throws -> [String: Any] {
        var expected: [String: Any] = [:]
        for key in ["payload_hex", "width", "height", "category"] {
            guard let value = item.json[key] else { throw VectorItem.MissingInput(path: key) }
            expected[key] = value
        }
        return expected
    }

    /// The values that a picture shows; how the drawing was made (version, level, size of a module) cannot be seen.
    ///
    /// `category` is `none` for a picture without a symbol; of the others a picture does not say which it is.
    static func results(_ item: VectorItem, folder: String) throws -> [String: Any] {
        var reader = try SymbolHelperCommand.reader()
        return try results(item, folder: folder, &reader)
    }

    /// The same with a reader that is there already.
    static func results(
        _ item: VectorItem, folder: String, _ reader: inout SymbolReader
    ) throws -> [String: Any] {
        let name = try item.text("file")
        // A list names files beside it, not elsewhere.
        guard !name.contains("/"), name != "..", name != "." else { throw VectorItem.MissingInput(path: "file") }
        let file = try readWholeFile("\(folder)/\(name)", limit: SymbolLimits.mostFileBytes)
        let chunks = try PNGChunks(file.span)
        var results: [String: Any] = ["width": chunks.width, "height": chunks.height]
        let isCalledNone = item.value("category") as? String == "none"
        switch reader.read(file: file) {
        case .read(let found):
            results["payload_hex"] = Hex.text(found.payload).lowercased()
            results["category"] = isCalledNone ? "a symbol" : item.value("category")
        case .nothing:
            results["payload_hex"] = NSNull()
            results["category"] = "none"
        case .badImage(let fault): throw fault
        case .helperDied: throw Unread(words: .symbolHelperDied)
        case .tooSlow: throw Unread(words: .symbolHelperTooSlow(SymbolLimits.fileMilliseconds))
        }
        return results
    }
}
