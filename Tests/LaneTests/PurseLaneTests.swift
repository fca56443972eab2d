import CardEmulator
import EMV
import Foundation
import Gate
import Journal
import Lane
import SmartCard
import TestSupport
import Testing

/// Stored value at the lane: torn and killed anywhere, the card is charged exactly once and the journal says the same.
@Suite(.serialized)
struct PurseLaneTests {
    /// A card that does something before a command of its own count goes out.
    private final class Wire: CardChannel {
        let card: VirtualCard
        private(set) var sent = 0
        var beforeCommand: ([UInt8]) -> Void = { _ in }
        var before: (Int) throws(CardChannelError) -> Void = { _ throws(CardChannelError) in }
        var after: (Int) throws(CardChannelError) -> Void = { _ throws(CardChannelError) in }

        init(_ card: VirtualCard) { self.card = card }

        func reset() throws(CardChannelError) -> [UInt8] { try card.reset() }

        func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
            sent += 1
            beforeCommand(command)
            try before(sent)
            try card.transmit(command, into: &answer)
            try after(sent)
        }
    }

    /// One purse over its days, each tap at a process of its own.
    private struct Course {
        let folder: TemporaryFolder
        let time: TestTime
        let card = VirtualCard(CardImage(.tUnion))
        private let startFen: Int

        init() throws {
            folder = try TemporaryFolder()
            time = try TestTime("2026-11-24 00:00:00")
            startFen = PurseLaneTests.balance(card)
        }

        /// What the card has paid so far.
        var paidFen: Int { startFen - PurseLaneTests.balance(card) }

        func present(
            _ moment: String, at station: String = "罗湖", _ direction: TapKind = .entry, over wire: Wire? = nil,
            tornAfterDebit: Bool = false, denied: [CardTokenValue] = [], tokenizer: CardTokenizer? = nil
        ) throws -> LaneTap {
            try time.set(moment)
            let rig = try LaneRig(
                folder, station: station, direction: direction, time: time, denied: denied, listVersion: 12,
                tokenizer: tokenizer)
            let channel = wire ?? Wire(card)
            if tornAfterDebit {
                var isDebit = false
                channel.beforeCommand = { isDebit = $0[1] == 0x54 }
                channel.after = { _ throws(CardChannelError) in if isDebit { throw .removed } }
            }
            let tap = rig.lane.present(channel)
            try rig.close()
            return tap
        }
    }

    private static func balance(_ card: VirtualCard) -> Int { Int(card.image.purse?.balanceFen ?? 0) }

    @Test("entry and exit: the purse pays the fare once")
    func entryAndExit() throws {
        let folder = try TemporaryFolder()
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
            let course = try Course()
            _ = try course.present("2026-11-24 08:00:00")
            let (folder, time, card) = (course.folder, course.time, course.card)
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
            #expect(course.paidFen == 855, "\(place) \(isAfter)")
            #expect(contents.chargedFen == 855, "\(place) \(isAfter)")
            #expect(contents.approved.count == 2, "\(place) \(isAfter)")
            if wire.sent < place { commands = wire.sent }
            place += 1
        }
        #expect(commands > 6)
    }

    /// kill -9 before and after each command of the exit; the next process has the journal as it was, the card is as it
    /// is.
    @Test("killed at each command boundary", arguments: [false, true])
    func killed(isAfter: Bool) throws {
        var commands = 0
        var place = 1
        while commands == 0 {
            let course = try Course()
            _ = try course.present("2026-11-24 08:00:00")
            let (folder, time, card) = (course.folder, course.time, course.card)
            try time.set("2026-11-24 08:50:00")
            let rig = try LaneRig(folder, station: "机场东", direction: .exit, time: time)
            let wire = Wire(card)
            var left: TemporaryFolder?
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
            #expect(course.paidFen == 855 && contents.chargedFen == 855, "\(place - 1) \(isAfter)")
            #expect(contents.approved.count == 2, "\(place - 1) \(isAfter)")
        }
        #expect(commands > 6)
    }

    /// A debit whose answer was lost is settled at another gate, as the ride that it was for; the tap at hand goes on.
    @Test("an entry torn at one station comes back at the exit of another")
    func tornEntryElsewhere() throws {
        let course = try Course()
        #expect(try course.present("2026-11-24 08:00:00", tornAfterDebit: true).isTorn)
        let tap = try course.present("2026-11-24 08:50:00", at: "机场东", .exit)
        #expect(tap.outcome == .open && tap.reason == "completed", "\(tap.reason)")
        let contents = try JournalContents(course.folder)
        #expect(contents.approved.map(\.station?.id) == ["SZ001", "SZ030"])
        #expect(contents.approved.map(\.kind) == [.entry, .exit])
        #expect(contents.chargedFen == 855 && course.paidFen == 855)
    }

    @Test("an exit torn in the evening is settled at the entry of the next morning")
    func tornExitSettledLater() throws {
        let course = try Course()
        _ = try course.present("2026-11-24 18:00:00")
        #expect(try course.present("2026-11-24 18:50:00", at: "机场东", .exit, tornAfterDebit: true).isTorn)
        let tap = try course.present("2026-11-25 08:00:00", at: "会展中心")
        #expect(tap.outcome == .open && tap.reason == "entered", "\(tap.reason)")
        let contents = try JournalContents(course.folder)
        #expect(contents.approved.map(\.kind) == [.entry, .exit, .entry])
        #expect(contents.approved[1].station?.id == "SZ030" && contents.approved[1].chargeFen == 855)
        #expect(contents.chargedFen == 855 && course.paidFen == 855)
    }

    @Test("an exit torn long ago does not open the same exit again")
    func tornExitTooLate() throws {
        let course = try Course()
        _ = try course.present("2026-11-24 18:00:00")
        #expect(try course.present("2026-11-24 18:50:00", at: "机场东", .exit, tornAfterDebit: true).isTorn)
        let tap = try course.present("2026-11-24 20:50:00", at: "机场东", .exit)
        #expect(tap.outcome == .again && tap.reason == "debit-settled", "\(tap.reason)")
        let last = try course.present("2026-11-24 20:50:05", at: "机场东", .exit)
        #expect(last.outcome == .refused, "\(last.reason)")
        #expect(try JournalContents(course.folder).chargedFen == 855 && course.paidFen == 855)
    }

    @Test(
        "a listed purse is refused and recorded as a payment card is, under the old token too",
        arguments: [false, true])
    func denied(isKeyNew: Bool) throws {
        let course = try Course()
        let token = try #require(try course.present("2026-11-24 08:00:00").token)
        let tap = try course.present(
            "2026-11-24 08:50:00", at: "机场东", .exit, denied: [token], tokenizer: isKeyNew ? LaneRig.newKey() : nil)
        #expect(tap.outcome == .refused && tap.reason == "denied")
        let contents = try JournalContents(course.folder)
        let record = try #require(contents.taps.last)
        #expect(record.outcome == .refused && record.reason == .denied && record.kind == .exit)
        #expect(record.medium == "t-union" && record.denyListVersion == 12 && record.station?.id == "SZ030")
        #expect(record.token.keyIdentifier == (isKeyNew ? 2 : 1) && (record.token.token.low == token.low) != isKeyNew)
        #expect(contents.purses.map(\.state) == [.intended, .proven] && course.paidFen == 0)
    }

    @Test("the token key changes under an open debit: it is settled once, and the journey goes on")
    func newTokenKey() throws {
        let course = try Course()
        _ = try course.present("2026-11-24 08:00:00")
        #expect(try course.present("2026-11-24 08:50:00", at: "机场东", .exit, tornAfterDebit: true).isTorn)
        for moment in ["2026-11-24 08:50:05", "2026-11-24 09:50:00"] {
            let tap = try course.present(moment, at: "机场东", .exit, tokenizer: LaneRig.newKey())
            // The exit that was torn opens; it does not open twice.
            #expect((tap.outcome == .open) == (moment == "2026-11-24 08:50:05"), "\(tap.reason)")
        }
        #expect(try course.present("2026-11-24 18:00:00", tokenizer: LaneRig.newKey()).reason == "entered")
        let contents = try JournalContents(course.folder)
        #expect(contents.chargedFen == 855 && course.paidFen == 855)
        #expect(contents.approved.map(\.kind) == [.entry, .exit, .entry])
        #expect(contents.purses.map(\.state) == [.intended, .proven, .intended, .proven, .intended, .proven])
    }

    @Test(
        "killed between the open signal and what follows: the ride is paid, and the card passes without a second debit")
    func killedAtTheBarrier() throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let card = VirtualCard(CardImage(.tUnion))
        let entry = try LaneRig(folder, time: time)
        _ = entry.lane.present(card)
        try entry.close()
        try time.set("2026-11-24 08:50:00")
        let rig = try LaneRig(folder, station: "机场东", direction: .exit, time: time)
        var left: TemporaryFolder?
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
