import CardEmulator
import Gate
import Journal
import Lane
import TestSupport
import Testing

/// A purse once more where a lane has failed under its rider: only if the card's own record says so too, since nobody
/// here knows of its taps at other processes.
@Suite(.serialized)
struct SecondPursePassageTests {
    /// A purse that has just been let through at 罗湖, and whose lane then failed with the barrier shut.
    private struct Rider {
        let folder: TemporaryFolder
        let time: TestTime
        let card: VirtualCard
        let gate: LaneRig
        private let startFen: Int

        init(_ direction: TapKind, balanceFen: UInt32 = 5710, easings: GateEasings = []) throws {
            folder = try TemporaryFolder()
            time = try TestTime("2026-11-24 07:00:00")
            var image = CardImage(.tUnion)
            image.purse?.balanceFen = balanceFen
            card = VirtualCard(image)
            startFen = Int(balanceFen)
            gate = try LaneRig(folder, direction: direction, time: time)
            gate.barrier.easings = easings
            if direction == .exit { #expect(try elsewhere("07:10:00", "机场东", .entry) == "entered") }
            try time.set("2026-11-24 08:00:00")
            let tap = gate.lane.present(card)
            #expect(tap.outcome == .open)
            fails(try #require(tap.verdict?.tapSequence))
        }

        var paidFen: Int { startFen - Int(card.image.purse?.balanceFen ?? 0) }

        /// Presents the card at another process, which has a journal of its own.
        func elsewhere(_ moment: String, _ station: String, _ direction: TapKind) throws -> String {
            try time.set("2026-11-24 " + moment)
            let other = try LaneRig(try TemporaryFolder(), station: station, direction: direction, time: time)
            defer { try? other.close() }
            return other.lane.present(card).reason
        }

        func here(_ moment: String) throws -> String {
            try time.set("2026-11-24 " + moment)
            return gate.lane.present(card).reason
        }

        /// The lane has ended the pass, and its barrier has stayed shut.
        private func fails(_ tapSequence: UInt64) {
            _ = gate.desk.ask(
                .passage(
                    JournalPassage(tapSequence: tapSequence, outcome: .notPassed, milliseconds: 500),
                    JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1), brokenLane: 0), at: 1)
        }
    }

    @Test("the card has not been anywhere: it opens once more within half an hour", arguments: [TapKind.entry, .exit])
    func unused(direction: TapKind) throws {
        let rider = try Rider(direction)
        let paid = rider.paidFen
        #expect(try rider.here("08:28:00") == "resumed")
        #expect(rider.paidFen == paid)
        try rider.gate.close()
    }

    @Test("an exit: the card has gone in again at another process, and pays this ride too")
    func wentInAgain() throws {
        let rider = try Rider(.exit)
        let paid = rider.paidFen
        #expect(try rider.elsewhere("08:05:00", "罗湖", .entry) == "entered")
        #expect(try rider.here("08:28:00") == "completed")
        #expect(rider.paidFen > paid)
        // It is outside now.
        #expect(try rider.elsewhere("08:40:00", "罗湖", .entry) == "entered")
        try rider.gate.close()
    }

    @Test("an exit: the card has made a whole ride since, and is outside")
    func madeARide() throws {
        let rider = try Rider(.exit)
        #expect(try rider.elsewhere("08:05:00", "罗湖", .entry) == "entered")
        #expect(try rider.elsewhere("08:20:00", "福田", .exit) == "completed")
        #expect(try rider.here("08:28:00") == "not-entered")
        try rider.gate.close()
    }

    @Test("an entry: the card has left meanwhile, and goes in with a record of its own")
    func leftMeanwhile() throws {
        let rider = try Rider(.entry)
        #expect(try rider.elsewhere("08:10:00", "福田", .exit) == "completed")
        #expect(try rider.here("08:20:00") == "entered")
        #expect(try rider.elsewhere("08:40:00", "福田", .exit) == "completed")
        try rider.gate.close()
    }

    @Test("an exit that is owed is on no card: it opens once more, and is owed once")
    func owed() throws {
        let rider = try Rider(.exit, balanceFen: 100, easings: .chargeLater)
        #expect(try rider.here("08:10:00") == "resumed")
        try rider.gate.close()
        #expect(try JournalContents(rider.folder).approved.map(\.reason) == [.chargeLater])
    }

    @Test("the same after a start, where the barrier was not told")
    func owedBeforeAStart() throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 07:10:00")
        var image = CardImage(.tUnion)
        image.purse?.balanceFen = 100
        let card = VirtualCard(image)
        let entrance = try LaneRig(try TemporaryFolder(), station: "机场东", time: time)
        #expect(entrance.lane.present(card).reason == "entered")
        try entrance.close()
        for (moment, reason) in [("08:00:00", "barrier-failed"), ("08:00:30", "resumed")] {
            try time.set("2026-11-24 " + moment)
            let gate = try LaneRig(folder, direction: .exit, time: time)
            gate.barrier.easings = .chargeLater
            gate.barrier.takesSignals = moment == "08:00:30"
            #expect(gate.lane.present(card).reason == reason)
            try gate.close()
        }
        #expect(try JournalContents(folder).approved.map(\.reason) == [.chargeLater])
    }
}
