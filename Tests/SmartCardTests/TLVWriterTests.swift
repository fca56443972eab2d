import SmartCard
import TestSupport
import Testing

/// BER-TLV writing, and reading what was written.
struct TLVWriterTests {
    @Test(arguments: [
        (0x50, 0, "5000"), (0x9F02, 1, "9F0201"), (0xDF8129, 2, "DF812902"), (0x50, 127, "507F"), (0x50, 128, "508180"),
        (0x50, 255, "5081FF"), (0x50, 256, "50820100"), (0x50, 65535, "5082FFFF"),
    ])
    func headers(tag: UInt32, count: Int, expected: String) {
        var writer = TLVWriter()
        writer.write(tag, [UInt8](repeating: 0xAB, count: count))
        #expect(Hex.text(writer.bytes.dropLast(count)) == expected)
    }

    @Test func templates() {
        var writer = TLVWriter()
        writer.template(0x6F) { outer in
            outer.write(0x84, [0xAA])
            outer.template(0xA5) { $0.write(0x50, []) }
        }
        writer.raw([0x00])
        #expect(Hex.text(writer.bytes) == "6F078401AAA502500000")
    }

    @Test(arguments: 0..<16)
    func whatIsWrittenIsRead(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let tags: [UInt32] = [0x50, 0x5A, 0x82, 0x9F02, 0x9F37, 0xDF61, 0xDF8129]
        for _ in 0..<100 {
            var writer = TLVWriter()
            var expected: [(UInt32, [UInt8])] = []
            for _ in 0..<generator.below(8) {
                let tag = generator.one(of: tags)
                let value = generator.bytes(generator.one(of: [0, 1, 2, 16, 127, 128, 255, 256, 300]))
                writer.write(tag, value)
                expected.append((tag, value))
            }
            let data = writer.bytes
            var reader = TLVReader(0..<data.count)
            var naive = NaiveTLV(data).objects.makeIterator()
            for (tag, value) in expected {
                let object = try #require(try reader.next(in: data.span))
                #expect(object.tag == tag && Array(data[object.value]) == value)
                #expect(naive.next()?.hasSuffix("@\(object.value.lowerBound)..<\(object.value.upperBound)") == true)
            }
            #expect(try reader.next(in: data.span) == nil && naive.next() == nil)
        }
    }
}
