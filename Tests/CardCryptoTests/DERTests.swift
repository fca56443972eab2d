import CardCrypto
import TestSupport
import Testing

/// DER in its one encoding: what is taken, and every spare form that is not.
struct DERTests {
    @Test(
        "a signature's two numbers, and nothing that only resembles them",
        arguments: [
            ([0x30, 6, 2, 1, 1, 2, 1, 2], true),
            ([0x30, 7, 2, 2, 0, 0x80, 2, 1, 1], true),  // a zero before a set top bit
            ([0x30, 6, 2, 1, 0x80, 2, 1, 1], false),  // negative
            ([0x30, 7, 2, 2, 0, 0x7F, 2, 1, 1], false),  // a zero that is not needed
            ([0x30, 8, 2, 3, 0, 0, 0x80, 2, 1, 1], false),  // two zeros
            ([0x30, 6, 2, 1, 0, 2, 1, 1], false),  // r = 0
            ([0x30, 6, 2, 1, 1, 2, 1, 0], false),  // s = 0
            ([0x30, 5, 2, 0, 2, 1, 1], false),  // no digits
            ([0x30, 0x81, 6, 2, 1, 1, 2, 1, 2], false),  // long form below 128
            ([0x30, 0x82, 0, 6, 2, 1, 1, 2, 1, 2], false),  // long form with a zero
            ([0x30, 7, 2, 0x81, 1, 1, 2, 1, 2], false),  // long form inside
            ([0x30, 0x80, 2, 1, 1, 2, 1, 2, 0, 0], false),  // indefinite form
            ([0x30, 6, 2, 1, 1, 2, 1, 2, 0], false),  // a byte after it
            ([0x30, 7, 2, 1, 1, 2, 1, 2, 0], false),  // a byte after s
            ([0x30, 9, 2, 1, 1, 2, 1, 2, 2, 1, 3], false),  // a third number
            ([0x30, 3, 2, 1, 1], false),  // one number
            ([0x30, 5, 2, 1, 1, 2, 1, 2], false),  // too short by one
            ([0x30, 8, 2, 1, 1, 2, 1, 2], false),  // too long by two
            ([0x30, 6, 2, 2, 1, 2, 1, 2], false),  // r takes what is s's
            ([0x31, 6, 2, 1, 1, 2, 1, 2], false),  // SET
            ([0x30, 6, 3, 1, 1, 2, 1, 2], false),  // BIT STRING
            ([0x30], false), ([], false), ([0x30, 0], false),
        ] as [([UInt8], Bool)])
    func pair(bytes: [UInt8], isTaken: Bool) {
        let isPair = PairEncoding.numbers(bytes.span) != nil
        #expect(isPair == isTaken)
    }

    @Test("lengths are in their shortest form", arguments: [0, 1, 127, 128, 255, 256, 300, 65_535])
    func lengths(count: Int) {
        let forms: [(bytes: [UInt8], isShortest: Bool)] = [
            (count < 128 ? [UInt8(count)] : [], count < 128),
            (count < 256 ? [0x81, UInt8(count)] : [], (128...255).contains(count)),
            ([0x82, UInt8(count >> 8), UInt8(count & 0xFF)], count > 255),
            ([0x83, 0, UInt8(count >> 8), UInt8(count & 0xFF)], false),
        ]
        for form in forms where !form.bytes.isEmpty {
            let bytes = [0x04] + form.bytes + [UInt8](repeating: 7, count: count)
            var reader = DERReader(0..<bytes.count)
            let contents = reader.take(0x04, in: bytes.span)
            #expect((contents != nil) == form.isShortest)
            if let contents {
                #expect(contents == (bytes.count - count)..<bytes.count && reader.isAtEnd)
            } else {
                #expect(reader.offset == 0)
            }
        }
    }

    @Test("every pair is written in the one form that is read", arguments: 0..<16)
    func writtenAndRead(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            var pair = random.bytes(64)
            for start in [0, 32] { for index in start..<(start + random.below(32)) { pair[index] = 0 } }
            guard let bytes = PairEncoding.bytes(pair) else {
                #expect(pair.prefix(32).allSatisfy { $0 == 0 } || pair.suffix(32).allSatisfy { $0 == 0 })
                continue
            }
            #expect(PairEncoding.pair(bytes.span, length: 32) == pair)
            // Another byte anywhere is another pair or none.
            var changed = bytes
            changed[random.below(bytes.count)] ^= UInt8(1 + random.below(255))
            if let other = PairEncoding.pair(changed.span, length: 32) {
                #expect(other != pair && PairEncoding.bytes(other) == changed)
            }
        }
    }

    @Test("random bytes do not trap, and what is read is written as it was", arguments: 0..<16)
    func randomBytes(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            var bytes = random.bytes(random.below(80))
            if random.oneIn(2), bytes.count > 4 {
                (bytes[0], bytes[1]) = (0x30, UInt8(bytes.count - 2))
                (bytes[2], bytes[3]) = (0x02, UInt8(random.below(bytes.count)))
            }
            if let pair = PairEncoding.pair(bytes.span, length: 32) { #expect(PairEncoding.bytes(pair) == bytes) }
            #expect(DSAPublicKey(certificate: bytes) == nil && DSAPublicKey(subjectPublicKeyInfo: bytes) == nil)
        }
    }

    @Test("numbers longer than their field are no pair")
    func tooLong() {
        let bytes: [UInt8] = [0x30, 0x26, 0x02, 0x21, 0x01] + [UInt8](repeating: 0, count: 32) + [0x02, 0x01, 0x01]
        let isPair = PairEncoding.numbers(bytes.span) != nil
        #expect(isPair && PairEncoding.pair(bytes.span, length: 32) == nil)
    }
}
