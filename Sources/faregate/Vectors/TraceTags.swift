import SmartCard

/// What a recorded dialogue says, object by object.
enum TraceTags {
    private static let templates: Set<UInt8> = [0x6F, 0x70, 0x77]

    /// The values of all primitive objects in normal answers that are EMV templates, by tag, distinct and in order.
    ///
    /// The files count the first object of a tag in each answer, so of a directory the first entry; their tags are
    /// numbers in hex, without a zero in front. An answer that cannot be read as a whole counts for nothing.
    static func values(of transcript: Transcript) -> [String: [String]] {
        var values: [String: [String]] = [:]
        for exchange in transcript.exchanges {
            guard exchange.answer.suffix(2) == [0x90, 0x00], let first = exchange.answer.first,
                templates.contains(first), let objects = primitives(Array(exchange.answer.dropLast(2)))
            else { continue }
            var seen: Set<UInt32> = []
            for (tag, value) in objects where seen.insert(tag).inserted {
                let name = String(tag, radix: 16, uppercase: true)
                if values[name]?.contains(value) != true { values[name, default: []].append(value) }
            }
        }
        return values
    }

    private static func primitives(_ bytes: [UInt8]) -> [(UInt32, String)]? {
        var objects: [(UInt32, String)] = []
        do throws(TLVError) {
            try TLVReader.walk(0..<bytes.count, of: bytes.span) { object, _ in
                if !object.isConstructed { objects.append((object.tag, Hex.text(bytes[object.value]))) }
            }
        } catch {
            return nil
        }
        return objects
    }

    /// The value of the first object of a tag, at any depth; nil if there is none, or the bytes cannot be read.
    static func value(of tag: UInt32, in bytes: [UInt8]) -> [UInt8]? {
        var found: [UInt8]?
        try? TLVReader.walk(0..<bytes.count, of: bytes.span) { object, _ in
            if object.tag == tag, found == nil { found = Array(bytes[object.value]) }
        }
        return found
    }

    /// The entries (`61`) of a directory, in the words of the files.
    static func directory(in bytes: [UInt8]) -> [[String: Any]] {
        var entries: [[String: Any]] = []
        try? TLVReader.walk(0..<bytes.count, of: bytes.span) { object, _ in
            guard object.tag == 0x61 else { return }
            let entry = Array(bytes[object.value])
            guard let name = value(of: 0x4F, in: entry) else { return }
            entries.append([
                "aid": Hex.text(name), "priority": Hex.text(value(of: 0x87, in: entry) ?? []),
                "label": String(decoding: value(of: 0x50, in: entry) ?? [], as: UTF8.self),
            ])
        }
        return entries
    }
}
