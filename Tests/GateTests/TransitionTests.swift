import Fares
import Gate
import Testing

/// Every state of a card against every kind of tap, live and recorded, stored value and account: one transition a row.
struct TransitionTests {
    /// How a card comes into each state, by recorded taps.
    static let ways: [String: [String]] = [
        "new": [],
        "left": ["entry A 08:00:00", "exit B 08:30:00"],
        "open": ["entry A 08:00:00"],
        "swept": ["entry A 08:00:00", "sweep"],
        "pending": ["exit B 08:30:00"],
    ]

    struct Row: Sendable, CustomTestStringConvertible {
        let from: String
        let tap: String
        let live: String
        let recorded: String
        var testDescription: String { "\(from), \(tap)" }

        init(_ from: String, _ tap: String, live: String, recorded: String) {
            (self.from, self.tap, self.live, self.recorded) = (from, tap, live, recorded)
        }

        init(_ from: String, _ tap: String, both: String) { self.init(from, tap, live: both, recorded: both) }
    }

    /// Stored value (shenzhen-tong), tariff without rules for missing halves.
    static let storedValueRows = [
        // Entry
        Row("new", "entry A 09:00:00", both: "open entered; open A 09:00:00"),
        Row("left", "entry B 09:00:00", both: "open entered; open B 09:00:00"),
        Row("open", "entry A 09:00:00", both: "open entered-again abandons A 08:00:00; open A 09:00:00"),
        Row("open", "entry C 08:00:10", both: "open entered-again abandons A 08:00:00; open C 08:00:10"),
        Row("swept", "entry A 09:00:00", both: "open entered; open A 09:00:00"),
        Row("pending", "entry A 09:00:00", both: "open entered; open A 09:00:00"),
        Row("new", "entry ? 09:00:00", both: "open entered; open ? 09:00:00"),
        // Exit
        Row(
            "new", "exit B 09:00:00", live: "refused entry-unknown; idle",
            recorded: "open fare-pending; pending B 09:00:00 0"),
        Row(
            "left", "exit B 09:00:00", live: "refused entry-unknown; idle",
            recorded: "open exited-again; pending B 09:00:00 0"),
        Row("open", "exit B 09:00:00", both: "open completed 475; idle"),
        Row("open", "exit A 08:00:05", both: "open completed 190; idle"),  // the same station costs 2 yuan
        Row("open", "exit ? 09:00:00", both: "open completed-unpriced unpriced; idle"),
        Row("swept", "exit B 09:00:00", both: "open completed 475; idle"),
        Row(
            "pending", "exit A 09:00:00", live: "refused entry-unknown; pending B 08:30:00 0",
            recorded: "open exited-again; pending A 09:00:00 0"),
        // Bus
        Row("new", "bus ? 09:00:00", both: "open bus-ride; idle"),
        Row("left", "bus ? 09:00:00", both: "open bus-ride; idle"),
        Row("open", "bus ? 09:00:00", both: "open bus-ride; open A 08:00:00"),
        Row("swept", "bus ? 09:00:00", both: "open bus-ride; swept A 08:00:00 0"),
        Row("pending", "bus ? 09:00:00", both: "open bus-ride; pending B 08:30:00 0"),
    ]

    /// Media with an account (qr-code): the gate lets out without a known entry, the fare is pending.
    static let accountRows = [
        Row("new", "exit B 09:00:00", both: "open fare-pending; pending B 09:00:00 0"),
        Row("left", "exit B 09:00:00", both: "open exited-again; pending B 09:00:00 0"),
        Row("pending", "exit A 09:00:00", both: "open exited-again; pending A 09:00:00 0"),
        Row("open", "exit B 09:00:00", both: "open completed 500; idle"),
        Row("swept", "exit B 09:00:00", both: "open completed 500; idle"),
    ]

    /// An older tap than the card's last. A record may be late; a live tap happens now, whatever a slow clock says.
    static let olderRows = [
        Row("left", "entry A 07:00:00", live: "open entered; open A 07:00:00", recorded: "open out-of-order; idle"),
        Row(
            "open", "entry A 07:00:00", live: "open entered-again abandons A 08:00:00; open A 07:00:00",
            recorded: "open out-of-order; open A 08:00:00"),
        Row(
            "swept", "entry A 07:00:00", live: "open entered; open A 07:00:00",
            recorded: "open out-of-order; swept A 08:00:00 0"),
        Row(
            "pending", "entry A 07:00:00", live: "open entered; open A 07:00:00", recorded: "open late-entry 500; idle"),
        Row(
            "pending", "entry ? 07:00:00", live: "open entered; open ? 07:00:00",
            recorded: "open completed-unpriced unpriced; idle"),
        Row(
            "left", "exit B 08:10:00", live: "open exited-again; pending B 08:10:00 0",
            recorded: "open out-of-order; idle"),
        Row(
            "open", "exit B 07:59:50", live: "open completed 500; idle", recorded: "open out-of-order; open A 08:00:00"),
        Row(
            "swept", "exit B 07:59:50", live: "open completed 500; idle",
            recorded: "open out-of-order; swept A 08:00:00 0"),
        Row(
            "pending", "exit A 08:10:00", live: "open exited-again; pending A 08:10:00 0",
            recorded: "open out-of-order; pending B 08:30:00 0"),
    ]

    /// The same station and direction again within 60 s, the edges included.
    static let passBackRows = [
        Row(
            "open", "entry A 08:00:00", live: "refused pass-back; open A 08:00:00",
            recorded: "open pass-back abandons A 08:00:00; open A 08:00:00"),
        Row(
            "open", "entry A 08:01:00", live: "refused pass-back; open A 08:00:00",
            recorded: "open pass-back abandons A 08:00:00; open A 08:01:00"),
        Row("open", "entry A 08:01:01", both: "open entered-again abandons A 08:00:00; open A 08:01:01"),
        Row(
            "left", "exit B 08:31:00", live: "refused pass-back; idle", recorded: "open pass-back; pending B 08:31:00 0"
        ),
        Row("left", "exit B 08:31:01", both: "open exited-again; pending B 08:31:01 0"),
        Row("left", "exit A 08:30:30", both: "open exited-again; pending A 08:30:30 0"),
        Row("left", "entry B 08:30:10", both: "open entered; open B 08:30:10"),  // another direction
        Row(
            "pending", "exit B 08:31:00", live: "refused pass-back; pending B 08:30:00 0",
            recorded: "open pass-back; pending B 08:30:00 0"),
        Row("left", "exit B 08:29:30", live: "refused pass-back; idle", recorded: "open out-of-order; idle"),
    ]

    private func check(_ row: Row, medium: String) throws {
        for live in [true, false] {
            var scene = try Scene(Scene.plain, medium: medium)
            for tap in try #require(Self.ways[row.from]) { try scene.perform(tap) }
            #expect(try scene.perform(row.tap, live: live) == (live ? row.live : row.recorded), "live: \(live)")
        }
    }

    @Test(arguments: storedValueRows) func storedValue(_ row: Row) throws { try check(row, medium: "shenzhen-tong") }

    @Test(arguments: accountRows + olderRows + passBackRows) func account(_ row: Row) throws {
        try check(row, medium: "qr-code")
    }

    /// Two taps without station are never the same presentation.
    @Test func unknownStationsAreNoPassBack() throws {
        var scene = try Scene(Scene.plain, medium: "qr-code")
        try scene.perform("entry ? 08:00:00")
        #expect(
            try scene.perform("entry ? 08:00:01", live: true)
                == "open entered-again abandons ? 08:00:00; open ? 08:00:01")
    }

    /// A refused tap leaves all as it was.
    @Test(arguments: [
        ("t-union", "entry A 08:00:00", "refused medium-not-accepted; idle", "open entered; open A 08:00:00"),
        ("quickpass", "entry A 08:00:00", "refused medium-not-accepted; idle", "open entered; open A 08:00:00"),
    ])
    func mediaNotYetAccepted(medium: String, tap: String, live: String, recorded: String) throws {
        var scene = try Scene(Scene.plain, medium: medium)
        #expect(try scene.perform(tap, live: true) == live)
        #expect(scene.journey == Journey())
        #expect(try scene.perform(tap, live: false) == recorded)
        #expect(
            try scene.perform("exit B 09:00:00", live: true) == "refused medium-not-accepted unpriced; open A 08:00:00")
        #expect(try scene.perform("exit B 09:00:00", live: false) == "open medium-not-accepted unpriced; idle")
        #expect(scene.charged == 0)
    }
}
