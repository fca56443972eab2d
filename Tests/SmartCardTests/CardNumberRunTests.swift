import SmartCard
import TestSupport
import Testing

/// Numbers that no tag announces.
struct CardNumberRunTests {
    /// What an answer holds, to READ RECORD unless it says otherwise, and what is left of it.
    @Test(arguments: [
        ("unknown tag", "DF7908" + "6225760008219524", "DF7908" + "6225760000009524"),
        ("unknown tag, odd", "DF790A" + "6212345678900001233F", "DF790A" + "6212340000000001233F"),
        (
            "unknown tag, ASCII", "DF7910" + "36323235373630303038323139353234",
            "DF7910" + "36323235373630303030303039353234"
        ),
        (
            "issuer application data", "9F1010" + "07011703900000010A01" + "622576000821",
            "9F1010" + "07011703900000010A01" + "622576000821"
        ),
        (
            "the same, whole", "9F1013" + "07011703900000010505" + "6225760008219524" + "00",
            "9F1013" + "07011703900000010505" + "6225760000009524" + "00"
        ),
        ("bare", "6225760008219524", "6225760000009524"),
        ("bare, zeros before", "00006225760008219524", "00006225760000009524"),
        ("bare, among digits", "01" + "6225760008219524" + "20301231", "01" + "6225760000009524" + "20301231"),
        ("wrong check digit", "6225760008219528", "6225760008219528"),
        ("begins like no number", "1234567890123452", "1234567890123452"),
        ("a date and a time", "DF7907" + "20260102080000", "DF7907" + "20260102080000"),
        ("file locator", "9410" + "08010100100103001801020020010200", "9410" + "08010100100103001801020020010200"),
        ("certificate", "9008" + "6225760008219524", "9008" + "6225760008219524"),
        ("in a template", "700BDF7908" + "6225760008219524", "700BDF7908" + "6225760000009524"),
        ("cut short", "7020DF7908" + "6225760008219524", "7020DF7908" + "6225760000009524"),
    ])
    func answers(name: String, answer: String, expected: String) {
        let masked = Transcript.masked(bytes(answer))
        #expect(Hex.text(masked) == expected, "\(name)")
        #expect(Transcript.masked(masked) == masked, "\(name): masking what is masked changes nothing")
    }

    /// Single values, whatever they are said to be.
    @Test(arguments: [
        ValueDecoder.text, .amount, .iad, .afl, .digits, .dol, .applicationIdentifier, .pan, .trackTwo, .none,
    ])
    func singleValues(decoder: ValueDecoder) {
        for form in ["6225760008219524", "06225760008219524F", "36323235373630303038323139353234"] {
            let masked = Hex.text(Transcript.masked(value: bytes(form), as: decoder))
            #expect(!masked.contains("6225760008219524") && !masked.contains("36323235373630303038323139353234"))
        }
        #expect(Transcript.masked(value: bytes("4001010048010100"), as: .afl) == bytes("4001010048010100"))
    }

    /// A PIN goes whole, in commands that are whole and in ones that are not.
    @Test(arguments: [
        ("00200080082412345FFFFFFFFF", "00200080080000000000000000"), ("002000800824123456", "002000800800000000"),
        ("0020008000", "0020008000"), ("84240000082412345FFFFFFFFF", "84240000080000000000000000"),
        ("00200080000008241234FFFFFFFFFF", "00200080000008" + "0000000000000000"),
    ])
    func pins(command: String, expected: String) {
        let masked = Transcript([.init(command: bytes(command), answer: [0x90, 0x00])]).masked()
        #expect(Hex.text(masked.exchanges[0].command) == expected)
    }

    /// Shenzhen Tong's number is four bytes of file 15, or of its copy.
    @Test func shenzhenTong() {
        let file = "0000000000000000FD210000518000004E61BC002017031420370314"
        let masked = "0000000000000000FD21000051800000000000002017031420370314"
        #expect(Hex.text(Transcript.masked(bytes(file), command: bytes("00B0950000"))) == masked)
        #expect(Hex.text(Transcript.masked(bytes("9F0C20" + file + "00000000"))) == "9F0C20" + masked + "00000000")
        let lines = ValueDecoder.shenzhenTongFile15.lines(bytes(file)).map(\.meaning.english)
        #expect(lines.first == "****5678")
        let revealed = ValueDecoder.shenzhenTongFile15.lines(bytes(file), in: .init(reveals: true))
        #expect(revealed.first?.meaning.english == "12345678 (4)")
    }

    /// Random bytes lose next to nothing: in one or two of a hundred such values a few digits go.
    @Test func ordinaryBytesStay() {
        var generator = SplitMix64(seed: 11)
        var changed = 0
        for _ in 0..<2000 {
            let value = generator.bytes(120)
            if Transcript.masked([0xDF, 0x79, 120] + value) != [0xDF, 0x79, 120] + value { changed += 1 }
        }
        #expect(changed < 40, "\(changed) of 2000")
    }

    /// However many numbers there are, each place is looked at once.
    @Test func manyNumbers() {
        var generator = SplitMix64(seed: 3)
        var record: [UInt8] = []
        for _ in 0..<20_000 {
            record += [0x5A, 8, 0x62] + (0..<7).map { _ in UInt8(generator.below(10) * 16 + generator.below(10)) }
        }
        let masked = Transcript.masked(record)
        #expect(masked[5] == 0 && masked[record.count - 4] == 0)
    }
}
