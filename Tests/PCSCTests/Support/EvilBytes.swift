/// Answers made wrong: a status word behind data that are BER-TLV, or were.
enum EvilBytes {
    /// The answer without its status word.
    static func data(_ answer: [UInt8]) -> [UInt8] { Array(answer.dropLast(2)) }

    /// An answer that says that all is well.
    static func fine(_ data: [UInt8]) -> [UInt8] { data + [0x90, 0x00] }

    /// An object with its length in the shortest form.
    static func object(_ tag: [UInt8], _ value: [UInt8]) -> [UInt8] {
        switch value.count {
        case ..<0x80: tag + [UInt8(value.count)] + value
        case ..<0x100: tag + [0x81, UInt8(value.count)] + value
        default: tag + [0x82, UInt8(value.count >> 8), UInt8(value.count & 0xFF)] + value
        }
    }

    /// The answer with each object of this tag replaced, and all lengths around it made right again.
    static func replacing(_ tag: [UInt8], in answer: [UInt8], by objects: ([UInt8]) -> [UInt8]) -> [UInt8] {
        rewrite(data(answer)[...], tag, objects) + answer.suffix(2)
    }

    /// The answer with the value of each object of this tag changed.
    static func changing(_ tag: [UInt8], in answer: [UInt8], _ change: ([UInt8]) -> [UInt8]) -> [UInt8] {
        replacing(tag, in: answer) { object(tag, change($0)) }
    }

    private static func rewrite(_ bytes: ArraySlice<UInt8>, _ wanted: [UInt8], _ objects: ([UInt8]) -> [UInt8])
        -> [UInt8]
    {
        var rest = bytes
        var written: [UInt8] = []
        while let first = rest.first {
            var tag = [first]
            rest = rest.dropFirst()
            if first & 0x1F == 0x1F {
                while let next = rest.first {
                    tag.append(next)
                    rest = rest.dropFirst()
                    if next & 0x80 == 0 { break }
                }
            }
            var length = Int(rest.first ?? 0)
            rest = rest.dropFirst()
            if length > 0x80 {
                let count = length - 0x80
                length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
                rest = rest.dropFirst(count)
            }
            let value = rest.prefix(length)
            rest = rest.dropFirst(length)
            if tag == wanted {
                written += objects(Array(value))
            } else if first & 0x20 != 0 {
                written += object(tag, rewrite(value, wanted, objects))
            } else {
                written += object(tag, Array(value))
            }
        }
        return written
    }

    /// Random bytes, the same for the same seed.
    static func random(_ count: Int, seed: UInt64) -> [UInt8] {
        var generator = TestGenerator(seed: seed)
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
