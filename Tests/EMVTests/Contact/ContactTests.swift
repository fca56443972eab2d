import EMV
import SmartCard
import Testing

/// A contact card that expects commands in order: "command > answer", one a line.
private func session(_ script: String) -> (ContactSession, TranscriptChannel) {
    let exchanges = script.split(separator: "\n").map { line in
        let parts = line.split(separator: ">", omittingEmptySubsequences: false)
        return Transcript.Exchange(command: hex(String(parts[0])), answer: hex(String(parts[parts.count - 1])))
    }
    let channel = TranscriptChannel(Transcript(exchanges))
    return (ContactSession(over: channel), channel)
}

private func hex(_ text: String) -> [UInt8] { Hex.bytes(text) ?? [] }

/// One row of a table: what it shows, the card, how it ends.
struct ContactCase: Sendable, CustomTestStringConvertible {
    let what: String
    let card: String
    let ending: String
    var testDescription: String { what }

    init(_ what: String, _ card: String, _ ending: String) {
        self.what = what
        self.card = card
        self.ending = ending
    }
}

/// The list of candidates and final selection (EMV Book 1, 12.3 and 12.4, from public sources).
struct ContactSelectionTests {
    /// F0 00 00 00 01 may be longer on the card, F0 00 00 00 02 not.
    private static let supported: [ContactSelection.Supported] = [("F000000001", true), ("F000000002", false)]
        .compactMap { name, longer in
            ApplicationIdentifier(hex: name).map { .init($0, allowsLongerNames: longer) }
        }

    private static let directory = "00A404000E315041592E5359532E444446303100 > "
    private static let first = "00A4040005F00000000100 > "
    private static let next = "00A4040205F00000000100 > "
    private static let second = "00A4040005F00000000200 > "
    /// A directory whose records are in file 1, and one without a file.
    private static let file1 = directory + "6F07 84 00 A5 03 88 01 01 9000\n"

    static let lists: [ContactCase] = [
        ContactCase("the card is blocked", directory + "6A81", "cardBlocked []"),
        ContactCase("the answer is no answer", directory + "00", "cardError []"),
        ContactCase("nothing in common", directory + "6A82\n" + first + "6A82\n" + second + "6A82", "notAccepted []"),
        ContactCase("no SELECT of names", directory + "6A82\n" + first + "6A81", "cardBlocked []"),
        ContactCase(
            "a blocked directory is none", directory + "6283\n00C0000000 > 6A82\n" + first + "6A82\n" + second + "6A82",
            "notAccepted []"),
        ContactCase(
            "a directory without a file is none",
            directory + "6F04 84 00 A5 00 9000\n" + first + "6A82\n" + second + "6A82", "notAccepted []"),
        ContactCase(
            "by priority, none last, equal ones as they come",
            file1
                + "00B2010C00 > 7024 610A 4F05F000000002 870100 610A 4F05F000000001 870102 610A 4F06F00000000109 8700 9000\n"
                + "00B2020C00 > 700D 610B 4F06F00000000107 870101 9000\n"
                + "00B2030C00 > 700D 610B 4F06F00000000108 870102 9000\n00B2040C00 > 6A83",
            "accepted [F00000000107, F000000001, F00000000108, F000000002, F00000000109]"),
        ContactCase(
            "a record that is refused or odd is passed over",
            file1
                + "00B2010C00 > 6985\n00B2020C00 > 7103610100 9000\n00B2030C00 > 700C 610A 4F05F000000002 870181 9000\n"
                + "00B2040C00 > 6A83", "accepted [F000000002!]"),
        ContactCase(
            "a longer name only where it is allowed",
            file1 + "00B2010C00 > 700D 610B 4F06F00000000207 870101 9000\n00B2020C00 > 6A83\n" + first + "6A82\n"
                + second
                + "6F0A 8406F00000000207 A500 9000", "notAccepted []"),
        ContactCase(
            "next occurrences, blocked ones left out",
            directory + "6A82\n" + first + "6F0A 8406F00000000101 A500 9000\n" + next
                + "6F0A 8406F00000000102 A500 6283\n" + next + "6F0A 8406F00000000103 A500 9000\n" + next + "6A82\n"
                + second + "6F09 8405F000000002 A500 6283", "accepted [F00000000101, F00000000103]"),
        ContactCase(
            "the very name ends the search",
            directory + "6A82\n" + first + "6F09 8405F000000001 A500 9000\n" + second
                + "6A82", "accepted [F000000001]"),
    ]

    @Test(arguments: lists)
    func findsCandidates(row: ContactCase) throws {
        var (session, channel) = session(row.card)
        var selection = ContactSelection(supported: Self.supported)
        let outcome = try selection.findCandidates(over: &session)
        let names = selection.candidates.map { "\($0.name)\($0.needsConfirmation ? "!" : "")" }
        #expect("\(outcome) [\(names.joined(separator: ", "))]" == row.ending)
        #expect(channel.position == channel.count)
    }

    @Test(arguments: [
        ContactCase("good", first + "6F09 8405F000000001 A500 9000", "accepted"),
        ContactCase("not found", first + "6A82", "tryAgain"),
        ContactCase("blocked", first + "6283\n00C0000000 > 6A82", "tryAgain"),
        ContactCase("another name", first + "6F09 8405F000000002 A500 9000", "tryAgain"),
        ContactCase("a longer name", first + "6F0A 8406F00000000101 A500 9000", "tryAgain"),
        ContactCase("no name", first + "6F09 8505F000000001 A500 9000", "tryAgain"),
        ContactCase("the card is blocked", first + "6A81", "cardBlocked"),
        ContactCase("no status word", first + "90", "cardError"),
    ])
    func selects(row: ContactCase) throws {
        let candidates = Self.supported.map { ContactSelection.Candidate(name: $0.name) }
        var (session, _) = session(row.card)
        var selection = ContactSelection(supported: Self.supported, candidates: candidates)
        #expect("\(try selection.select(at: 0, over: &session))" == row.ending)
        #expect(selection.candidates == Array(candidates.dropFirst()))
        #expect(selection.selectedFCI.isEmpty == (row.ending != "accepted"))

        // The same, with nothing else left.
        var (again, _) = EMVTests.session(row.card)
        selection = ContactSelection(supported: Self.supported, candidates: [candidates[0]])
        let ending = row.ending == "tryAgain" ? "notAccepted" : row.ending
        #expect("\(try selection.select(at: 0, over: &again))" == ending)
    }
}

/// GET PROCESSING OPTIONS and the records (EMV Book 3, 10.1 to 10.3, from public sources).
struct ContactApplicationTests {
    private static let plain = "80A8000002830000 > "

    @Test(arguments: [
        ContactCase("format 1", plain + "8006 1800 08010100 9000", "accepted 1800 08010100"),
        ContactCase("format 2", plain + "770A 94 04 08010100 82 02 1800 9000", "accepted 1800 08010100"),
        ContactCase("not this transaction", plain + "6985", "optionsNotAccepted"),
        ContactCase("any other refusal", plain + "6A81", "cardError"),
        ContactCase("no locator", plain + "7704 8202 1800 9000", "cardError"),
        ContactCase("format 1 without a locator", plain + "8002 1800 9000", "cardError"),
        ContactCase("a piece of a locator", plain + "8007 1800 0801010000 9000", "cardError"),
        ContactCase("another template", plain + "7006 8202 1800 9400 9000", "cardError"),
        ContactCase("the profile twice", plain + "770E 82021800 82021800 9404 08010100 9000", "cardError"),
    ])
    func asksForOptions(row: ContactCase) throws {
        var (session, _) = session(row.card)
        var application = ContactApplication()
        let outcome = try application.initiate(fci: hex("6F048400A500"), values: [:], over: &session)
        let card = application.card
        let values = [card.copy(of: Tag.interchangeProfile), card.copy(of: Tag.fileLocator)].compactMap { $0 }
        #expect((["\(outcome)"] + values.map { Hex.text($0) }).joined(separator: " ") == row.ending)
    }

    /// The list in the FCI, and the command's data; nil: nothing is sent.
    @Test(
        arguments: [
            ("", "8300"), ("9F3703", "8303A1B2C3"), ("9F1A03 9F6604", "8307 000156 00000000"),
            ("9F37FF", nil), ("9F37FC", "83 81FC"), ("9F37", nil), ("6104", "8304 00000000"),
        ] as [(String, String?)])
    func fillsTheList(list: String, data: String?) throws {
        var writer = TLVWriter()
        writer.template(0x6F) { outer in
            outer.template(0xA5) { if !list.isEmpty { $0.write(Tag.processingOptionsList, hex(list)) } }
        }
        let channel = RecordingChannel(TranscriptChannel(Transcript([.init(command: [], answer: [0x69, 0x85])])))
        var session = ContactSession(over: channel)
        var application = ContactApplication()
        let outcome = try application.initiate(
            fci: writer.bytes, values: [0x9F37: hex("A1B2C3D4"), 0x9F1A: hex("0156"), 0x61: hex("01020304")],
            over: &session)
        guard let data else {
            #expect(outcome == .cardError && channel.transcript.exchanges.isEmpty)
            return
        }
        #expect(outcome == .optionsNotAccepted)
        let command = try CommandAPDU(parsing: channel.transcript.exchanges[0].command)
        #expect(command.data.starts(with: hex(data)))
        #expect(data.hasPrefix("83 81") ? command.data.count == 255 : command.data == hex(data))
    }

    private static let whole = "00B2010C00 > 7014 5A0411111111 5F2403301231 8C029500 8D029500 9000"

    static let records: [ContactCase] = [
        ContactCase("08010101", whole, "complete"),
        ContactCase("", "", "locatorInvalid"),
        ContactCase("0801010108", "", "locatorInvalid"),
        ContactCase("08010100 10010000", "", "locatorInvalid"),
        ContactCase("09010100", "", "locatorInvalid"),
        ContactCase("08010100", "00B2010C00 > 6985", "recordRefused(6985)"),
        ContactCase("08010100", "00B2010C00 > 7100 9000", "recordInvalid"),
        ContactCase("08010100", "00B2010C00 > 9000", "recordInvalid"),
        ContactCase("08010100", "00B2010C00 > 7000 FF 9000", "recordInvalid"),
        ContactCase("08010100", "00B2010C00 > 00 7000 9000", "recordInvalid"),
        ContactCase("08010100", "00B2010C00 > 7003 5A0211 9000", "recordMalformed"),
        ContactCase("08010100", "00B2010C00 > 7006 5A0111 5A0111 9000", "objectRedundant(tag: 90)"),
        ContactCase("08010100", "00B2010C00 > 7003 5A0111 9000", "objectMissing(tag: 24356)"),
        ContactCase("08010100", "00B2010C00 > 90", "exchangeBroken"),
        ContactCase("08010100 60010101", whole + "\n00B2016400 > FF 9000", "completeWithoutStaticData"),
        ContactCase("08010100 60010100", whole + "\n00B2016400 > FF 9000", "complete"),
        ContactCase("08010100 58010101", whole + "\n00B2015C00 > 7003 5A0111 9000", "complete"),
    ]

    @Test(arguments: records)
    func readsRecords(row: ContactCase) throws {
        var (session, channel) = session(row.card)
        var application = try ContactApplication(locator: hex(row.what))
        #expect("\(try application.readRecords(over: &session))" == row.ending)
        #expect(channel.position == channel.count)
    }

    @Test
    func saysThatThereIsNoLocator() throws {
        var (session, _) = session("")
        var application = ContactApplication()
        #expect(try application.readRecords(over: &session) == .locatorMissing)
    }
}

/// T=0: header, procedure byte, data (ISO/IEC 7816-3, 10.3, from public sources).
struct TPDUChannelTests {
    @Test(arguments: [
        ("12345678", "1234567800 > 9000", "9000 "),
        ("00B2010C00", "00B2010C00 > 6C02\n00B2010C02 > B2 AABB 9000", "9000 AABB"),
        ("00B2010C00", "00B2010C00 > 6060 B2 AA 9000", "9000 AA"),
        ("0082000002DEAD", "0082000002 > 82\nDEAD > 9000", "9000 "),
        ("0082000002DEAD", "0082000002 > 7D\nDE > 82\nAD > 9000", "9000 "),
        ("0082000002DEAD", "0082000002 > 6A81", "6A81 "),
        ("00A4040002DEAD00", "00A4040002 > A4\nDEAD > 6102\n00C0000002 > C0 AABB 9000", "9000 AABB"),
        ("00A4040002DEAD00", "00A4040002 > A4\nDEAD > 6283\n00C0000000 > 6C01\n00C0000001 > C0 AA 9000", "6283 AA"),
        ("00A4040002DEAD00", "00A4040002 > 11", "answerTooShort"),
    ])
    func carriesCommands(command: String, card: String, ending: String) throws {
        let (_, channel) = EMVTests.session(card)
        var session = ContactSession(over: TPDUChannel(over: channel))
        var data: [UInt8] = []
        let reply = try session.send(CommandAPDU(parsing: hex(command)), into: &data)
        switch reply {
        case .answered(let status, let range): #expect("\(status) \(Hex.text(data[range]))" == ending)
        case .broken(let fault): #expect("\(fault)" == ending)
        }
        #expect(channel.position == channel.count)
    }
}
