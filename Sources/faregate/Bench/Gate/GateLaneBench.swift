import CardEmulator
import Fares
import Gate
import Journal
import Lane

/// Whole taps of emulated cards, one after the other, and what they have taken.
struct GateLaneBench {
    /// The most riders that are inside at once; twice as many card numbers.
    static let mostInside = 100
    /// Seconds of local time from one rider to the next.
    private static let secondsPerRider = 5
    /// The most taps of one medium: those of a day.
    static let mostTaps = RideSchedule(cards: 2 * mostInside, lag: mostInside, secondsPerRider: secondsPerRider)
        .mostTurns

    let book: FareBook
    let folder: BenchFolder
    let durability: Durability
    let taps: Int

    /// In the process: the card is a function call away.
    func run(_ medium: GateBenchMedium) throws -> GateTapFigures {
        let (schedule, deck) = cards(medium)
        let channels = deck.map { CountedCard($0) }
        return try run(medium, schedule, in: "lane-\(medium.rawValue)") { rig, turn in
            let card = channels[turn.card]
            return Presented(tap: rig.present(card, turn), commands: card.count)
        }
    }

    /// On a reader.
    func run(_ medium: GateBenchMedium, on reader: GateBenchReader) throws -> GateTapFigures {
        let (schedule, deck) = cards(medium)
        return try run(medium, schedule, in: "reader-\(medium.rawValue)") { rig, turn in
            try reader.lay(deck[turn.card])
            let tap = rig.present(reader.session, turn)
            let (commands, nanoseconds) = reader.served
            return Presented(tap: tap, commands: commands, cardNanoseconds: nanoseconds)
        }
    }

    /// A tap and what its card has seen of it.
    private struct Presented {
        let tap: LaneTap
        let commands: CommandCount
        var cardNanoseconds: UInt64?
    }

    private func cards(_ medium: GateBenchMedium) -> (RideSchedule, [VirtualCard]) {
        let lag = min(Self.mostInside, max(1, taps / 2))
        let schedule = RideSchedule(cards: 2 * lag, lag: lag, secondsPerRider: Self.secondsPerRider)
        return (schedule, medium.deck(schedule.cards))
    }

    private func run(
        _ medium: GateBenchMedium, _ schedule: RideSchedule, in name: String,
        present: (GateBenchRig, RideSchedule.Turn) throws -> Presented
    ) throws -> GateTapFigures {
        let storage: FileStorage
        let rig: GateBenchRig
        do throws(JournalError) { storage = try folder.storage(name) } catch { throw journalFailure(error) }
        rig = try GateBenchRig(book, storage, durability: durability)
        var figures = GateTapFigures(medium, cards: schedule.cards)
        // The first riders go in uncounted: by then all has been done once.
        for number in 0..<schedule.lag { try check(present(rig, schedule.firstEntry(number)).tap, medium) }
        let begin = MonotonicClock.now()
        for number in 0..<taps {
            let presented = try present(rig, schedule.turn(number))
            try check(presented.tap, medium)
            figures.add(presented.tap, presented.commands, cardNanoseconds: presented.cardNanoseconds)
        }
        figures.wallNanoseconds = MonotonicClock.now() - begin
        do throws(JournalError) { try rig.close() } catch { throw journalFailure(error) }
        return figures
    }

    /// What does not open was not measured.
    private func check(_ tap: LaneTap, _ medium: GateBenchMedium) throws {
        guard tap.outcome != .open || tap.journalFailure != nil else { return }
        if let error = tap.journalFailure { throw journalFailure(error) }
        throw failure("\(medium.rawValue): a tap did not open: \(tap.reason)", CommandExit.failed)
    }
}
