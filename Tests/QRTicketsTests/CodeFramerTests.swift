import QRTickets
import TestSupport
import Testing

/// The cutting of a scanner's bytes into codes: the same however they come in pieces, whatever bytes are in a code.
struct CodeFramerTests {
    private static let silence = FramerSettings().silenceNanoseconds

    /// A code of the Ministry's length, filled with one byte.
    private static func ministry(_ fill: UInt8 = 0x33, count: Int = 332) -> [UInt8] {
        [0x81, UInt8((count - 3) >> 8), UInt8((count - 3) & 0xFF)] + [UInt8](repeating: fill, count: count - 3)
    }

    private static func fareGate(_ fill: UInt8 = 0x33, count: Int = 300) -> [UInt8] {
        [0x46, 0x47, 1, 2, UInt8((count - 6) >> 8), UInt8((count - 6) & 0xFF)]
            + [UInt8](repeating: fill, count: count - 6)
    }

    private static func alipay(_ fill: UInt8 = 0x33) -> [UInt8] {
        let part = [UInt8](repeating: fill, count: 115)
        let signature = [UInt8](repeating: fill, count: 70)
        return [2, 1, 0, 115] + part + [70] + signature + [4, 1, 2, 3, 4] + [56] + signature.prefix(56)
    }

    private static func uicStatic(_ fill: UInt8 = 0x33) -> [UInt8] {
        Array("#UT02108000002".utf8) + [UInt8](repeating: fill, count: 64) + Array("0200".utf8)
            + [UInt8](repeating: fill, count: 200)
    }

    private static func dynamic(_ fill: UInt8 = 0x33) -> [UInt8] {
        [0x81, 0x55, 0x64] + [UInt8](repeating: fill, count: 200)
    }

    private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }
    private static func hex(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    /// Everything at once, then silence.
    private static func events(_ bytes: [UInt8], _ settings: FramerSettings = FramerSettings()) -> [FramerEvent] {
        var framer = CodeFramer(settings)
        return framer.receive(bytes.span, now: 1) + framer.silence(now: 1 + settings.silenceNanoseconds)
    }

    private static let codes: [[UInt8]] = [
        ministry(), ministry(count: 364), fareGate(), alipay(), [0x54, 0x01] + alipay(), uicStatic(),
    ]

    @Test("a code with a length ends with its last byte, without waiting for silence", arguments: codes.indices)
    func ownLength(index: Int) {
        let code = Self.codes[index]
        var framer = CodeFramer()
        for (at, byte) in code.enumerated() {
            let events = framer.receive([byte].span, now: UInt64(at))
            #expect(events == (at == code.count - 1 ? [.code(code)] : []))
        }
        #expect(framer.deadline == nil)
    }

    @Test("two codes without a gap are two codes", arguments: codes.indices, codes.indices)
    func backToBack(first: Int, second: Int) {
        let (first, second) = (Self.codes[first], Self.codes[second])
        #expect(Self.events(first + second) == [.code(first), .code(second)])
        #expect(Self.events(first + [0x0D, 0x0A] + second + [0x0D]) == [.code(first), .code(second)])
    }

    @Test("each of the 256 bytes stands at each place of a binary code")
    func everyByteEverywhere() {
        for value in UInt8.min...UInt8.max {
            for code in [
                Self.ministry(value), Self.fareGate(value), Self.alipay(value), Self.uicStatic(value),
                Self.dynamic(value),
            ] {
                #expect(Self.events(code) == [.code(code)], "filled with \(value)")
            }
        }
        for place in 3..<332 {
            var framer = CodeFramer()
            for value in UInt8.min...UInt8.max {
                var code = Self.ministry()
                code[place] = value
                let events = framer.receive(code.span, now: UInt64(value))
                guard events == [.code(code)] else {
                    Issue.record("\(value) at \(place)")
                    continue
                }
            }
        }
    }

    @Test(
        "lines and what scanners add",
        arguments: [
            ("101234567890123456\r", ["101234567890123456"]), ("\r\nM1ABC\r\nM1DEF\n", ["M1ABC", "M1DEF"]),
            ("https://example.org/a", ["https://example.org/a"]), ("T\r\nF\rU\n#\n", ["T", "F", "U", "#"]),
            ("TX1\r2", ["TX1\r2"]), ("", []), ("\r\n\r\n", []), ("FE01\n", ["FE01"]),
            ("622222222222\n", ["622222222222"]),
        ])
    func lines(bytes: String, expected: [String]) {
        #expect(Self.events(Self.text(bytes)) == expected.map { .code(Self.text($0)) })
    }

    @Test("hex and base64 are read where nothing else can be meant", arguments: codes.indices)
    func encodings(index: Int) {
        let code = Self.codes[index]
        let hex = Self.hex(code)
        #expect(Self.events(hex + [0x0D]) == [.code(code)])
        #expect(Self.events(Base64.text(code) + [0x0A]) == [.code(code)])
        var settings = FramerSettings()
        settings.encoding = .raw
        #expect(Self.events(hex + [0x0D], settings) == [.code(hex)])
        settings.encoding = .hex
        #expect(Self.events(hex, settings) == [.code(code)])
        #expect(Self.events([0x0D] + hex.dropLast() + [0x0D], settings) == [.notEncoded(Array(hex.dropLast()))])
        #expect(Self.events([0x81, 0x00, 0x0A], settings) == [.notEncoded([0x81, 0x00])])
        settings.encoding = .base64
        #expect(Self.events(Base64.text(code), settings) == [.code(code)])
        #expect(Self.events(Self.text("ab=c\n"), settings) == [.notEncoded(Self.text("ab=c"))])
        // One digit less: no whole code, so it stays the text that it is.
        let less = Array(hex.dropLast(2))
        #expect(Self.events(less) == [.code(less)])
    }

    @Test("a suffix that is set is taken off a code without a length, and only then")
    func suffixes() {
        let code = Self.dynamic() + [0x0D]
        #expect(Self.events(code) == [.code(code)])
        var settings = FramerSettings()
        for suffix in FramerSettings.Suffix.allCases {
            settings.suffix = suffix
            let added: [UInt8] =
                switch suffix {
                case .none: []
                case .carriageReturn: [0x0D]
                case .lineFeed: [0x0A]
                case .both: [0x0D, 0x0A]
                case .endOfText: [0x03]
                }
            #expect(Self.events(code + added, settings) == [.code(code)])
            #expect(Self.events(Self.ministry() + added + Self.alipay() + added, settings).count == 2)
        }
        settings.startsWithSTX = true
        settings.suffix = .endOfText
        let (alipay, line) = (Self.alipay(2), Self.text("M1ABC"))
        let stream = [2] + alipay + [3, 2] + line + [3, 2] + Self.ministry(3) + [3]
        #expect(Self.events(stream, settings) == [.code(alipay), .code(line), .code(Self.ministry(3))])
    }

    @Test("a hang-up in the middle is named, and the next code is whole")
    func hangUp() {
        let code = Self.ministry()
        for count in [1, 2, 3, 100, 331] {
            var framer = CodeFramer()
            let part = Array(code.prefix(count))
            #expect(framer.receive(part.span, now: 5).isEmpty)
            #expect(framer.deadline == 5 + Self.silence)
            #expect(framer.silence(now: 4 + Self.silence).isEmpty)
            #expect(framer.receive(code.span, now: 5 + Self.silence) == [.cutShort(part), .code(code)])
            #expect(framer.receive(part.span, now: 9 + Self.silence).isEmpty)
            #expect(framer.hangUp() == [.cutShort(part)])
            #expect(framer.hangUp().isEmpty)
        }
    }

    @Test("garbage before a code is a code of its own if there is a gap; glued to it, both are lost, never changed")
    func garbage() {
        let code = Self.ministry()
        for garbage: [UInt8] in [[0x00], [0x7F, 0x00], [0xFF, 0xFF, 0xFF], [0x13, 0x37, 0x0D]] {
            var framer = CodeFramer()
            #expect(framer.receive(garbage.span, now: 1).isEmpty)
            #expect(framer.receive(code.span, now: 1 + Self.silence) == [.code(garbage), .code(code)])
            #expect(Self.events(garbage + code) == [.code(garbage + code)])
        }
    }

    @Test("a flood is dropped until silence, and said once")
    func flood() {
        var framer = CodeFramer()
        let piece = [UInt8](repeating: 0x41, count: 1000)
        var events: [FramerEvent] = []
        for round in 0..<100 { events += framer.receive(piece.span, now: UInt64(round)) }
        #expect(events == [.tooLong])
        let code = Self.ministry()
        #expect(framer.receive(code.span, now: 1000).isEmpty)
        #expect(framer.receive(code.span, now: 1000 + Self.silence) == [.code(code)])
        #expect(Self.events([UInt8](repeating: 0x41, count: 4096)).count == 1)
        let longest = [UInt8](repeating: 0x41, count: 4096)
        #expect(Self.events(longest) == [.code(longest)])
        #expect(Self.events(longest + [0x41]) == [.tooLong])
    }

    @Test("pieces do not matter, whatever the bytes", arguments: UInt64(0)..<16)
    func pieces(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for round in 0..<1000 {
            var settings = FramerSettings()
            settings.encoding = random.one(of: FramerSettings.Encoding.allCases)
            settings.suffix = random.one(of: FramerSettings.Suffix.allCases)
            settings.startsWithSTX = random.oneIn(3)
            var stream: [UInt8] = []
            for _ in 0..<random.below(6) {
                switch random.below(4) {
                case 0: stream += random.one(of: Self.codes)
                case 1: stream += random.one(of: Self.codes).prefix(random.below(400))
                case 2: stream += Self.hex(random.one(of: Self.codes)) + [0x0D]
                default: stream += random.bytes(random.below(60))
                }
            }
            var framer = CodeFramer(settings)
            var pieces: [FramerEvent] = []
            var (at, now) = (0, UInt64(1))
            while at < stream.count {
                let count = min(1 + random.below(90), stream.count - at)
                pieces += framer.receive(Array(stream[at..<at + count]).span, now: now)
                at += count
                now += UInt64(random.below(Int(settings.silenceNanoseconds)))
            }
            pieces += framer.silence(now: now + settings.silenceNanoseconds)
            #expect(pieces == Self.events(stream, settings), "seed \(seed), round \(round)")
        }
    }

    @Test("lines from a pipe")
    func lineCodes() {
        let code = Self.ministry()
        var lines = LineCodes()
        let stream =
            Self.hex(code) + [0x0A] + Base64.text(code) + [0x0D, 0x0A] + Self.text("101234567890123456\n\n")
            + [UInt8](repeating: 0x61, count: 9000) + Self.text("\nhello!")
        var events: [FramerEvent] = []
        for byte in stream { events += lines.receive([byte].span) }
        events += lines.finish()
        #expect(
            events == [
                .code(code), .code(code), .code(Self.text("101234567890123456")), .tooLong, .code(Self.text("hello!")),
            ])
        #expect(lines.finish().isEmpty)
    }

    @Test(
        "base64 has one spelling",
        arguments: [
            ("Zg==", "66"), ("Zm8=", "666f"), ("Zm9v", "666f6f"), ("Zh==", nil), ("Zm9=", nil), ("Zg=", nil),
            ("Zg===", nil), ("====", nil), ("Z===", nil), ("Zm 8", nil), ("+/+/", "fbffbf"), ("", nil),
        ])
    func base64(line: String, expected: String?) {
        let bytes = EncodedLine.base64(Self.text(line).span)
        #expect(bytes.map { String(decoding: Self.hex($0), as: UTF8.self) } == expected)
    }
}

/// A base64 writer of the plainest kind.
private enum Base64 {
    static func text(_ bytes: [UInt8]) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = Array(bytes[start..<min(start + 3, bytes.count)]) + [0, 0]
            let bits = Int(part[0]) << 16 | Int(part[1]) << 8 | Int(part[2])
            let letter = [18, 12, 6, 0].map { letters[bits >> $0 & 63] }
            text += letter.prefix(min(4, bytes.count - start + 1))
            text += [UInt8](repeating: 0x3D, count: max(0, 3 - (bytes.count - start)))
        }
        return text
    }
}
