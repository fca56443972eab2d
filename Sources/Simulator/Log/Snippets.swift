/// Pieces of text made once and copied into many rows.
struct Snippets {
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    /// Adds a piece; its number is the count of those before it.
    mutating func add(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        ends.append(bytes.count)
    }

    /// Copies a piece to the end of a buffer.
    func append(_ number: Int, to buffer: inout ByteBuffer) {
        buffer.append(bytes.span.extracting(ends[number]..<ends[number + 1]))
    }
}

extension Snippets {
    /// `HH:MM:SS` for every second of a day.
    static func times() -> Snippets {
        var times = Snippets()
        times.bytes.reserveCapacity(86_400 * 8)
        times.ends.reserveCapacity(86_401)
        for second in 0..<86_400 {
            for (position, part) in [second / 3600, second / 60 % 60, second % 60].enumerated() {
                if position > 0 { times.bytes.append(0x3A) }
                times.bytes.append(UInt8(0x30 + part / 10))
                times.bytes.append(UInt8(0x30 + part % 10))
            }
            times.ends.append(times.bytes.count)
        }
        return times
    }
}
