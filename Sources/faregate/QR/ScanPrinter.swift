import QRTickets
import SmartCard
import Symbols

/// What `qr scan` prints.
struct ScanPrinter {
    let isJSON: Bool
    let language: Language

    /// The one object of a picture.
    func picture(_ found: FoundSymbol?, _ milliseconds: Double) -> String {
        let object = JSONValue.object(Self.members(found) + [("milliseconds", .number(milliseconds, decimals: 3))])
        return isJSON ? object.text() + "\n" : text(found, milliseconds)
    }

    /// A payload of a stream, with the frame it was read from, the first being 0.
    func payload(_ found: FoundSymbol, frame: Int, _ milliseconds: Double) -> String {
        let object = JSONValue.object(
            Self.members(found) + [("frame", .integer(frame)), ("milliseconds", .number(milliseconds, decimals: 3))])
        if isJSON { return object.line + "\n" }
        return language.pick("第 \(frame) 帧：", "frame \(frame): ") + text(found, milliseconds)
    }

    /// The end of a stream.
    func summary(_ counts: ScanCounts) -> String {
        if isJSON { return JSONValue.object([("summary", counts.json)]).line + "\n" }
        return language.pick(
            "\(counts.frames) 帧，\(counts.framesRead) 帧读出，\(counts.payloads) 个新码",
            "\(counts.frames) frames, \(counts.framesRead) read, \(counts.payloads) new payloads")
            + (counts.lost > 0
                ? language.pick("，\(counts.lost) 帧因识读进程出错而未读", ", \(counts.lost) lost with the helper process")
                : "") + "\n"
    }

    private func text(_ found: FoundSymbol?, _ milliseconds: Double) -> String {
        let time = fixed(milliseconds, 1)
        guard let found else {
            return language.pick("没有可识读的码（\(time) 毫秒）\n", "no code that can be read (\(time) ms)\n")
        }
        let count = found.payload.count
        let facts = language.pick(
            "\(Self.name(found.symbology))，\(count) 字节，格式 \(Self.format(found))，\(time) 毫秒",
            "\(Self.name(found.symbology)), \(count) bytes, format \(Self.format(found)), \(time) ms")
        return "\(facts)\n\(Hex.text(found.payload).lowercased())\n"
    }

    private static func members(_ found: FoundSymbol?) -> [(String, JSONValue)] {
        [
            ("payload_hex", .optional(found.map { Hex.text($0.payload).lowercased() })),
            ("format", .optional(found.map(format))),
            ("symbology", .optional(found.map { name($0.symbology) })),
        ]
    }

    private static func format(_ found: FoundSymbol) -> String {
        guard found.payload.count <= CodeFormat.mostBytes else { return CodeResult.tooLarge.rawValue }
        return CodeFormat.recognise(found.payload.span)?.rawValue ?? CodeResult.unknownFormat.rawValue
    }

    private static func name(_ symbology: Symbology) -> String {
        switch symbology {
        case .qr: "qr"
        case .aztec: "aztec"
        case .dataMatrix: "data-matrix"
        }
    }
}
