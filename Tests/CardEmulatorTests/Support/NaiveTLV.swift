/// A data object with what it holds; a plain parser that shares no code with the products.
struct NaiveTLV: Equatable {
    let tag: Int
    let value: [UInt8]
    let children: [NaiveTLV]

    /// All objects of `bytes`; nil if they don't parse.
    static func parse(_ bytes: [UInt8]) -> [NaiveTLV]? {
        var rest = bytes[...]
        var found: [NaiveTLV] = []
        while let first = rest.popFirst() {
            if first == 0 { continue }
            var tag = Int(first)
            if first & 0x1F == 0x1F {
                while let next = rest.popFirst() {
                    tag = tag << 8 | Int(next)
                    if next & 0x80 == 0 { break }
                }
            }
            guard var length = rest.popFirst().map(Int.init), length != 0x80 else { return nil }
            if length > 0x80 {
                let count = length & 0x7F
                length = 0
                for _ in 0..<count {
                    guard let next = rest.popFirst() else { return nil }
                    length = length << 8 | Int(next)
                }
            }
            guard length <= rest.count else { return nil }
            let value = Array(rest.prefix(length))
            rest = rest.dropFirst(length)
            let children = first & 0x20 != 0 ? parse(value) : []
            guard let children else { return nil }
            found.append(NaiveTLV(tag: tag, value: value, children: children))
        }
        return found
    }

    struct Unparsable: Error {}

    /// All objects of `bytes`, which must parse.
    static func objects(_ bytes: [UInt8]) throws -> [NaiveTLV] {
        guard let objects = parse(bytes) else { throw Unparsable() }
        return objects
    }

    /// The first object of a tag, at any depth.
    static func find(_ tag: Int, in objects: [NaiveTLV]) -> [UInt8]? {
        for object in objects {
            if object.tag == tag { return object.value }
            if let value = find(tag, in: object.children) { return value }
        }
        return nil
    }

    /// Tags with the lengths of plain values: `77(82:2 94:12)`. The length of a label `50` is left out.
    static func shape(_ objects: [NaiveTLV]) -> String {
        objects.map { object in
            let tag = String(object.tag, radix: 16, uppercase: true)
            if !object.children.isEmpty { return "\(tag)(\(shape(object.children)))" }
            return object.tag == 0x50 ? tag : "\(tag):\(object.value.count)"
        }.joined(separator: " ")
    }

    /// A data object list as tags and lengths.
    static func list(_ bytes: [UInt8]) -> [(tag: Int, length: Int)] {
        var rest = bytes[...]
        var found: [(Int, Int)] = []
        while let first = rest.popFirst() {
            var tag = Int(first)
            if first & 0x1F == 0x1F {
                while let next = rest.popFirst() {
                    tag = tag << 8 | Int(next)
                    if next & 0x80 == 0 { break }
                }
            }
            if let length = rest.popFirst() { found.append((tag, Int(length))) }
        }
        return found
    }
}
