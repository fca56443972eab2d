import Symbols
import Testing

/// How the ladder is spread over the frames of a stream.
struct LadderScheduleTests {
    /// Eight frames without a symbol see every step; one look each, and zbar beside one of them.
    @Test func everyStepHasItsTurn() {
        var schedule = LadderSchedule()
        var seen: [LadderSteps] = []
        for _ in 0..<16 {
            seen.append(schedule.steps)
            schedule.note(found: false)
        }
        let round: [LadderSteps] = [
            .raw, .stretched, .inverted, .smoothed, .raw, .stretched, [.raw, .zbar], .smoothed,
        ]
        #expect(seen == round + round)
    }

    @Test(arguments: 0..<9)
    func beginsAgainAfterAFind(misses: Int) {
        var schedule = LadderSchedule()
        for _ in 0..<misses { schedule.note(found: false) }
        schedule.note(found: true)
        #expect(schedule == LadderSchedule())
    }
}
