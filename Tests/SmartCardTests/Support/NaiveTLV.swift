/// The rules of emv.md, 8.1, as plainly as they can be written: a list of objects, or where it breaks.
struct NaiveTLV: Hashable {
    var objects: [String] = []
    var failure: Int?

    init(_ bytes: [UInt8]) { failure = read(bytes) }

    private mutating func read(_ bytes: [UInt8]) -> Int? {
        var at = 0
        func take() -> Int? {
            guard at < bytes.count else { return nil }
            at += 1
            return Int(bytes[at - 1])
        }
        while true {
            while at < bytes.count, bytes[at] == 0 || bytes[at] == 0xFF { at += 1 }
            let start = at
            guard var last = take() else { return nil }
            var tag = [last]
            if last % 32 == 31 {
                repeat {
                    guard let next = take() else { return at }
                    guard tag.count < 3 else { return start }
                    tag.append(next)
                    last = next
                } while last >= 128
            }
            guard var length = take() else { return at }
            if length > 127 {
                let count = length - 128
                guard count == 1 || count == 2 else { return at - 1 }
                guard bytes.count - at >= count else { return at }
                length = 0
                for _ in 0..<count { length = length * 256 + (take() ?? 0) }
            }
            guard bytes.count - at >= length else { return at }
            let name = tag.map { String($0, radix: 16) }.joined(separator: " ")
            objects.append("\(name)@\(at)..<\(at + length)")
            at += length
        }
    }
}
