import CardEmulator
import EMV
import Foundation
import Gate
import Journal
import Lane
import SmartCard
import Synchronization
import TestSupport
import Testing

/// A lane with its machine, from the card to the rider behind the barrier.
@Suite(.serialized)
struct LaneMachineTests {
    /// A gate that does what a test says, and keeps what it is told.
    final class ScriptedGate: GateHardware {
        private let state = Mutex((told: [GateAction](), takes: true))
        private let sink = Mutex<(@Sendable (GateEvent) -> Void)?>(nil)

        func connect(_ take: @escaping @Sendable (GateEvent) -> Void) { sink.withLock { $0 = take } }

        func perform(_ action: GateAction) -> Bool {
            state.withLock { state in
                if state.takes { state.told.append(action) }
                return state.takes
            }
        }

        func close() {}

        func send(_ event: GateEvent) {
            let take = sink.withLock { $0 }
            take?(event)
        }

        var takes: Bool {
            get { state.withLock { $0.takes } }
            set { state.withLock { $0.takes = newValue } }
        }

        /// All that it has taken.
        var told: [GateAction] { state.withLock { $0.told } }

        /// What moves the barrier.
        var moves: [GateAction] {
            state.withLock { state in
                state.told.filter {
                    switch $0 {
                    case .open, .stand, .release, .close: true
                    default: false
                    }
                }
            }
        }
    }

    private static func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// Waits for something to become true.
    private static func wait(_ isTrue: () -> Bool) -> Bool {
        let end = now() + 20_000_000_000
        while !isTrue() {
            guard now() < end else { return false }
            usleep(500)
        }
        return true
    }

    /// A whole lane over a gate that is not there.
    private final class Walk {
        let rig: LaneRig
        let gate: SimulatedGate
        private(set) var machine: LaneMachine
        private let recorder: LaneRecorder
        let passages = Mutex(0)

        init(_ folder: TemporaryFolder, _ time: TestTime, _ riders: [SimulatedRider], passage: UInt32 = 5000) throws {
            var times = SimulatedGateTimes()
            (times.openingMilliseconds, times.closingMilliseconds) = (1, 1)
            (times.approachMilliseconds, times.crossingMilliseconds) = (2, 3)
            let gate = try SimulatedGate(
                SimulatedAisle(times, riders: riders), now: LaneMachineTests.now)
            self.gate = gate
            var settings = GateSettings(.entry)
            settings.passageMilliseconds = passage
            settings.alarmMilliseconds = 50
            var made: (LaneMachine, LaneRecorder)?
            rig = try LaneRig(folder, time: time) { parts in
                let recorder = try LaneRecorder(
                    parts.desk, place: parts.place, lane: 3, station: parts.site.place, clock: parts.clock)
                let machine = try LaneMachine(
                    settings, hardware: gate, now: LaneMachineTests.now, report: { recorder.take($0) })
                made = (machine, recorder)
                return machine
            }
            (machine, recorder) = try #require(made)
        }

        func isIdle() -> Bool { machine.passCount == 0 && machine.accepts }

        func close() throws {
            machine.close()
            recorder.close()
            try rig.close()
        }
    }

    @Test("flaps that turn back do not report where they were going; one tap told twice is one rider")
    func turnsBack() {
        var aisle = SimulatedAisle()
        aisle.perform(.open(.entry, tapSequence: 1), at: 0)
        aisle.perform(.close, at: 1200)
        aisle.perform(.open(.entry, tapSequence: 2), at: 1210)
        aisle.perform(.open(.entry, tapSequence: 2), at: 1220)
        var events: [GateEvent] = []
        while let event = aisle.event(at: 10_000) { events.append(event) }
        #expect(events.count { $0 == .sensor(.passed) } == 2)
        #expect(!events.contains(.barrier(.closed)) && events.contains(.barrier(.opened)))
    }

    @Test("a rider passes: the journal knows, and the same card is passed back")
    func passes() throws {
        let folder = try TemporaryFolder()
        let walk = try Walk(folder, TestTime("2026-11-24 08:00:00"), [])
        let card = VirtualCard(CardImage(.quickPassCredit))
        #expect(walk.rig.lane.present(card).reason == "entered")
        #expect(Self.wait(walk.isIdle))
        #expect(walk.rig.lane.present(card).reason == "pass-back")
        try walk.close()
        let contents = try JournalContents(folder)
        #expect(contents.passages.map(\.outcome) == [.passed])
        #expect(contents.passages[0].tapSequence == contents.opened[0])
        #expect(contents.approved.count == 1)
    }

    @Test("a rider turns away: the same card opens once more, free, and then no more")
    func turnsAway() throws {
        let folder = try TemporaryFolder()
        let walk = try Walk(folder, TestTime("2026-11-24 08:00:00"), [.staysAway, .passes], passage: 50)
        let card = VirtualCard(CardImage(.quickPassCredit))
        #expect(walk.rig.lane.present(card).reason == "entered")
        // The lane takes nobody while the barrier is open for this rider.
        let busy = walk.rig.lane.present(VirtualCard(CardImage(.quickPassDebit)))
        #expect(busy.reason == GateLane.notReady && busy.token == nil)
        #expect(Self.wait(walk.isIdle))
        // The record is written by the lane's own thread.
        var reason = "pass-back"
        _ = Self.wait {
            reason = walk.rig.lane.present(card).reason
            return reason != "pass-back"
        }
        #expect(reason == "resumed")
        #expect(Self.wait(walk.isIdle))
        #expect(walk.rig.lane.present(card).reason == "pass-back")
        try walk.close()
        let contents = try JournalContents(folder)
        #expect(contents.approved.count == 1 && contents.opened.count == 2)
        #expect(contents.passages.map(\.outcome) == [.notPassed, .passed])
        // Moments are cut to whole milliseconds.
        #expect(contents.passages[0].milliseconds >= 49)
    }

    @Test("somebody follows: the journal says on whose ticket")
    func followed() throws {
        let folder = try TemporaryFolder()
        let walk = try Walk(folder, TestTime("2026-11-24 08:00:00"), [.isFollowed])
        #expect(walk.rig.lane.present(VirtualCard(CardImage(.quickPassCredit))).reason == "entered")
        #expect(Self.wait { walk.machine.passCount == 0 })
        try walk.close()
        #expect(try JournalContents(folder).passages.map(\.outcome) == [.tailgated, .passed])
    }

    /// A lane for entries whose reports are recorded from the start.
    private static func entrance(
        _ folder: TemporaryFolder, _ gate: ScriptedGate, _ time: TestTime
    ) throws -> (LaneRig, LaneMachine, LaneRecorder) {
        var made: (LaneMachine, LaneRecorder)?
        let rig = try LaneRig(folder, time: time) { parts in
            let recorder = try LaneRecorder(
                parts.desk, place: parts.place, lane: 0, station: parts.site.place, clock: parts.clock)
            recorder.start()
            let machine = try LaneMachine(
                GateSettings(.entry), hardware: gate, now: Self.now, report: { recorder.take($0) })
            made = (machine, recorder)
            return machine.side(.entry)
        }
        let (machine, recorder) = try #require(made)
        return (rig, machine, recorder)
    }

    @Test("a barrier that is not told: the tap stays unopened, the lane is out of service until it can be told again")
    func notTold() throws {
        let folder = try TemporaryFolder()
        let gate = ScriptedGate()
        let (rig, machine, recorder) = try Self.entrance(folder, gate, TestTime("2026-11-24 08:00:00"))
        gate.takes = false
        let card = VirtualCard(CardImage(.quickPassCredit))
        #expect(rig.lane.present(card).reason == "barrier-failed")
        #expect(machine.mode == .outOfService)
        #expect(rig.lane.present(card).reason == GateLane.notReady)
        gate.takes = true
        gate.send(.sensor(.zoneFree))
        gate.send(.link(true))
        #expect(machine.mode == .normal)
        #expect(rig.lane.present(card).reason == "resumed")
        #expect(gate.moves.count { if case .open = $0 { true } else { false } } == 1)
        machine.command(.ease([.orderFree, .fareFree]), by: "operator 12")
        machine.command(.release, by: "operator 12")
        #expect(machine.mode == .emergency && machine.easings == [.orderFree, .fareFree])
        machine.close()
        recorder.close()
        try rig.close()
        let contents = try JournalContents(folder)
        #expect(contents.approved.count == 1 && contents.opened.count == 1)
        #expect(contents.modes.map(\.new) == [.normal, .outOfService, .normal, .normal, .emergency])
        #expect(contents.modes.map(\.cause) == [.command, .link, .link, .command, .command])
        #expect(contents.modes.map(\.actor) == ["", "", "", "operator 12", "operator 12"])
        #expect(contents.modes[4].station?.id == "SZ001" && contents.modes[4].easings == [.orderFree, .fareFree])
    }

    @Test("a lane that fails under its rider while it is out of service by command: half an hour for the rider")
    func failsOutOfService() throws {
        let folder = try TemporaryFolder()
        let gate = ScriptedGate()
        let time = try TestTime("2026-11-24 08:00:00")
        let (rig, machine, recorder) = try Self.entrance(folder, gate, time)
        let card = VirtualCard(CardImage(.quickPassCredit))
        #expect(rig.lane.present(card).reason == "entered" && machine.passCount == 1)
        machine.command(.outOfService, by: "ann")
        #expect(machine.passCount == 1)
        gate.send(.link(false))
        #expect(machine.passCount == 0)
        #expect(Self.wait { (try? JournalContents(folder).passages.map(\.outcome)) == [.notPassed] })
        gate.send(.sensor(.zoneFree))
        gate.send(.link(true))
        machine.command(.normal, by: "ann")
        try time.set("2026-11-24 08:29:00")
        #expect(rig.lane.present(card).reason == "resumed")
        machine.close()
        recorder.close()
        try rig.close()
    }

    @Test("a lane that is released under its rider: they could walk, and have the minute of everybody")
    func releasedUnderRider() throws {
        for isEnded in [false, true] {
            let folder = try TemporaryFolder()
            let gate = ScriptedGate()
            let time = try TestTime("2026-11-24 08:00:00")
            let (rig, machine, recorder) = try Self.entrance(folder, gate, time)
            let card = VirtualCard(CardImage(.quickPassCredit))
            #expect(rig.lane.present(card).reason == "entered" && machine.passCount == 1)
            machine.command(.release, by: "ann")
            machine.command(.endRelease, by: "ann")
            #expect(Self.wait { (try? JournalContents(folder).passages.map(\.outcome)) == [.notPassed] })
            try time.set(isEnded ? "2026-11-24 08:05:00" : "2026-11-24 08:00:50")
            let reason = rig.lane.present(card).reason
            #expect(reason == (isEnded ? "entered-again" : "resumed"))
            machine.close()
            recorder.close()
            try rig.close()
        }
    }

    @Test("two readers, one barrier: a way at a time, each with its own prompt")
    func twoWay() throws {
        let gate = ScriptedGate()
        let machine = try LaneMachine(GateSettings(.twoWay), hardware: gate, now: Self.now)
        let (entry, exit) = (machine.side(.entry), machine.side(.exit))
        #expect(entry.accepts && exit.accepts)
        #expect(entry.open(BarrierPass(sequence: 2, tapSequence: 1)))
        #expect(!entry.accepts && !exit.accepts)
        // Both had taken a card before either knew.
        #expect(exit.open(BarrierPass(sequence: 4, tapSequence: 3)))
        #expect(gate.moves.last == .open(.entry, tapSequence: 1))
        gate.send(.sensor(.passed))
        #expect(gate.moves.last == .open(.exit, tapSequence: 3))
        gate.send(.sensor(.passed))
        #expect(gate.moves.last == .close && entry.accepts)
        machine.handle(.command(.release))
        #expect(!entry.open(BarrierPass(sequence: 6, tapSequence: 5)))
        machine.close()
    }

    @Test(
        "a barrier that is not there at the start has 5 s to come: no alarm and no release before",
        arguments: [true, false], [true, false])
    func absentAtStart(comes: Bool, releases: Bool) throws {
        let gate = ScriptedGate()
        gate.takes = false
        let ahead = Mutex<UInt64>(0)
        let told = Mutex([String]())
        var settings = GateSettings(.entry)
        settings.releasesOnLinkLoss = releases
        let machine = try LaneMachine(
            settings, hardware: gate, now: { Self.now() + ahead.withLock { $0 } },
            report: { report in
                switch report.action {
                case .alarm(let alarm): told.withLock { $0.append(alarm.code) }
                case .modeChanged(_, let mode, let cause): told.withLock { $0.append("\(mode.code) by \(cause.code)") }
                default: break
                }
            })
        ahead.withLock { $0 = 3_000_000_000 }
        machine.handle(.tick)
        #expect(machine.mode == .outOfService)
        gate.takes = true
        if comes {
            gate.send(.sensor(.zoneFree))
            gate.send(.link(true))
            #expect(machine.mode == .normal)
        }
        ahead.withLock { $0 = 6_000_000_000 }
        machine.handle(.tick)
        #expect(machine.mode == (comes ? .normal : releases ? .emergency : .outOfService))
        // Lost later: at once.
        if comes { gate.send(.link(false)) }
        machine.close()
        var expected = ["out-of-service by link"]
        if comes { expected.append("normal by link") }
        if releases { expected.append("emergency by link") } else if comes { expected.append("out-of-service by link") }
        let heard = told.withLock { $0 }
        #expect(heard.filter { $0 != "link-lost" } == expected && heard.contains("link-lost"), "\(heard)")
    }

    @Test("reports that nobody takes in time: the newest stay, and the lost ones are counted")
    func manyReports() throws {
        let gate = ScriptedGate()
        let isHeld = Mutex(true)
        let seen = Mutex(0)
        let machine = try LaneMachine(GateSettings(.entry), hardware: gate, now: Self.now) { _ in
            while isHeld.withLock({ $0 }) { usleep(100) }
            seen.withLock { $0 += 1 }
        }
        for _ in 0..<1000 { machine.handle(.command(.endRelease)) }
        #expect(machine.lostReports > 700)
        isHeld.withLock { $0 = false }
        machine.close()
        let lost = machine.lostReports
        #expect(seen.withLock { $0 } + lost >= 1000)
    }

    @Test("a closed machine ends its thread and takes nothing")
    func closes() throws {
        let gate = ScriptedGate()
        let machine = try LaneMachine(GateSettings(.entry), hardware: gate, now: Self.now)
        machine.close()
        machine.close()
        #expect(!machine.accepts)
    }

    @Test("whoever taps while a lane ends is let through by nobody; the barrier is left shut, not onto somebody")
    func ends() throws {
        let gate = ScriptedGate()
        let machine = try LaneMachine(GateSettings(.entry, rest: .open), hardware: gate, now: Self.now)
        machine.beginClosing()
        #expect(gate.moves == [.stand, .close])
        #expect(!machine.open(GatePass(tapSequence: 1, direction: .entry)))
        gate.send(.approved(GatePass(tapSequence: 2, direction: .entry)))
        gate.send(.sensor(.passed))
        #expect(machine.passCount == 0 && gate.moves == [.stand, .close])
        gate.send(.emergencyLine(true))
        #expect(gate.moves.last == .release)
        machine.close()
        for event: GateEvent in [.sensor(.zoneOccupied), .command(.release)] {
            let gate = ScriptedGate()
            let machine = try LaneMachine(GateSettings(.entry, rest: .open), hardware: gate, now: Self.now)
            gate.send(event)
            machine.close()
            #expect(!gate.moves.contains(.close))
        }
    }

    @Test("a text, an alarm or its end that is not taken is a lost link, and displays are told anew")
    func untoldText() throws {
        let gate = ScriptedGate()
        let machine = try LaneMachine(GateSettings(.entry), hardware: gate, now: Self.now)
        gate.takes = false
        machine.handle(.refused(.refused(.passBack), .entry))
        #expect(machine.mode == .outOfService)
        gate.takes = true
        gate.send(.sensor(.zoneFree))
        gate.send(.link(true))
        #expect(machine.mode == .normal && gate.told.last == .show(.welcome, .entry))
        gate.takes = false
        machine.handle(.sensor(.passed))
        #expect(machine.mode == .outOfService)
        machine.close()
    }
}
