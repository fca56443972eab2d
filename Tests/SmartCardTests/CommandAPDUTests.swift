import SmartCard
import TestSupport
import Testing

/// Commands of ISO/IEC 7816-3, cases 1 to 4, short and extended.
struct CommandAPDUTests {
    private static let data = [UInt8](repeating: 0xDA, count: 0x1234)

    /// Case, command, and the bytes around its data.
    static let cases: [(name: String, command: CommandAPDU, head: String, tail: String)] = [
        ("1", CommandAPDU(0x00, 0x44, 0, 0), "00440000", ""),
        ("2 short", CommandAPDU(0x00, 0xB2, 1, 0x0C, expectedLength: 5), "00B2010C05", ""),
        ("2 short, 256", CommandAPDU(0x00, 0xB2, 1, 0x0C, expectedLength: 256), "00B2010C00", ""),
        ("2 extended", CommandAPDU(0x00, 0xB0, 0, 0, expectedLength: 257), "00B00000000101", ""),
        ("2 extended, 65,536", CommandAPDU(0x00, 0xB0, 0, 0, expectedLength: 65_536), "00B00000000000", ""),
        ("2 extended by wish", CommandAPDU(0, 0xB0, 0, 0, expectedLength: 5, isExtended: true), "00B00000000005", ""),
        ("3 short", CommandAPDU(0x00, 0x82, 0, 0, data: [1, 2]), "0082000002", ""),
        ("3 short, 255", CommandAPDU(0x00, 0x82, 0, 0, data: Array(data.prefix(255))), "00820000FF", ""),
        ("3 extended", CommandAPDU(0x00, 0x82, 0, 0, data: Array(data.prefix(256))), "00820000000100", ""),
        ("4 short", CommandAPDU(0x00, 0xA4, 4, 0, data: [1], expectedLength: 256), "00A4040001", "00"),
        ("4 extended", CommandAPDU(0x00, 0xA4, 4, 0, data: data, expectedLength: 300), "00A40400001234", "012C"),
        (
            "4 extended by Le", CommandAPDU(0x00, 0xA4, 4, 0, data: [1], expectedLength: 65_536), "00A40400000001",
            "0000"
        ),
    ]

    @Test(arguments: cases.indices)
    func writesAndReads(index: Int) throws {
        let (name, command, head, tail) = Self.cases[index]
        #expect(Hex.text(command.bytes) == head + Hex.text(command.data) + tail, "case \(name)")
        #expect(try CommandAPDU(parsing: command.bytes) == command, "case \(name)")
    }

    @Test(arguments: [
        ("", APDUError.tooShort(count: 0)), ("00A404", .tooShort(count: 3)), ("00A404000E3250", .lengthMismatch(at: 4)),
        ("00A4040001AABBCC", .lengthMismatch(at: 4)), ("00A404000000", .lengthMismatch(at: 4)),
        ("00A40400000002AA", .lengthMismatch(at: 5)), ("00A40400000000AA", .lengthMismatch(at: 5)),
    ])
    func refuses(hex: String, error: APDUError) {
        #expect(throws: error) { try CommandAPDU(parsing: bytes(hex)) }
    }

    /// Any bytes: a refusal, or a command that writes the same bytes.
    @Test(arguments: 0..<16)
    func anyBytes(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            var data = generator.bytes(generator.below(14))
            for at in data.indices where at > 3 && generator.below(2) == 0 { data[at] %= 8 }
            guard let command = try? CommandAPDU(parsing: data) else { continue }
            #expect(command.bytes == data, "seed \(seed): \(Hex.text(data))")
        }
    }
}
