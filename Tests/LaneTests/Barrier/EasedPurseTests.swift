import CardEmulator
import Gate
import Journal
import Lane
import TestSupport
import Testing

/// Stored value at a lane that does without rules, with the refusal beside it.
@Suite(.serialized)
struct EasedPurseTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        let easings: GateEasings
        /// `HH:MM in|out`; in at 罗湖, out at 机场东.
        let taps: [String]
        let plain: [String]
        let eased: [String]
        var balanceFen: UInt32 = 5710
        /// What the card has paid in the end, without and with the easing.
        let paidFen: (Int, Int)
        var testDescription: String { rule }
    }

    @Test(arguments: [
        Row(
            rule: "order free: out without an entry", easings: .orderFree, taps: ["08:00 out"],
            plain: ["refused not-entered"], eased: ["open order-free"], paidFen: (0, 0)),
        Row(
            rule: "order free: in while inside, then out for the fare", easings: .orderFree,
            taps: ["08:00 in", "09:00 in", "09:50 out"],
            plain: ["open entered", "refused already-inside", "open completed"],
            eased: ["open entered", "open order-free", "open completed"], paidFen: (855, 855)),
        Row(
            rule: "fare free: out for nothing", easings: .fareFree, taps: ["08:00 in", "08:50 out"],
            plain: ["open entered", "open completed"], eased: ["open entered", "open fare-free"], paidFen: (855, 0)),
        Row(
            rule: "charge later: out without the money, and not in again before it is settled", easings: .chargeLater,
            taps: ["08:00 in", "08:50 out", "09:50 in"],
            plain: ["open entered", "refused not-enough-money", "refused already-inside"],
            eased: ["open entered", "open charge-later", "refused already-inside"], balanceFen: 100, paidFen: (0, 0)),
        Row(
            rule: "charge later: who has the money pays", easings: .chargeLater, taps: ["08:00 in", "08:50 out"],
            plain: ["open entered", "open completed"], eased: ["open entered", "open completed"], paidFen: (855, 855)),
    ])
    func rule(row: Row) throws {
        for isEased in [false, true] {
            let folder = try TemporaryFolder()
            let time = try TestTime("2026-11-24 00:00:00")
            var image = CardImage(.tUnion)
            image.purse?.balanceFen = row.balanceFen
            let card = VirtualCard(image)
            var answers: [String] = []
            for tap in row.taps {
                let words = tap.split(separator: " ").map(String.init)
                try time.set("2026-11-24 \(words[0]):00")
                let isEntry = words[1] == "in"
                // Each tap at a process of its own.
                let rig = try LaneRig(
                    folder, station: isEntry ? "罗湖" : "机场东", direction: isEntry ? .entry : .exit, time: time)
                rig.barrier.easings = isEased ? row.easings : []
                let result = rig.lane.present(card)
                answers.append("\(result.outcome.rawValue) \(result.reason)")
                #expect(rig.barrier.signals == [result.outcome == .open ? "open" : "refuse"])
                try rig.close()
            }
            #expect(answers == (isEased ? row.eased : row.plain), "eased: \(isEased)")
            let paid = Int(row.balanceFen) - Int(card.image.purse?.balanceFen ?? 0)
            #expect(paid == (isEased ? row.paidFen.1 : row.paidFen.0))
            let contents = try JournalContents(folder)
            let owed = contents.approved.filter { $0.reason == .chargeLater }.reduce(0) { $0 + $1.chargeFen }
            #expect(contents.chargedFen == Int64(paid) + owed)
            #expect(owed == (answers.contains("open charge-later") ? 855 : 0))
            #expect(contents.purses.count { $0.state == .intended } == contents.purses.count { $0.state == .proven })
        }
    }

    @Test("after a release a purse that is still inside enters at no charge")
    func release() throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let card = VirtualCard(CardImage(.tUnion))
        var rig = try LaneRig(folder, time: time)
        #expect(rig.lane.present(card).reason == "entered")
        for (moment, mode) in [("2026-11-24 09:00:00", GateMode.emergency), ("2026-11-24 09:30:00", .normal)] {
            try time.set(moment)
            let record = JournalMode(
                lane: 0, old: mode == .normal ? .emergency : .normal, new: mode, easings: [], cause: .emergencyLine,
                time: time.now, station: rig.lane.site.place)
            _ = rig.desk.ask(.mode(record, JournalMoment(wallMilliseconds: 1, monotonicNanoseconds: 1)), at: 1)
        }
        try rig.close()
        try time.set("2026-11-26 08:00:00")
        rig = try LaneRig(folder, time: time)
        #expect(rig.lane.present(card).reason == "emergency-release")
        try rig.close()
        #expect(try JournalContents(folder).chargedFen == 0)
    }
}
