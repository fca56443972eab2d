import Testing

@testable import PCSC

/// What PC/SC tells about readers, and the events that follow; the upper half of a state counts cards come and gone.
struct ReaderTableTests {
    @Test func readersComeAndGo() {
        var table = ReaderTable()
        #expect(table.take(names: []) == [])
        #expect(table.take(names: ["A", "B"]) == [.readerAdded("A"), .readerAdded("B")])
        #expect(table.take(names: ["A", "B"]) == [])
        #expect(table.take(names: ["B", "C"]) == [.readerGone("A"), .readerAdded("C")])
        #expect(table.watched.map(\.name) == ["B", "C"])
    }

    @Test(
        arguments: [
            // From nothing known (0): what lies there has just come, whatever the counter says.
            ([0x0010], ""),
            ([0x0022], "+"),
            ([0x5_0022], "+"),
            ([0x0222], "mute"),
            // Empty, card, empty.
            ([0x0010, 0x1_0022, 0x2_0012], "+ -"),
            // In use by someone, exclusive: the same card.
            ([0x1_0022, 0x1_0122, 0x1_01A2, 0x1_0022], "+"),
            // Left and came between two looks: the counter says so.
            ([0x1_0022, 0x3_0022], "+ - +"),
            ([0x1_0022, 0x5_0122], "+ - +"),
            ([0xFFFF_0022, 0x1_0022], "+ - +"),
            // Powered down and up again counts nothing.
            ([0x1_0022, 0x1_0422, 0x1_0022], "+"),
            // Does not answer, is presented better.
            ([0x1_0222, 0x2_0010, 0x3_0022], "mute - +"),
            ([0x1_0222, 0x3_0022], "mute - +"),
        ] as [([UInt], String)])
    func states(states: [UInt], expected: String) {
        var table = ReaderTable()
        _ = table.take(names: ["A"])
        var words: [String] = []
        for state in states {
            for event in table.take(states: [WatchedReader(name: "A", state: state, answerToReset: [0x3B])]) {
                switch event {
                case .cardArrived("A", [0x3B]): words.append("+")
                case .cardRemoved("A"): words.append("-")
                case .cardMute("A"): words.append("mute")
                default: words.append("\(event)")
                }
            }
        }
        #expect(words.joined(separator: " ") == expected)
    }

    /// The state is handed back as it came, without the bit that says it has changed.
    @Test func statesAreHandedBack() {
        var table = ReaderTable()
        _ = table.take(names: ["A"])
        #expect(table.watched == [WatchedReader(name: "A", state: 0)])
        _ = table.take(states: [WatchedReader(name: "A", state: 0x7_0022, answerToReset: [1])])
        #expect(table.watched == [WatchedReader(name: "A", state: 0x7_0020, answerToReset: [1])])
    }

    @Test func aReaderTakesItsCardAlong() {
        var table = ReaderTable()
        _ = table.take(names: ["A", "B"])
        _ = table.take(states: [
            WatchedReader(name: "A", state: 0x22), WatchedReader(name: "B", state: 0x10),
            WatchedReader(name: "nobody", state: 0x22),
        ])
        #expect(table.forget() == [.cardRemoved(reader: "A"), .readerGone("A"), .readerGone("B")])
        #expect(table.forget() == [] && table.watched.isEmpty)
    }
}

/// Codes, their names and what to do.
struct ReaderErrorTests {
    @Test(arguments: [
        (0x8010_001D, ReaderError.Kind.noService, "SCARD_E_NO_SERVICE", true),
        (0x8010_0013, .serviceLost, "SCARD_F_COMM_ERROR", true),
        (0x8010_0003, .serviceLost, "SCARD_E_INVALID_HANDLE", true),
        (0x8010_0009, .readerUnknown, "SCARD_E_UNKNOWN_READER", false),
        (0x8010_002E, .noReaders, "SCARD_E_NO_READERS_AVAILABLE", false),
        (0x8010_000C, .noCard, "SCARD_E_NO_SMARTCARD", false),
        (0x8010_0069, .cardRemoved, "SCARD_W_REMOVED_CARD", false),
        (0x8010_0016, .cardRemoved, "SCARD_E_NOT_TRANSACTED", false),
        (0x8010_0066, .cardMute, "SCARD_W_UNRESPONSIVE_CARD", false),
        (0x8010_000B, .inUse, "SCARD_E_SHARING_VIOLATION", false),
        (0x8010_006A, .noPermission, "SCARD_W_SECURITY_VIOLATION", false),
        (0x8010_000A, .timedOut, "SCARD_E_TIMEOUT", true),
        (0x1234, .other, "unknown code", false),
    ])
    func codes(code: Int, kind: ReaderError.Kind, name: String, endsService: Bool) {
        let error = ReaderError(code: code)
        #expect(error.kind == kind && error.name == name && error.endsService == endsService)
        #expect(error.description.contains("(\(name), 0x"))
    }

    @Test(arguments: ReaderError.Kind.allCases)
    func everyKindSaysWhatToDo(kind: ReaderError.Kind) {
        let error = ReaderError(kind)
        #expect(!error.advice.isEmpty && !error.meaning.isEmpty && error.code == 0)
        #expect(!error.description.contains("0x"))
    }
}
