import CardCrypto
import CardEmulator
import EMV
import Fares
import Foundation
import Gate
import Journal
import Lane
import Simulator
import SmartCard
import TestSupport
import Testing

/// A card from the channel to the barrier: decided, recorded, opened, and rebuilt from the journal.
@Suite(.serialized)
struct LaneTests {
    /// Entry and exit are two runs of the process; the fare is the book's.
    @Test(arguments: [CardProfile.quickPassDebit, .quickPassCredit, .quickPassSM2])
    func entryAndExit(profile: CardProfile) throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let card = VirtualCard(CardImage(profile))
        let entry = try LaneRig(folder, time: time)
        #expect(entry.lane.present(card).reason == "entered")
        #expect(entry.barrier.signals == ["open"])
        try entry.close()

        try time.set("2026-11-24 08:50:00")
        let exit = try LaneRig(folder, station: "机场东", direction: .exit, time: time)
        let tap = exit.lane.present(card)
        try exit.close()
        #expect(tap.outcome == .open && tap.reason == "completed" && tap.medium == "quickpass")
        let fare = exit.book.rules(on: try #require(ServiceDate("2026-11-24"))).ordinary.fare(
            from: try exit.book.edition.directory.station("罗湖"), to: exit.lane.site.station)
        #expect(tap.verdict?.decision?.chargeFen == fare && fare > 0)

        let contents = try JournalContents(folder)
        #expect(contents.approved.count == 2 && contents.chargedFen == Int64(fare) && contents.opened.count == 2)
        #expect(contents.approved[1].entry?.station?.id == "SZ001")
        #expect(contents.approved[1].phases.count == 2)
        // The box holds no key that opens what it keeps; the acquirer has it.
        let number = CardImage(profile).pan.digits
        for record in contents.approved {
            let data = try #require(
                SealedBox.open(record.sealedData, privateKey: LaneRig.acquirer, context: AuthorisationData.context))
            var tags: [UInt32] = []
            try TLVReader.walk(0..<data.count, of: data.span) { object, _ in tags.append(object.tag) }
            #expect(tags.starts(with: [0x57, 0x5F34, 0x9F26, 0x9F10, 0x9F36, 0x9F37]))
            #expect(Hex.text(data).contains(number))
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = [UInt8](FileManager.default.contents(atPath: folder.path + "/" + name) ?? Data())
            #expect(!Hex.text(bytes).contains(number), "\(name)")
            #expect(!String(decoding: bytes, as: UTF8.self).contains(number), "\(name)")
        }
    }

    @Test("the same card again: one charge, the second refused with its own reason (P6)")
    func passBack() throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let card = VirtualCard(CardImage(.quickPassCredit))
        let rig = try LaneRig(folder, time: time)
        #expect(rig.lane.present(card).outcome == .open)
        try time.set("2026-11-24 08:00:30")
        #expect(rig.lane.present(card).reason == "pass-back")
        #expect(rig.barrier.signals == ["open", "refuse"])
        try rig.close()
        let contents = try JournalContents(folder)
        #expect(contents.taps.map(\.outcome) == [.open, .refused])
    }

    @Test("QP-A07 a card that left at its last record is known when it comes back, and no other for it")
    func torn() throws {
        let folder = try TemporaryFolder()
        let rig = try LaneRig(folder, time: TestTime("2026-11-24 08:00:00"))
        let fault = try #require(CardFault(id: "QP-A07-last-record"))
        var card = VirtualCard(CardImage(fault))
        for other in [CardProfile.quickPassDebit, .quickPassCredit] {
            card = VirtualCard(CardImage(fault))
            let left = rig.lane.present(card)
            #expect(left.isTorn && !left.followsTorn && left.outcome == .again)
            let next = rig.lane.present(other == .quickPassDebit ? VirtualCard(CardImage(other)) : card)
            #expect(next.outcome == .open && next.followsTorn == (other == .quickPassCredit), "\(next.reason)")
        }
        #expect(!rig.lane.present(card).followsTorn)
        try rig.close()
        #expect(try JournalContents(folder).approved.count == 2)
    }

    @Test("killed at the open signal: the record is there, and the card passes once more without a second tap (P5)")
    func killedBeforeOpening() throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let card = VirtualCard(CardImage(.quickPassCredit))
        let rig = try LaneRig(folder, time: time)
        var left: TemporaryFolder?
        rig.barrier.onOpen = { _ in left = try? folder.snapshot() }
        _ = rig.lane.present(card)
        try rig.close()

        let after = try #require(left)
        #expect(try JournalContents(after).approved.count == 1)
        try time.set("2026-11-24 08:00:40")
        let second = try LaneRig(after, time: time)
        #expect(second.lane.present(card).reason == "resumed")
        #expect(second.lane.present(card).reason == "pass-back")
        #expect(second.barrier.signals == ["open", "refuse"])
        try second.close()
        let contents = try JournalContents(after)
        #expect(contents.approved.count == 1 && contents.opened.count == 1)
    }

    @Test(
        "a listed card is recorded and refused, under the old token too; nothing is sealed", arguments: [false, true])
    func denied(isKeyNew: Bool) throws {
        let time = try TestTime("2026-11-24 08:00:00")
        let image = CardImage(.quickPassCredit)
        let first = try TemporaryFolder()
        let rig = try LaneRig(first, time: time)
        let token = try #require(rig.lane.present(VirtualCard(image)).token)
        try rig.close()
        let folder = try TemporaryFolder()
        let listed = try LaneRig(
            folder, time: time, denied: [token], listVersion: 2026_1127, tokenizer: isKeyNew ? LaneRig.newKey() : nil)
        let tap = listed.lane.present(VirtualCard(image))
        #expect(tap.reason == "denied" && listed.barrier.signals == ["refuse"])
        try listed.close()
        let contents = try JournalContents(folder)
        #expect(contents.taps.map(\.reason) == [.denied] && contents.taps[0].sealedData.isEmpty)
        #expect(contents.taps[0].denyListVersion == 2026_1127)
    }

    @Test(
        "a good card passes; of cards that must not nothing opens, and the journal says why",
        arguments: [
            ("QP-A01", "open entered", ""), ("QP-E07", "refused authentication-failed", "card suspect"),
            ("QP-B08-02", "refused card-not-supported", "card refused"),
            ("QP-D01", "refused expired", "card refused"),
            ("QP-C05-80", "refused mandatory-object-missing", "card refused"),
            ("QP-E03", "refused authentication-failed", "card suspect"), ("QP-A06-one-byte", "again link-fault", ""),
        ])
    func broken(id: String, ending: String, note: String) throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let fault = try #require(CardFault(id: id))
        let rig = try LaneRig(folder, time: time)
        let tap = rig.lane.present(VirtualCard(CardImage(fault)))
        try rig.close()
        let contents = try JournalContents(folder)
        #expect("\(tap.outcome.rawValue) \(tap.reason)" == ending)
        let isOpen = ending.hasPrefix("open")
        #expect(contents.approved.count == (isOpen ? 1 : 0) && contents.opened.count == (isOpen ? 1 : 0))
        #expect(rig.barrier.signals == [isOpen ? "open" : ending.hasPrefix("again") ? "again" : "refuse"])
        #expect(contents.notes.first?.hasPrefix(note) ?? note.isEmpty, "\(contents.notes)")
    }

    @Test("the disk fails at each write and each sync: no open signal without a record, and the lane closes")
    func failingDisk() throws {
        let time = try TestTime("2026-11-24 08:00:00")
        var counts: [String: Int] = [:]
        for place in 1...12 {
            for isSync in [false, true] {
                let disk = SimulatedDisk(seed: UInt64(place))
                disk.fault = isSync ? .sync(place, forEver: true) : .write(place, forEver: true)
                let rig: LaneRig
                do { rig = try LaneRig(disk, time: time, durability: .power) } catch {
                    // The disk failed as the journal was begun: there is no gate.
                    #expect(error is JournalError, "\(error)")
                    counts["no gate", default: 0] += 1
                    continue
                }
                let tap = rig.lane.present(VirtualCard(CardImage(.quickPassCredit)))
                let opened = rig.barrier.signals == ["open"]
                counts[opened ? "opened" : "shut", default: 0] += 1
                #expect(opened == (tap.outcome == .open))
                if tap.outcome != .open { #expect(tap.reason == "journal-failed" && tap.journalFailure != nil) }
                try? rig.close()
                // What has opened is there after a power cut.
                let rest = disk.afterPowerCut(.drop, seed: 1)
                var approved = 0
                let scan = try JournalReader.read(rest) { (header, body) throws(BodyFault) in
                    if case .tap(let record) = try JournalEntry.read(header, body), record.outcome == .open {
                        approved += 1
                    }
                }
                if opened { #expect(approved == 1 && scan.damage == nil, "\(place) \(isSync)") }
            }
        }
        // All three were tried, at each place and kind once.
        #expect(counts.values.reduce(0, +) == 24)
        #expect(counts.count == 3, "\(counts)")
    }

    @Test("a journey left open is swept when its service day is over")
    func sweep() throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let card = VirtualCard(CardImage(.quickPassCredit))
        let rig = try LaneRig(folder, time: time)
        #expect(rig.lane.present(card).reason == "entered")
        try time.set("2026-11-25 08:00:00")
        #expect(rig.lane.present(card).reason == "entered")
        try rig.close()
        // After a restart the journeys are the same as without one.
        try time.set("2026-11-25 08:40:00")
        let exit = try LaneRig(folder, station: "机场东", direction: .exit, time: time)
        let tap = exit.lane.present(card)
        try exit.close()
        #expect(tap.reason == "completed" && tap.verdict?.decision?.chargeFen == 900)
    }
}
