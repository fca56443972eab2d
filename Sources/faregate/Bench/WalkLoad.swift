import SmartCard

/// The record of `tlv_floor.c`: the same objects and lengths.
struct WalkLoad {
    private static let objects: [(tag: UInt32, length: Int)] = [
        (0x5A, 8), (0x5F24, 3), (0x5F28, 2), (0x5F34, 1), (0x57, 19), (0x9F07, 2), (0x8C, 27), (0x8E, 12),
        (0x9F0D, 5), (0x9F0E, 5), (0x9F0F, 5), (0x9F32, 1), (0x9F47, 1), (0x8F, 1), (0x9F63, 16), (0x5F20, 15),
        (0x9F4A, 1), (0x9F5D, 6), (0x9F6C, 2),
    ]
    /// With the template around them.
    static let objectCount = objects.count + 1
    private let record: [UInt8]

    init() {
        var writer = TLVWriter()
        writer.template(0x70) { inner in
            for (index, object) in Self.objects.enumerated() {
                inner.write(object.tag, [UInt8](repeating: UInt8(index), count: object.length))
            }
        }
        record = writer.bytes
    }

    /// CPU nanoseconds a walk.
    func run() -> Double {
        let count = 20_000
        let clock = Stopwatch()
        var sum: UInt64 = 0
        for _ in 0..<count { sum &+= walk() }
        precondition(sum != 1)
        return clock.processorSeconds * 1e9 / Double(count)
    }

    @inline(never)
    private func walk() -> UInt64 {
        let bytes = record.span
        var sum: UInt64 = 0
        var outer = TLVReader(0..<bytes.count)
        while let template = try? outer.next(in: bytes) {
            var inner = TLVReader(template.value)
            while let object = try? inner.next(in: bytes) { sum &+= UInt64(object.tag) ^ UInt64(object.value.count) }
        }
        return sum
    }
}
