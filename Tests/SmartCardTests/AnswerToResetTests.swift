import SmartCard
import TestSupport
import Testing

/// Answers to reset of contact and contactless cards.
struct AnswerToResetTests {
    /// The bytes, protocols, historical bytes, and whether there is a TCK.
    @Test(arguments: [
        ("3B00", "0", "", false),
        ("3F00", "0", "", false),
        ("3B6500002063CB6800", "0", "2063CB6800", false),
        ("3B6E000080318066B0840C016E0183009000", "0", "80318066B0840C016E0183009000", false),
        ("3B8080 0101", "0 1", "", true),
        ("3B8F8001804F0CA0000003060300030000000068", "0 1", "804F0CA00000030603000300000000", true),
        ("3B888001 00000000 33818100 3A", "0 1", "0000000033818100", true),
        ("3BEF00008131FE45", "", "", false),
    ])
    func reads(hex: String, protocols: String, historical: String, hasCheck: Bool) {
        let data = bytes(hex.filter { $0 != " " })
        guard let answer = try? AnswerToReset(parsing: data) else {
            #expect(protocols.isEmpty, "\(hex)")
            return
        }
        #expect(answer.protocols.map(String.init).joined(separator: " ") == protocols)
        #expect(Hex.text(answer.historicalBytes) == historical)
        #expect((answer.check != nil) == hasCheck)
        #expect(!answer.lines(reveals: true).isEmpty)
    }

    @Test func interfaceBytes() throws {
        // T0 = D1: TA1 TC1 TD1; TD1 = 31: TA2 TB2, T=1; and one historical byte.
        var data = bytes("3BD19600310AFE41")
        data.append(data.dropFirst().reduce(0, ^))
        let answer = try AnswerToReset(parsing: data)
        #expect(
            answer.interfaceBytes.map { "\($0.name)=\(Hex.text([$0.value]))" } == [
                "TA1=96", "TC1=00", "TD1=31", "TA2=0A", "TB2=FE",
            ])
        #expect(answer.protocols == [1] && answer.contactless == nil && !answer.isInverse)
        let words = answer.lines(reveals: true).map(\.meaning.english)
        #expect(words.contains("96, F = 512, D = 32"))
    }

    @Test(arguments: [
        ("3B8F8001804F0CA0000003060300010000000 06A", AnswerToReset.Contactless.storage(standard: 3, name: 1)),
        ("3B8F8001804F0CA0000003061100 3B 00000000 42", .storage(standard: 0x11, name: 0x3B)),
        ("3B80800101", .processor), ("3B8180018080", .processor),
    ])
    func contactless(hex: String, expected: AnswerToReset.Contactless) throws {
        #expect(try AnswerToReset(parsing: bytes(hex.filter { $0 != " " })).contactless == expected)
    }

    @Test(arguments: [
        ("", AnswerToResetError.truncated(at: 0)), ("3B", .truncated(at: 1)), ("3C00", .unknownConvention(at: 0)),
        ("3B02AA", .truncated(at: 3)), ("3B10", .truncated(at: 2)), ("3B808001", .missingCheck(at: 4)),
        ("3B80800102", .wrongCheck(at: 4)), ("3B0000", .trailingBytes(at: 2)), ("3B8080010100", .trailingBytes(at: 5)),
        (String(repeating: "3B", count: 34), .tooLong(count: 34)),
    ])
    func refuses(hex: String, error: AnswerToResetError) {
        #expect(throws: error) { try AnswerToReset(parsing: bytes(hex)) }
    }

    /// A card number among the historical bytes is hidden, in whatever field it stands; others stay.
    @Test(arguments: [
        ("3B8C8001586225880137706868000000", "586225880000006868000000"),
        ("3B898001806225880137706868", "806225880000006868"),
        ("3B8F8001804F0CA000000306030001000000006A", "804F0CA0000003060300010000000000"),
        ("3B6E000000310071D38265", ""), ("3B8A80010031C173C8400000900090", "0031C173C84000009000"),
        ("3B6D00000031C071D66438D00300849000", "0031C071D66438D00300849000"),
    ])
    func numbersAreHidden(hex: String, historical: String) throws {
        // With a right check byte whatever stands there.
        var data = bytes(hex)
        if data[1] & 0x80 != 0 {
            data = Array(data.prefix(4 + Int(data[1] & 15)))
            data.append(data[1...].reduce(0, ^))
        }
        guard let answer = try? AnswerToReset(parsing: data) else {
            #expect(historical == "")
            return
        }
        #expect(Hex.text(answer.masked[answer.historical]).hasPrefix(historical.prefix(answer.historical.count * 2)))
        let shown = answer.lines(reveals: false).map(\.meaning.english).joined(separator: " ")
        #expect(!shown.contains("6225880137706868") && !Hex.text(answer.masked).contains("6225880137706868"))
    }

    /// The bytes that the transcript's card gives are one.
    @Test func theTranscriptsAnswer() throws {
        let channel = TranscriptChannel(Transcript())
        #expect(try AnswerToReset(parsing: channel.reset()).contactless == .processor)
    }

    @Test(arguments: 0..<16)
    func anyBytes(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            var data = [0x3B] + generator.bytes(generator.below(35))
            // A right TCK lets half of them through to the words.
            if generator.below(2) == 0, data.count > 2 {
                data[data.count - 1] = data[1..<(data.count - 1)].reduce(0, ^)
            }
            guard let answer = try? AnswerToReset(parsing: data) else { continue }
            #expect(!answer.lines(reveals: true).isEmpty)
        }
    }
}
