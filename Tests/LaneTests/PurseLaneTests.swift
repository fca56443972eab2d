import CardEmulator
import Foundation
import Gate
import Journal
import Lane
import SmartCard
import Testing

/// Stored value at the lane: torn and killed anywhere, the card is charged exactly once and the journal says the same.
@Suite(.serialized)
struct PurseLaneTests {
    /// A card that does something before a command of its own count goes out.
    private final class Wire: CardChannel {
        let card: VirtualCard
        private(set) var sent = 0
        var before: (Int) throws(CardChannelError) -> Void = { _ throws(CardChannelError) in }
        var after: (Int) throws(CardChannelError) -> Void = { _ throws(CardChannelError) in }

        init(_ card: VirtualCard) { self.card = card }

        func reset() throws(CardChannelError) -> [UInt8] { try card.reset() }

        func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
            sent += 1
            try before(sent)
            try card.transmit(command, into: &answer)
            try after(sent)
        }
    }

    private static func balance(_ card: VirtualCard) -> Int { Int(card.image.purse?.balanceFen ?? 0) }

    @Test("entry and exit: the purse pays the fare once")
    func entryAndExit() throws {
        let folder = try ScratchFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let card = VirtualCard(CardImage(.tUnion))
        let before = Self.balance(card)
        let entry = try LaneRig(folder, time: time)
        #expect(entry.lane.present(card).reason == "entered")
        try entry.close()
        try time.set("2026-11-24 08:50:00")
        let exit = try LaneRig(folder, station: "机场东", direction: .exit, time: time)
        let tap = exit.lane.present(card)
        try exit.close()
        #expect(tap.outcome == .open && tap.verdict?.decision?.chargeFen == 855)
        #expect(before - Self.balance(card) == 855)
        let contents = try JournalContents(folder)
        #expect(contents.chargedFen == 855)
        #expect(contents.purses.map(\.state) == [.intended, .proven, .intended, .proven])
    }

    /// At each command: the card leaves before it, or after it; then it is presented until the barrier has opened.
    @Test("torn at each command boundary", arguments: [false, true])
    func torn(isAfter: Bool) throws {
        var commands = 0
        var place = 1
        while commands == 0 {
            let folder = try ScratchFolder()
            let time = try TestTime("2026-11-24 08:00:00")
            let card = VirtualCard(CardImage(.tUnion))
            let before = Self.balance(card)
            let entry = try LaneRig(folder, time: time)
            _ = entry.lane.present(card)
            try entry.close()
            try time.set("2026-11-24 08:50:00")
            let rig = try LaneRig(folder, station: "机场东", direction: .exit, time: time)
            let wire = Wire(card)
            let leave: (Int) throws(CardChannelError) -> Void = { number throws(CardChannelError) in
                if number == place { throw .removed }
            }
            if isAfter { wire.after = leave } else { wire.before = leave }
            let first = rig.lane.present(wire)
            try time.set("2026-11-24 08:50:05")
            var last = first
            if first.outcome != .open { last = rig.lane.present(Wire(card)) }
            if last.outcome == .again { last = rig.lane.present(Wire(card)) }
            try rig.close()
            #expect(last.outcome == .open, "\(place) \(isAfter): \(last.reason)")
            let contents = try JournalContents(folder)
            #expect(before - Self.balance(card) == 855, "\(place) \(isAfter)")
            #expect(contents.chargedFen == 855, "\(place) \(isAfter)")
            #expect(contents.approved.count == 2, "\(place) \(isAfter)")
            if wire.sent < place { commands = wire.sent }
            place += 1
        }
        #expect(commands > 6)
    }

    /// kill -9 before and after each command of the exit; the next process has the journal as it was, the card is as it is.
    @Test("killed at each command boundary", arguments: [false, true])
    func killed(isAfter: Bool) throws {
        var commands = 0
        var place = 1
        while commands == 0 {
            let folder = try ScratchFolder()
            let time = try TestTime("2026-11-24 08:00:00")
            let card = VirtualCard(CardImage(.tUnion))
            let before = Self.balance(card)
            let entry = try LaneRig(folder, time: time)
            _ = entry.lane.present(card)
            try entry.close()
            try time.set("2026-11-24 08:50:00")
            let rig = try LaneRig(folder, station: "机场东", direction: .exit, time: time)
            let wire = Wire(card)
            var left: ScratchFolder?
            let kill: (Int) throws(CardChannelError) -> Void = { number throws(CardChannelError) in
                guard number == place else { return }
                left = try? folder.snapshot()
                throw .removed
            }
            if isAfter { wire.after = kill } else { wire.before = kill }
            _ = rig.lane.present(wire)
            try rig.close()
            // Beyond the last command nothing was cut.
            if wire.sent < place { commands = wire.sent }
            place += 1
            guard let left else { continue }
            try time.set("2026-11-24 08:50:10")
            let next = try LaneRig(left, station: "机场东", direction: .exit, time: time)
            var last = next.lane.present(Wire(card))
            if last.outcome == .again { last = next.lane.present(Wire(card)) }
            try next.close()
            #expect(last.outcome == .open, "\(place - 1) \(isAfter): \(last.reason)")
            let contents = try JournalContents(left)
            #expect(before - Self.balance(card) == 855 && contents.chargedFen == 855, "\(place - 1) \(isAfter)")
            #expect(contents.approved.count == 2, "\(place - 1) \(isAfter)")
        }
        #expect(commands > 6)
    }

    @Test(
        "killed between the open signal and what follows: the ride is paid, and the card passes without a second debit")
    func killedAtTheBarrier() throws {
        let folder = try ScratchFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let card = VirtualCard(CardImage(.tUnion))
        let entry = try LaneRig(folder, time: time)
        _ = entry.lane.present(card)
        try entry.close()
        try time.set("2026-11-24 08:50:00")
        let rig = try LaneRig(folder, station: "机场东", direction: .exit, time: time)
        var left: ScratchFolder?
        rig.barrier.onOpen = { _ in left = try? folder.snapshot() }
        _ = rig.lane.present(card)
        try rig.close()
        let paid = Self.balance(card)
        let after = try #require(left)
        let next = try LaneRig(after, station: "机场东", direction: .exit, time: time)
        let tap = next.lane.present(card)
        try next.close()
        #expect(tap.outcome == .open && tap.reason == "resumed", "\(tap.reason)")
        #expect(Self.balance(card) == paid)
        #expect(try JournalContents(after).chargedFen == 855)
    }
}
