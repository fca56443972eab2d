import SmartCard
import TestSupport
import Testing

/// BER-TLV reading: emv.md, 8.1.
struct TLVReaderTests {
    /// Bytes, and the objects found or the error.
    @Test(arguments: [
        ("", ""),
        ("9F02 01 05", "9F02@3..<4"),  // tag of two bytes
        ("DF8129 01 05", "DF8129@4..<5"),  // tag of three bytes
        ("50 02 4142 87 01 01", "50@2..<4 87@6..<7"),
        ("50 00 00 50 00", "50@2..<2 50@5..<5"),  // '00' between objects is filler
        ("FF FF 50 01 41 FF", "50@4..<5"),  // so is 'FF' at the top
        ("00 00", ""),
        ("50 81 01 41", "50@3..<4"), ("50 82 0001 41", "50@4..<5"),  // longer forms for short lengths
        ("50 81 00", "50@3..<3"),
        ("70 04 50 00 87 00", "70@2..<6"),  // not entered
        ("50", "truncated(at: 1)"), ("9F", "truncated(at: 1)"), ("9F02", "truncated(at: 2)"),
        ("50 02 41", "truncated(at: 2)"),  // value cut short
        ("50 81", "truncated(at: 2)"), ("50 82 00", "truncated(at: 2)"), ("50 82 0002 41", "truncated(at: 4)"),
        ("50 80 00 00", "lengthTooLong(at: 1)"),  // indefinite form, which EMV does not use
        ("50 83 000001 41", "lengthTooLong(at: 1)"),
        ("5F 81 82 83 01 00", "tagTooLong(at: 0)"), ("50 00 1F 80 80 80 01", "tagTooLong(at: 2)"),
    ])
    func reads(hex: String, expected: String) {
        let bytes = bytes(hex.filter { $0 != " " })
        #expect(Self.describe(bytes) == expected)
    }

    /// Inside a template `FF` may begin a private tag.
    @Test func fillerInsideATemplate() throws {
        let data = bytes("FF0101500141")
        var inner = TLVReader(0..<data.count)
        #expect(try inner.next(in: data.span)?.tag == 0xFF01)
        var outer = TLVReader(0..<data.count, filler: .zeroAndFF)
        #expect(try outer.next(in: data.span)?.tag == 0x01)
    }

    /// After an error the reader stays where it is.
    @Test func staysAtAnError() {
        let data = bytes("500141509F")
        var reader = TLVReader(0..<data.count)
        #expect(throws: Never.self) { try reader.next(in: data.span) }
        for _ in 0..<2 {
            #expect(throws: TLVError.lengthTooLong(at: 4)) { try reader.next(in: data.span) }
            #expect(reader.offset == 3)
        }
    }

    @Test func walksTemplates() throws {
        let data = bytes("6F0C8402AABBA5065001418701015000")
        var seen: [String] = []
        try TLVReader.walk(0..<data.count, of: data.span) { object, level in
            seen.append("\(level):\(TLVTag.name(object.tag))")
        }
        #expect(seen == ["0:6F", "1:84", "1:A5", "2:50", "2:87", "0:50"])
    }

    /// Objects lie on levels 0 to 7; the eighth template may be there but not entered.
    @Test(arguments: [(7, nil), (8, TLVError.tooDeep(at: 16))])
    func refusesDeepTemplates(levels: Int, expected: TLVError?) {
        var data: [UInt8] = []
        for level in stride(from: levels, to: 0, by: -1) { data += [0x70, UInt8((level - 1) * 2)] }
        var caught: TLVError?
        do throws(TLVError) {
            try TLVReader.walk(0..<data.count, of: data.span) { _, _ in }
        } catch {
            caught = error
        }
        #expect(caught == expected)
    }

    /// Any bytes: no trap, and the same as the plainest parser.
    @Test(arguments: 0..<16)
    func agreesWithTheNaiveParser(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            // Small lengths make objects follow each other instead of the first running over the end.
            var data = generator.bytes(generator.below(40))
            for at in data.indices where generator.below(3) == 0 { data[at] %= 4 }
            let naive = NaiveTLV(data)
            var found = NaiveTLV([])
            var reader = TLVReader(0..<data.count, filler: .zeroAndFF)
            do throws(TLVError) {
                while let object = try reader.next(in: data.span) {
                    let name = data[object.start...].prefix(TLVTag.name(object.tag).utf8.count / 2)
                        .map { String($0, radix: 16) }.joined(separator: " ")
                    found.objects.append("\(name)@\(object.value.lowerBound)..<\(object.value.upperBound)")
                }
            } catch {
                found.failure = error.offset
            }
            #expect(found == naive, "seed \(seed): \(Hex.text(data))")
            _ = try? TLVReader.walk(0..<data.count, of: data.span) { _, _ in }
        }
    }

    static func describe(_ bytes: [UInt8]) -> String {
        var reader = TLVReader(0..<bytes.count, filler: .zeroAndFF)
        var found: [String] = []
        do throws(TLVError) {
            while let object = try reader.next(in: bytes.span) {
                found.append("\(TLVTag.name(object.tag))@\(object.value.lowerBound)..<\(object.value.upperBound)")
            }
        } catch {
            return name(error)
        }
        return found.joined(separator: " ")
    }
}
