import SmartCard
import TestSupport
import Testing

/// The canary: a known card number in every form it may take, none of which comes out.
struct MaskingTests {
    private static let number = "6225760008219527"
    private static let nineteen = "6212345678900001239"
    private static let purse = "3104851995876543219"

    /// Every way in which digits may be written into bytes.
    private static func forms(_ digits: String) -> [[UInt8]] {
        let even = digits.count % 2 == 0 ? digits : digits + "F"
        let shifted = "0" + digits + (digits.count % 2 == 0 ? "0" : "")
        return [bytes(even), bytes(shifted), Array(digits.utf8)]
    }

    /// Whether the digits stand anywhere in the bytes, at either half, or as letters.
    private static func holds(_ data: [UInt8], _ digits: String) -> Bool {
        Hex.text(data).contains(digits) || String(decoding: data, as: UTF8.self).contains(digits)
    }

    private static func expectMasked(
        _ transcript: Transcript, _ digits: [String], location: SourceLocation = #_sourceLocation
    ) {
        let masked = transcript.masked()
        #expect(masked.exchanges.count == transcript.exchanges.count, sourceLocation: location)
        for (before, after) in zip(transcript.exchanges, masked.exchanges) {
            #expect(before.command.count == after.command.count, sourceLocation: location)
            #expect(before.answer.count == after.answer.count, sourceLocation: location)
            #expect(before.answer.suffix(2) == after.answer.suffix(2), sourceLocation: location)
            for number in digits {
                #expect(!holds(after.command, number), "\(Hex.text(after.command))", sourceLocation: location)
                #expect(!holds(after.answer, number), "\(Hex.text(after.answer))", sourceLocation: location)
            }
        }
        // Masking what is masked changes nothing.
        #expect(masked.masked() == masked, sourceLocation: location)
    }

    /// Tag and value of a record, and what must stay and go.
    @Test(arguments: [
        ("5A", "6225760008219527", "6225760000009527"),
        ("5A", "6212345678900001239F", "6212340000000001239F"),
        ("57", "6225760008219527D30122010000012345678F", "6225760000009527D30122010000000000000F"),
        ("9F6B", "6225760008219527D30122010000012345678F", "6225760000009527D30122010000000000000F"),
        ("9F6B", "000000100000", "000000100000"),  // PBOC's limit is no track
        (
            "56", "42363232353736303030383231393532375E5A48414E472F53414E5E33303132323031303030303132333435",
            "42363232353736303030303030393532375E5858585858585858585E33303132323031303030303030303030"
        ),
        ("5F20", "5A48414E472F53414E", "585858585858585858"), ("9F0B", "5A48", "5858"), ("9F61", "3434", "5858"),
        ("9F1F", "313233", "303030"), ("9F20", "12345F", "000000"), ("9F46", "AABBCC", "000000"),
        ("9F2D", "AABBCC", "000000"),
        ("9F26", "0102030405060708", "0102030405060708"),
        ("5A", "12345678", "00005678"), ("5A", "123456", "000000"), ("5A", "", ""),
    ])
    func masksValues(tag: String, value: String, expected: String) {
        var writer = TLVWriter()
        writer.template(0x70) { $0.write(bytes(tag).reduce(0) { $0 << 8 | UInt32($1) }, bytes(value)) }
        let header = writer.bytes.count - bytes(value).count
        #expect(Hex.text(Transcript.masked(writer.bytes).dropFirst(header)) == expected)
    }

    /// Every form of the number after it was seen once, in commands and answers.
    @Test func theCanaryNeverSings() {
        for digits in [Self.number, Self.nineteen] {
            var record = TLVWriter()
            record.template(0x70) { $0.write(0x5A, bytes(digits.count % 2 == 0 ? digits : digits + "F")) }
            var exchanges: [Transcript.Exchange] = []
            // Before and after the record that names it.
            for form in Self.forms(digits) {
                exchanges.append(
                    .init(command: [0x00, 0xDC, 0x01, 0x0C, UInt8(form.count)] + form, answer: [0x90, 0x00]))
            }
            exchanges.append(.init(command: [0x00, 0xB2, 0x01, 0x0C, 0x00], answer: record.bytes + [0x90, 0x00]))
            for form in Self.forms(digits) {
                exchanges.append(
                    .init(command: [0x00, 0xB0, 0x81, 0x00, 0x00], answer: [0x41] + form + [0x42, 0x90, 0x00]))
                exchanges.append(.init(command: [], answer: form + form + [0x90, 0x00]))
            }
            Self.expectMasked(Transcript(exchanges), [digits])
        }
    }

    /// A number with a wrong check digit that a tag names once goes everywhere, before and after; unnamed it stays.
    @Test(arguments: ["6225760008219520", "4000001234560009", "6212345678900001230", "3104851995876543210"])
    func aWrongCheckDigitIsNoHidingPlace(digits: String) {
        var named = TLVWriter()
        named.template(0x70) { $0.write(0x5A, bytes(digits.count % 2 == 0 ? digits : digits + "F")) }
        let record = Transcript.Exchange(
            command: [0x00, 0xB2, 0x01, 0x0C, 0x00], answer: named.bytes + [0x90, 0x00])
        for form in Self.forms(digits) {
            var unknown = TLVWriter()
            unknown.template(0x70) { $0.write(0xDF79, form) }
            let places = [
                Transcript.Exchange(command: [0x80, 0xCA, 0xDF, 0x79, 0x00], answer: unknown.bytes + [0x90, 0x00]),
                // An answer to reset that stands as a bare line, with the number among its historical bytes.
                .init(command: [0x3B, 0x80 | UInt8(form.count & 15), 0x80, 0x01] + form, answer: [0x90, 0x00]),
                .init(command: [0x80, 0xDA, 0x00, 0x00, UInt8(form.count)] + form, answer: [0x90, 0x00]),
                .init(command: [0x00, 0xB0, 0x81, 0x00, 0x00], answer: form + [0x61, 0x04]),
            ]
            Self.expectMasked(Transcript(places + [record]), [digits])
            Self.expectMasked(Transcript([record] + places), [digits])
            #expect(Transcript(places).masked() == Transcript(places), "unnamed: \(Hex.text(form))")
        }
    }

    /// Found in track 1, track 2 or Mastercard's track 2 alone, it goes everywhere else too.
    @Test(arguments: ["56", "57", "9F6B"])
    func fromTracks(tag: String) {
        let track =
            tag == "56" ? Array("B\(Self.number)^ZHANG/SAN^3012201".utf8) : bytes(Self.number + "D301220100000000000F")
        var record = TLVWriter()
        record.template(0x70) { $0.write(bytes(tag).reduce(0) { $0 << 8 | UInt32($1) }, track) }
        Self.expectMasked(
            Transcript([
                .init(command: [0x00, 0xB2, 0x01, 0x0C, 0x00], answer: record.bytes + [0x90, 0x00]),
                .init(command: [], answer: Array(Self.number.utf8) + [0x90, 0x00]),
            ]), [Self.number, "ZHANG"])
    }

    /// A number that runs over the end of one answer into the next.
    @Test func acrossGetResponse() {
        var record = TLVWriter()
        record.template(0x70) { $0.write(0x5A, bytes(Self.number)) }
        for cut in 1..<record.bytes.count {
            let first = Array(record.bytes[..<cut])
            let second = Array(record.bytes[cut...])
            let transcript = Transcript([
                .init(command: [0x00, 0xB2, 0x01, 0x0C, 0x00], answer: first + [0x61, UInt8(second.count)]),
                .init(command: [0x00, 0xC0, 0x00, 0x00, UInt8(second.count)], answer: second + [0x90, 0x00]),
                .init(command: [0x00, 0xB2, 0x02, 0x0C, 0x00], answer: bytes(Self.number) + [0x90, 0x00]),
            ])
            Self.expectMasked(transcript, [Self.number])
            let joined = transcript.masked().exchanges[..<2].flatMap { $0.answer.dropLast(2) }
            #expect(!Self.holds(joined, Self.number), "cut at \(cut)")
        }
    }

    /// T-Union's file 15, its copy in the FCI, and the copy of both files in T-Union cash.
    @Test func transitNumbers() {
        let serial = "0" + Self.purse
        let file = bytes("01011000FFFFFFFF0201" + serial + "20190718204012310000")
        var fci = TLVWriter()
        fci.template(0x6F) { outer in
            outer.write(0x84, bytes("A000000632010105"))
            outer.template(0xA5) { $0.write(0x9F0C, file) }
        }
        var cash = TLVWriter()
        cash.template(0xBF0C) {
            $0.write(0xDF11, bytes("05212482FFFFFFFF00" + Self.purse + "F010100000156240024820001FF"))
        }
        for answer in [file, fci.bytes, cash.bytes] {
            let command = answer == file ? bytes("00B0950000") : bytes("00A4040008A00000063201010500")
            Self.expectMasked(
                Transcript([
                    .init(command: command, answer: answer + [0x90, 0x00]),
                    .init(command: bytes("8070000008") + bytes(String(Self.purse.suffix(16))), answer: [0x90, 0x00]),
                    .init(command: [], answer: bytes(serial) + [0x90, 0x00]),
                ]), [Self.purse])
        }
        let masked = Transcript.masked(file, command: bytes("00B0950000"))
        #expect(Hex.text(masked[10..<20]) == "03104850000000003219")
        let beijing = Transcript.masked(bytes("1000751511409928"), command: bytes("00B0840020"))
        #expect(Hex.text(beijing) == "1000750000009928")
    }

    /// A broken answer is masked as far as it goes.
    @Test func brokenAnswers() {
        let answer = bytes("70205A08" + Self.number + "5F24")
        Self.expectMasked(Transcript([.init(command: [], answer: answer + [0x90, 0x00])]), [Self.number])
        Self.expectMasked(Transcript([.init(command: [], answer: [0x90]), .init(command: [1], answer: [])]), [])
    }

    /// No number of the public traces comes out, in records or anywhere else.
    @Test(.enabled(if: ExternalVectors.areThere, "skipped: external data not present"))
    func publicTraces() throws {
        var seen = 0
        for file in ["apdu-traces.json", "quickpass-synthetic.json", "transit.json"] {
            for item in try ExternalVectors.items(file) {
                let transcript = ExternalVectors.transcript(item)
                var numbers: [String] = []
                for exchange in transcript.exchanges where exchange.answer.count > 2 {
                    let data = Array(exchange.answer.dropLast(2))
                    try? TLVReader.walk(0..<data.count, of: data.span) { object, _ in
                        guard object.tag == 0x5A || object.tag == 0x57 else { return }
                        let digits = Hex.text(data[object.value]).prefix { $0.isNumber }
                        // Numbers of one digit only are no secret and no number.
                        if digits.count >= 12, Set(digits).count > 1 { numbers.append(String(digits)) }
                    }
                }
                // What the publishers blanked to zeros already looks the same masked.
                let secret = numbers.filter { !$0.dropFirst(6).dropLast(4).allSatisfy { $0 == "0" } }
                Self.expectMasked(transcript, secret)
                seen += secret.count
            }
        }
        #expect(seen > 10)
    }

    /// Any exchanges: no trap, lengths stay.
    @Test(arguments: 0..<16)
    func anyBytes(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            let exchanges = (0...generator.below(4)).map { _ in
                var answer = generator.bytes(generator.below(40))
                if generator.below(2) == 0 { answer = [0x5A, UInt8(generator.below(12))] + answer }
                if generator.below(3) == 0 { answer += [0x61, 0x10] }
                return Transcript.Exchange(
                    command: generator.one(of: [
                        [0x00, 0xC0, 0, 0, 0], [0x00, 0xB0, 0x95, 0, 0], generator.bytes(7), [],
                    ]),
                    answer: answer)
            }
            let masked = Transcript(exchanges).masked()
            for (before, after) in zip(exchanges, masked.exchanges) {
                #expect(before.command.count == after.command.count && before.answer.count == after.answer.count)
            }
        }
    }
}
