import QRTickets
import TestSupport
import Testing

/// Unaligned PER: bit by bit against a writer and a naive reader, and its bounds.
struct PackedTests {
    @Test(
        "lengths in their shortest form only",
        arguments: [
            ([0x00], 0), ([0x7F], 127), ([0x80, 0x80], 128), ([0xBF, 0xFF], 16_383), ([0x80, 0x7F], nil),
            ([0x80, 0x00], nil), ([0xC1, 0x00], nil), ([0xFF, 0xFF], nil), ([0x80], nil), ([], nil),
        ] as [([UInt8], Int?)])
    func lengths(bytes: [UInt8], length: Int?) {
        var reader = PackedReader(byteCount: bytes.count)
        let found = try? reader.length(in: bytes.span)
        #expect(found == length)
    }

    @Test("a number's patterns beyond its range are refused, at their first bit")
    func ranges() throws {
        let bytes: [UInt8] = [0xFF, 0xFF, 0xFF]
        for range in [1...32_000, 0...99_999, 1...366, 0...1439, 1...3600, 2016...2269] {
            var reader = PackedReader(byteCount: bytes.count)
            _ = try reader.bits(3, in: bytes.span)
            #expect(throws: PackedFault(bit: 3)) { try reader.number(range, in: bytes.span) }
        }
        var reader = PackedReader(byteCount: 1)
        #expect(throws: PackedFault(bit: 0)) { try reader.bits(9, in: bytes.span) }
    }

    @Test("what is written is read, at any bit offset", arguments: 0..<16)
    func roundTrip(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<200 {
            let (shift, number) = (random.below(16), random.below(366) + 1)
            let octets = random.bytes(random.below(300))
            let text = String(decoding: random.bytes(random.below(200)).map { $0 & 0x7F }, as: UTF8.self)
            var writer = PackedWriter()
            writer.bits(random.below(1 << shift), shift)
            writer.number(number, 1...366)
            writer.octets(octets)
            writer.text(text)
            let bytes = writer.bytes
            var reader = PackedReader(byteCount: bytes.count)
            _ = try reader.bits(shift, in: bytes.span)
            #expect(try reader.number(1...366, in: bytes.span) == number)
            #expect(try reader.octets(in: bytes.span) == octets)
            #expect(try reader.text(in: bytes.span) == Array(text.utf8))
            try reader.expectEnd(in: bytes.span)
        }
    }

    @Test("a run of bits is copied as a naive loop copies it", arguments: 0..<16)
    func copies(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<200 {
            let bytes = random.bytes(1 + random.below(40))
            let start = random.below(bytes.count * 8)
            let end = start + random.below(bytes.count * 8 - start + 1)
            var naive = [UInt8](repeating: 0, count: (end - start + 7) / 8)
            for bit in start..<end where bytes[bit / 8] & 0x80 >> UInt8(bit % 8) != 0 {
                naive[(bit - start) / 8] |= 0x80 >> UInt8((bit - start) % 8)
            }
            #expect(PackedReader.copy(start..<end, of: bytes.span) == naive)
        }
    }

    @Test("padding is less than a byte, and zero")
    func padding() throws {
        for (bytes, isEnd) in [([0xE0], true), ([0xE1], false), ([0xE0, 0], false)] as [([UInt8], Bool)] {
            var reader = PackedReader(byteCount: bytes.count)
            _ = try reader.bits(3, in: bytes.span)
            let ends = (try? reader.expectEnd(in: bytes.span)) != nil
            #expect(ends == isEnd)
        }
    }

    @Test("days of years against the calendar")
    func days() throws {
        for (time, day, second) in [
            (1_795_392_000, 327, 0), (1_798_761_599, 365, 86_399), (1_798_761_600, 1, 0), (951_782_400, 60, 0),
            (951_868_800, 61, 0), (1_735_603_200, 366, 0), (0, 1, 0),
        ] as [(UInt32, Int, Int)] {
            #expect(UICMoment.at(time) == UICMoment(day: day, second: second))
            #expect(UICMoment(day: day, second: second).time(near: time) == time)
        }
        // Day 366 of a year that has 365, far from any that has more.
        #expect(UICMoment(day: 366, second: 0).time(near: 1_795_392_000) == nil)
        #expect(UICEndOfValidity(year: 2027, day: 366, minute: 0) == nil)
        #expect(UICEndOfValidity(year: 2028, day: 366, minute: 1439)?.time == 1_861_919_940)
    }

    @Test(
        "algorithm names, in their shortest form only",
        arguments: [
            (UICAlgorithm.p256, "1.2.840.10045.3.1.7"), (UICAlgorithm.ecdsaSHA256, "1.2.840.10045.4.3.2"),
            ([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x02], "2.16.840.1.101.3.4.3.2"),
            ([0x88, 0x37], "2.999"),
            ([], nil), ([0x80, 0x01], nil), ([0x2A, 0x86], nil), ([UInt8](repeating: 0xFF, count: 20) + [1], nil),
        ] as [([UInt8], String?)])
    func names(contents: [UInt8], name: String?) {
        #expect(UICAlgorithm.name(contents) == name)
    }
}
