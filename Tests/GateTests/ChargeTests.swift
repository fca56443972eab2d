import Fares
import Gate
import Testing

/// What a card pays over several taps: missing halves, sweeps, late entries, buses, passes.
struct ChargeTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let title: String
        let taps: [(String, String)]
        let total: Int
        var medium = "shenzhen-tong"
        var testDescription: String { title }
    }

    /// Under a tariff where a missing exit costs 300 fen and a missing entry 700.
    static let strictStories = [
        Story(
            title: "an entry without exit is charged when the card enters again",
            taps: [
                ("entry A 08:00:00", "open entered; open A 08:00:00"),
                ("entry A 09:00:00", "open entered-again 300 abandons A 08:00:00; open A 09:00:00"),
                ("exit B 09:30:00", "open completed 475; idle"),
            ], total: 775),
        Story(
            title: "one presentation too many is no missing exit",
            taps: [
                ("entry A 08:00:00", "open entered; open A 08:00:00"),
                ("entry A 08:00:59", "open pass-back abandons A 08:00:00; open A 08:00:59"),
                ("exit B 08:30:00", "open completed 475; idle"),
            ], total: 475),
        Story(
            title: "a late exit after the sweep pays the fare, and the sweep's charge is taken back",
            taps: [
                ("entry A 23:50:00", "open entered; open A 23:50:00"), ("sweep", "swept 300; swept A 23:50:00 300"),
                ("sweep", "nothing"), ("exit B +05:00:00", "open completed 175; idle"), ("sweep", "nothing"),
            ], total: 475),
        Story(
            title: "a fare below the sweep's charge gives the rest back",
            taps: [
                ("entry A 23:50:00", "open entered; open A 23:50:00"), ("sweep", "swept 300; swept A 23:50:00 300"),
                ("exit A +05:00:00", "open completed -110; idle"),
            ], total: 190),
        Story(
            title: "a swept journey is not charged again by the next entry",
            taps: [
                ("entry A 23:50:00", "open entered; open A 23:50:00"), ("sweep", "swept 300; swept A 23:50:00 300"),
                ("entry A +05:00:00", "open entered; open A 05:00:00"),
                ("exit B +05:30:00", "open completed 475; idle"),
            ], total: 775),
        Story(
            title: "a late entry pays the fare, and the missing entry's charge is taken back",
            taps: [
                ("exit B 08:30:00", "open fare-pending 700; pending B 08:30:00 700"),
                ("entry A 08:00:00", "open late-entry -225; idle"),
                ("entry A 08:00:00", "open out-of-order; idle"),  // the same record again
                ("exit B 08:30:00", "open pass-back; pending B 08:30:00 0"),
            ], total: 475),
        Story(
            title: "each missing entry is charged, the first stays",
            taps: [
                ("exit B 08:30:00", "open fare-pending 700; pending B 08:30:00 700"),
                ("exit A 09:30:00", "open exited-again 700; pending A 09:30:00 700"),
                ("entry B 08:00:00", "open out-of-order; pending A 09:30:00 700"),  // older than the exit before
                ("entry B 08:30:00", "open late-entry -225; idle"),  // may be as old as that
            ], total: 1175),
        Story(
            title: "the exit shown twice does not lose the pending one",
            taps: [
                ("exit B 08:30:00", "open fare-pending 700; pending B 08:30:00 700"),
                ("exit B 08:30:20", "open pass-back; pending B 08:30:00 700"),
                ("entry A 08:00:00", "open late-entry -225; idle"),
            ], total: 475),
        Story(
            title: "a late entry without station leaves the missing entry's charge",
            taps: [
                ("exit B 08:30:00", "open fare-pending 700; pending B 08:30:00 700"),
                ("entry ? 08:00:00", "open completed-unpriced unpriced; idle"),
            ], total: 700),
    ]

    @Test(arguments: strictStories)
    func missingHalves(_ story: Story) throws { try tell(story, Scene.strict) }

    /// Shenzhen's own tariff: nothing is charged for half a journey.
    static let plainStories = [
        Story(
            title: "half journeys cost nothing",
            taps: [
                ("entry A 08:00:00", "open entered; open A 08:00:00"), ("sweep", "swept 0; swept A 08:00:00 0"),
                ("exit B +05:00:00", "open completed 475; idle"),
                ("exit B +06:00:00", "open exited-again; pending B 06:00:00 0"),
            ], total: 475),
        Story(
            title: "a bus within 90 minutes before the entry takes 40 fen off",
            taps: [
                ("bus ? 06:30:00", "open bus-ride; idle"), ("entry A 08:00:00", "open entered; open A 08:00:00"),
                ("exit B 09:00:00", "open completed 435; idle"),
            ], total: 435),
        Story(
            title: "90 minutes and a second do not",
            taps: [
                ("bus ? 06:29:59", "open bus-ride; idle"), ("entry A 08:00:00", "open entered; open A 08:00:00"),
                ("exit B 09:00:00", "open completed 475; idle"),
            ], total: 475),
        Story(
            title: "a bus ride counts once: the second metro trip does not come off a bus",
            taps: [
                ("bus ? 07:50:00", "open bus-ride; idle"), ("entry A 08:00:00", "open entered; open A 08:00:00"),
                ("exit B 08:30:00", "open completed 435; idle"),
                ("entry B 08:40:00", "open entered; open B 08:40:00"),
                ("exit A 09:10:00", "open completed 475; idle"),
            ], total: 910),
        Story(
            title: "a second bus ride counts again",
            taps: [
                ("bus ? 07:50:00", "open bus-ride; idle"), ("entry A 08:00:00", "open entered; open A 08:00:00"),
                ("exit B 08:30:00", "open completed 435; idle"), ("bus ? 08:35:00", "open bus-ride; idle"),
                ("entry B 08:40:00", "open entered; open B 08:40:00"),
                ("exit A 09:10:00", "open completed 435; idle"),
            ], total: 870),
        Story(
            title: "a bus after the entry does not count",
            taps: [
                ("entry A 08:00:00", "open entered; open A 08:00:00"),
                ("bus ? 08:10:00", "open bus-ride; open A 08:00:00"),
                ("exit B 08:30:00", "open completed 475; idle"),
            ], total: 475),
        Story(
            title: "an entry shown twice keeps its bus",
            taps: [
                ("bus ? 07:50:00", "open bus-ride; idle"), ("entry A 08:00:00", "open entered; open A 08:00:00"),
                ("entry A 08:00:30", "open pass-back abandons A 08:00:00; open A 08:00:30"),
                ("exit B 08:30:00", "open completed 435; idle"),
            ], total: 435),
        Story(
            title: "a late entry has the bus before it, not the one after the exit",
            taps: [
                ("bus ? 07:50:00", "open bus-ride; idle"),
                ("exit B 08:30:00", "open fare-pending; pending B 08:30:00 0"),
                ("bus ? 08:40:00", "open bus-ride; pending B 08:30:00 0"),
                ("entry A 08:00:00", "open late-entry 435; idle"),
                ("entry B 08:50:00", "open entered; open B 08:50:00"),  // and that one counts for the next trip
                ("exit A 09:10:00", "open completed 435; idle"),
            ], total: 870),
    ]

    @Test(arguments: plainStories)
    func tariffOfShenzhen(_ story: Story) throws { try tell(story, Scene.plain) }

    /// A card never comes out of a sweep or a late entry with more or less counted towards its caps than it paid.
    @Test(arguments: strictStories)
    func spendingEqualsCharges(_ story: Story) throws {
        var scene = try Scene(Scene.strict, medium: story.medium)
        for (tap, _) in story.taps { try scene.perform(tap) }
        #expect(Int(scene.journey.use.weekSpentFen) == scene.charged)
    }

    private func tell(_ story: Story, _ book: Result<FareBook, any Error>) throws {
        var scene = try Scene(book, medium: story.medium)
        for (tap, answer) in story.taps { #expect(try scene.perform(tap) == answer, "\(tap)") }
        #expect(scene.charged == story.total)
    }

    /// 24 h from the first entry: after that the entry gate refuses, so that nobody is let in who cannot get out.
    @Test func anExpiredPassIsRefusedAtTheEntry() throws {
        var scene = try Scene(Scene.plain, medium: "day-pass")
        scene.isRecorded = false
        #expect(try scene.perform("entry A 08:00:00") == "open entered; open A 08:00:00")
        #expect(try scene.perform("exit B 08:30:00") == "open completed; idle")
        #expect(try scene.perform("entry B +07:59:59") == "open entered; open B 07:59:59")
        #expect(try scene.perform("exit A +08:30:00") == "open completed; idle")
        #expect(try scene.perform("entry A +08:30:30") == "refused pass-expired; idle")
    }

    /// The sweep is due when the service day of the entry ends.
    @Test(arguments: [
        ("2018-08-31 23:50:00", "2018-09-01 04:00:00"), ("2018-09-01 03:59:59", "2018-09-01 04:00:00"),
        ("2018-09-01 04:00:00", "2018-09-02 04:00:00"), ("2018-12-31 12:00:00", "2019-01-01 04:00:00"),
    ])
    func sweepTimes(entry: String, sweep: String) throws {
        let processor = TapProcessor(try Scene.plain.get())
        var journey = Journey()
        let tap = Tap(
            token: CardToken(low: 1), time: try #require(LocalTime(entry)), kind: .entry, station: 1,
            medium: FareMedia(index: 1), isRecorded: true)
        _ = processor.process(tap, journey: &journey)
        guard case .open(let end) = journey.state else {
            Issue.record("not open")
            return
        }
        #expect(processor.sweepTime(of: end).description == sweep)
    }
}
