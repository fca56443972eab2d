import SmartCard
import TestSupport
import Testing

/// Transcripts in the forms people keep.
struct TranscriptTextTests {
    private static let expected = "> 00A4040001AA\n< 6F009000\n> 00B2010C00\n< 6A83\n"

    /// The same two exchanges in every form.
    static let forms: [(name: String, text: String)] = [
        ("own", "> 00A4040001AA\n< 6F009000\n> 00B2010C00\n< 6A83\n"),
        ("spaced", "> 00 A4 04 00 01 AA\n< 6F 00 90 00\n\n> 00:B2:01:0C:00\n< 6a 83"),
        ("CRLF", "> 00A4040001AA\r\n< 6F009000\r\n> 00B2010C00\r\n< 6A83\r\n"),
        ("arrows", "=> 00A4040001AA\n<= 6F009000\n=> 00B2010C00\n<= 6A83\n"),
        ("doubled", ">> 00A4040001AA\n<< 6F009000\n>> 00B2010C00\n<< 6A83\n"),
        ("letters", "C: 00A4040001AA\nR: 6F009000\nC: 00B2010C00\nR: 6A83\n"),
        (
            "scriptor",
            """
            Using given card reader: Reader 00 00
            Using T=1 protocol
            Reading commands from STDIN
            > 00 A4 04 00 01 AA
            < 6F 00 90 00 : Normal processing.
            > 00 B2 01 0C 00
            < 6A 83 : Record not found.
            """
        ),
        (
            "gscriptor",
            """
            Beginning script execution...

            Sending: 00 A4 04 00 01 AA
            Received: 6F 00 90 00
            Sending: 00 B2 01 0C 00
            Received: 6A 83
            """
        ),
        (
            "pcscd",
            """
            00000010 APDU: 00 A4 04 00 01 AA
            00012345 SW: 6F 00 90 00
            00000009 APDU: 00 B2 01 0C 00
            00000011 SW: 6A 83
            """
        ),
        (
            "opensc debug",
            """
            0x7f 10:00:00.000 [opensc-tool] reader-pcsc.c:283:pcsc_internal_transmit: reader 'X'
            0x7f 10:00:00.001 [opensc-tool] apdu.c:382:sc_single_transmit: CLA:0, INS:A4
            Outgoing APDU (6 bytes):
            00 A4 04 00 01 AA ......
            Incoming APDU (4 bytes):
            6F 00 90 00 o...
            Outgoing APDU (5 bytes):
            00 B2 01 0C 00 .....
            Incoming APDU (2 bytes):
            6A 83 j.
            """
        ),
        (
            "opensc-tool",
            """
            Sending: 00 A4 04 00 01 AA
            Received (SW1=0x90, SW2=0x00):
            6F 00 o.
            Sending: 00 B2 01 0C 00
            Received (SW1=0x6A, SW2=0x83)
            """
        ),
        ("bare", "00A4040001AA\n6F009000\n00B2010C00\n6A83\n"),
        ("bare, with comments", "# a card\n00A4040001AA // select\n6F009000\n\n00B2010C00\n6A83\n"),
    ]

    @Test(arguments: forms.indices)
    func reads(index: Int) throws {
        #expect(try Transcript(text: Self.forms[index].text).text == Self.expected, "\(Self.forms[index].name)")
    }

    /// A dump of more than one line of sixteen bytes.
    @Test func longDumps() throws {
        let text = """
            Outgoing APDU (20 bytes):
            00 A4 04 00 0E 32 50 41 59 2E 53 59 53 2E 44 44 .....2PAY.SYS.DD
            46 30 31 00 F01.
            Incoming APDU (2 bytes):
            90 00 ..
            """
        let command = "00A404000E325041592E5359532E444446303100"
        #expect(try Transcript(text: text).text == "> \(command)\n< 9000\n")
    }

    /// A command whose answer never came stays.
    @Test func unanswered() throws {
        #expect(try Transcript(text: "> 00A4\n> 00B2\n< 9000").text == "> 00A4\n> 00B2\n< 9000\n")
        #expect(try Transcript(text: "> 00A4\n< card removed").text == "> 00A4\n")
    }

    @Test(arguments: [
        ("", TranscriptError.empty), ("hello\nworld", .empty), ("# only\n\n", .empty),
        ("> 00A4\n< 90GG", .notHex(line: 2)), ("> 00A40", .notHex(line: 1)), ("< 9000", .answerWithoutCommand(line: 1)),
        ("> 00A4\n< 9000\n< 9000", .answerWithoutCommand(line: 3)),
        ("00A4\n90", .answerTooShort(line: 2)),
    ])
    func refuses(text: String, error: TranscriptError) {
        #expect(throws: error) { try Transcript(text: text) }
    }

    @Test(arguments: 0..<16)
    func whatIsWrittenIsRead(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        for _ in 0..<100 {
            let exchanges = (0...generator.below(5)).map { _ in
                Transcript.Exchange(
                    command: generator.bytes(4 + generator.below(20)), answer: generator.bytes(1 + generator.below(40)))
            }
            let transcript = Transcript(exchanges)
            #expect(try Transcript(text: transcript.text) == transcript)
        }
    }

    /// Any text: no trap.
    @Test(arguments: 0..<16)
    func anyText(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        let pieces = [
            "> ", "< ", "00", "A4", "9", " ", "\n", "apdu: ", "SW:", "received (sw1=0x", "=", "outgoing apdu", "é", ":",
        ]
        for _ in 0..<1000 {
            let text = (0..<generator.below(30)).map { _ in generator.one(of: pieces) }.joined()
            _ = try? Transcript(text: text)
        }
    }
}
