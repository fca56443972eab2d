import CardCrypto
import CardEmulator
import Fares
import Foundation
import Gate
import Journal
import Lane
import QRTickets
import SmartCard
import TestSupport
import Testing

/// Codes at a whole lane: the same desk, journal and barrier as a card, and each code once.
@Suite(.serialized)
struct CodeLaneTests {
    private static func store() -> ReplayMemory { ReplayMemory(capacity: 1000) }

    @Test("entry and exit by the same account: priced, recorded, sealed for the settlement, no account in the journal")
    func entryAndExit() throws {
        let (folder, store) = (try TemporaryFolder(), Self.store())
        let disk = try FileStorage(folder.path, creates: true)
        let time = try TestTime("2026-11-24 08:00:00")
        var rig = try CodeRig(disk, store, time: time)
        let code = rig.code()
        let entry = rig.show(code)
        #expect(entry.outcome == .open && entry.reason == "entered" && entry.medium == "qr-code", "\(entry.reason)")
        try rig.close()
        try time.set("2026-11-24 08:40:00")
        rig = try CodeRig(disk, store, time: time, station: "机场东", direction: .exit)
        let exit = rig.show(rig.code())
        #expect(exit.outcome == .open && exit.reason == "completed", "\(exit.reason)")
        #expect(exit.token == entry.token)
        let fare = try #require(exit.verdict?.decision?.fare)
        #expect(fare.fareFen > 0)
        try rig.close()

        let contents = try JournalContents(folder)
        #expect(contents.approved.map(\.medium) == ["qr-code", "qr-code"] && contents.opened.count == 2)
        #expect(contents.chargedFen == Int64(fare.fareFen))
        #expect(contents.approved.first?.replayKey != nil)
        let box = try #require(contents.approved.first?.sealedData)
        #expect(SealedBox.open(box, privateKey: LaneRig.acquirer, context: CodeAcceptance.sealContext) == code)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))
            #expect(bytes.range(of: Data("FG00000000000001".utf8)) == nil, "\(name)")
        }
    }

    @Test(
        "shown again: within 2 s the same presentation, later a replay, at another lane a replay; nothing is recorded")
    func replay() throws {
        let (folder, other, store) = (try TemporaryFolder(), try TemporaryFolder(), Self.store())
        let time = try TestTime("2026-11-24 08:00:00")
        let rig = try CodeRig(try FileStorage(folder.path, creates: true), store, time: time)
        let second = try CodeRig(try FileStorage(other.path, creates: true), store, time: time, device: "gate-2")
        let code = rig.code()
        #expect(rig.show(code).outcome == .open)
        for _ in 0..<3 {
            time.skip(seconds: 1)
            #expect(rig.show(code).isSameTap)
        }
        #expect(second.show(code).reason == "replay")
        #expect(second.show(code).isSameTap)
        time.skip(seconds: 3)
        try time.set("2026-11-24 08:00:07")
        #expect(rig.show(code).reason == "replay")
        #expect(rig.rig.barrier.signals == ["open", "refuse"] && second.rig.barrier.signals == ["refuse"])
        try time.set("2026-11-24 08:01:01")
        time.skip(seconds: 3)
        #expect(rig.show(code).reason == "expired")
        try rig.close()
        try second.close()
        #expect(try JournalContents(folder).taps.count == 1)
        #expect(try JournalContents(other).taps.isEmpty)
        #expect(try JournalContents(other).notes == ["code refused: replay"])
    }

    @Test("what the desk refuses leaves the code to its rider, for another gate")
    func released() throws {
        let (folder, other, store) = (try TemporaryFolder(), try TemporaryFolder(), Self.store())
        let time = try TestTime("2026-11-24 08:00:00")
        let rig = try CodeRig(try FileStorage(folder.path, creates: true), store, time: time)
        #expect(rig.show(rig.code()).outcome == .open)
        try time.set("2026-11-24 08:00:10")
        let fresh = rig.code()
        #expect(rig.show(fresh).reason == "pass-back")
        let second = try CodeRig(try FileStorage(other.path, creates: true), store, time: time, device: "gate-2")
        #expect(second.show(fresh).outcome == .open)
        try rig.close()
        try second.close()
    }

    @Test("an account on the gate's deny list: recorded as refused, and the code is not spent")
    func denied() throws {
        let (folder, other, store) = (try TemporaryFolder(), try TemporaryFolder(), Self.store())
        let time = try TestTime("2026-11-24 08:00:00")
        let first = try CodeRig(try FileStorage(other.path, creates: true), store, time: time, device: "gate-2")
        let token = try #require(first.show(first.code()).token)
        try first.close()
        try time.set("2026-11-24 08:00:05")
        let rig = try CodeRig(try FileStorage(folder.path, creates: true), store, time: time, denied: [token])
        let tap = rig.show(rig.code())
        #expect(tap.outcome == .refused && tap.reason == "denied")
        #expect(rig.show(rig.code("FG00000000000002")).outcome == .open)
        #expect(store.count == 2)
        try rig.close()
        let contents = try JournalContents(folder)
        #expect(contents.taps.map(\.reason) == [.denied, .entered])
    }

    @Test("a fare above the code's own limit is refused and leaves the journey open")
    func limit() throws {
        let (folder, store) = (try TemporaryFolder(), Self.store())
        let disk = try FileStorage(folder.path, creates: true)
        let time = try TestTime("2026-11-24 08:00:00")
        var rig = try CodeRig(disk, store, time: time)
        #expect(rig.show(rig.code(limitFen: 100)).outcome == .open)
        try rig.close()
        try time.set("2026-11-24 08:40:00")
        rig = try CodeRig(disk, store, time: time, station: "机场东", direction: .exit)
        let low = rig.show(rig.code(limitFen: 100))
        #expect(low.outcome == .refused && low.reason == "limit-exceeded")
        try time.set("2026-11-24 08:40:05")
        #expect(rig.show(rig.code(limitFen: 2000)).reason == "completed")
        try rig.close()
    }

    @Test("a barrier that took nothing: the same code opens once it hears again, and once only")
    func barrierFails() throws {
        let (folder, store) = (try TemporaryFolder(), Self.store())
        let time = try TestTime("2026-11-24 08:00:00")
        let rig = try CodeRig(try FileStorage(folder.path, creates: true), store, time: time)
        let code = rig.code()
        rig.rig.barrier.takesSignals = false
        #expect(rig.show(code).reason == "barrier-failed")
        rig.rig.barrier.takesSignals = true
        let again = rig.show(code)
        #expect(again.outcome == .open && again.reason == "resumed")
        time.skip(seconds: 3)
        try time.set("2026-11-24 08:00:04")
        #expect(rig.show(code).reason == "replay")
        try rig.close()
        let contents = try JournalContents(folder)
        #expect(contents.approved.count == 1 && contents.opened.count == 1)
    }

    @Test("a gate that dies after the reservation: the code is free again; after the record: its tap opens, once")
    func restarts() throws {
        let (folder, store) = (try TemporaryFolder(), Self.store())
        let disk = try FileStorage(folder.path, creates: true)
        let time = try TestTime("2026-11-24 08:00:00")
        var rig = try CodeRig(disk, store, time: time)
        let code = rig.code()
        let now = time.now.seconds - LaneClock.chinaOffset
        let key = try #require(try rig.codes.validator.validate(code.span, at: CodeClock(now: now)).verified?.replayKey)
        // Reserved, and dead before anything was recorded.
        #expect(try store.reserve(key, for: rig.codes.holder, now: now, expires: now + 80) == nil)
        try rig.close()
        rig = try CodeRig(disk, store, time: time)
        rig.rig.barrier.takesSignals = false
        #expect(rig.show(code).reason == "barrier-failed")
        try rig.close()
        // Dead before the barrier opened, and with a store that is lost.
        let newStore = Self.store()
        rig = try CodeRig(disk, newStore, time: time)
        #expect(newStore.count == 1 && rig.doubles == 0)
        #expect(rig.show(code).reason == "resumed")
        try rig.close()
        rig = try CodeRig(disk, newStore, time: time)
        time.skip(seconds: 3)
        try time.set("2026-11-24 08:00:05")
        #expect(rig.show(code).reason == "replay")
        try rig.close()
        let contents = try JournalContents(folder)
        #expect(contents.approved.count == 1 && contents.opened.count == 1)
    }

    @Test("a store that another gate has filled since tells of a code that both let through")
    func doubled() throws {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        let (disk, lost, new) = (try FileStorage(folder.path, creates: true), Self.store(), Self.store())
        let time = try TestTime("2026-11-24 08:00:00")
        var rig = try CodeRig(disk, lost, time: time)
        let code = rig.code()
        #expect(rig.show(code).outcome == .open)
        try rig.close()
        let second = try CodeRig(try FileStorage(other.path, creates: true), new, time: time, device: "gate-2")
        #expect(second.show(code).outcome == .open)
        try second.close()
        rig = try CodeRig(disk, new, time: time)
        #expect(rig.doubles == 1)
        try rig.close()
    }

    @Test("a store that fails: nothing opens, nothing is recorded, and the rider is asked again")
    func brokenStore() throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let rig = try CodeRig(try FileStorage(folder.path, creates: true), BrokenStore(), time: time)
        let code = rig.code()
        for _ in 0..<2 {
            let tap = rig.show(code)
            #expect(tap.outcome == .again && tap.reason == "replay-store-failed" && tap.replayFailure != nil)
        }
        #expect(rig.rig.barrier.signals == ["again", "again"])
        try rig.close()
        #expect(try JournalContents(folder).taps.isEmpty)
    }

    @Test("a clock that is not trusted refuses codes, and cards not")
    func clock() throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let rig = try CodeRig(
            try FileStorage(folder.path, creates: true), Self.store(), time: time, isSynchronised: false)
        let code = rig.code()
        // The wall clock of the rig stands still.
        time.skip(seconds: 60)
        let tap = rig.show(code)
        #expect(tap.reason == "clock" && tap.clockFault == .moved)
        #expect(rig.rig.lane.present(VirtualCard(CardImage(.quickPassCredit))).outcome == .open)
        try rig.close()
    }

    @Test("codes that are none: the reason, a note in the journal, nothing of their bytes")
    func refused() throws {
        let folder = try TemporaryFolder()
        let time = try TestTime("2026-11-24 08:00:00")
        let rig = try CodeRig(try FileStorage(folder.path, creates: true), Self.store(), time: time)
        var forged = rig.code()
        forged[200] ^= 1
        for (bytes, reason, words) in [
            (Array("134567890123456789".utf8), "unsupported-format", "WeChat payment code"),
            (Array("6212345678".utf8), "online-required", "a payment code"), ([], "malformed", "cannot be read"),
            ([0x7F], "unknown-format", "Not a ride code"), (forged, "issuer-signature", "not genuine"),
            ([UInt8](repeating: 0x81, count: 5000), "too-large", "too large"),
        ] as [([UInt8], String, String)] {
            let tap = rig.show(bytes)
            #expect(tap.outcome == .refused && tap.reason == reason, "\(tap.reason)")
            // As the display of the lane has it.
            #expect(tap.prompt.wording.english.contains(words), "\(tap.prompt.wording)")
            #expect(tap.code?.display.chinese == tap.prompt.wording.chinese)
        }
        try rig.close()
        #expect(try JournalContents(folder).taps.isEmpty)
        #expect(try JournalContents(folder).notes.count == 6)
    }
}
