import Fares
import Gate
import Testing

@testable import Simulator

/// What must hold in every run, whatever the plan.
struct StationRunTests {
    /// A plan that differs from the plain one in something.
    struct Variant: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let change: @Sendable (inout StationPlan) -> Void

        init(_ name: String, _ change: @escaping @Sendable (inout StationPlan) -> Void) {
            testDescription = name
            self.change = change
        }
    }

    static let variants = [
        Variant("entry, shut") { _ in },
        Variant("entry, open") { $0.isNormallyOpen = true },
        Variant("exit") { $0.direction = .exit },
        Variant("exit, open") {
            $0.direction = .exit
            $0.isNormallyOpen = true
        },
        Variant("one queue") { $0.queues = .common },
        Variant("nearest") { $0.queues = .nearest },
        Variant("random, changing") {
            $0.queues = .random
            $0.changesQueue = true
        },
        Variant("readers fail") {
            _ = $0.mishaps.set("fault", millionths: 30_000_000)
            $0.queues = .shortest
        },
        Variant("readers fail, one queue") {
            _ = $0.mishaps.set("fault", millionths: 30_000_000)
            $0.queues = .common
        },
        Variant("everything goes wrong") {
            for name in StationMishaps.names { _ = $0.mishaps.set(name, millionths: 200_000) }
        },
        Variant("nobody gets through the aisle in time") { $0.times.pass = TimeSpread(milliseconds: 60_000) },
        Variant("nobody takes any time") { $0.times = .none },
        Variant("trains") { $0.arrivals = .trains(StationTrain.every(120, riders: 90, minutes: 4)) },
        Variant("endless") { $0.arrivals = .endless },
        Variant("warm-up") { $0.warmUpMinutes = 2 },
    ]

    private static func plan(_ variant: Variant, seed: UInt64) throws -> StationPlan {
        var plan = try StationScene.plan([
            ("shenzhen-tong", 400_000), ("quickpass", 300_000), ("qr-code", 300_000),
        ])
        plan.gates = 3
        plan.minutes = 4
        plan.arrivals = .chance(perThousandMinutes: 66_000)
        plan.seed = seed
        variant.change(&plan)
        return plan
    }

    /// Nobody is lost, nobody passes unapproved, queues keep their order, no barrier moves while somebody is in it.
    @Test(arguments: variants)
    func invariants(variant: Variant) throws {
        var run = try StationRun(try Self.plan(variant, seed: 5), book: try StationScene.book.get())
        while run.step() {
            for lane in run.lanes {
                let inside = lane.tally.approved - lane.tally.passed - lane.tally.notPassed - lane.passingCount
                #expect((0...1).contains(inside), "at most one record is on its way to the disk")
                #expect(lane.zoneCount == 0 || lane.barrier == .open)
                #expect(lane.passingCount == lane.machine.passCount)
                Self.expectOrder(of: lane.queue, run)
            }
            Self.expectOrder(of: run.commonQueue, run)
        }
        let figures = run.figures
        #expect(figures.arrived == figures.passed + figures.toStaff + figures.inQueues + figures.atGates)
        #expect(figures.inQueues == run.counts.queued)
        #expect(figures.arrived > 100)
        #expect(figures.passed <= run.lanes.reduce(0) { $0 + $1.tally.approved })
        #expect(figures.passed == figures.series.reduce(0) { $0 + $1.passed })
        #expect((figures.series.map(\.queueMost).max() ?? 0) <= figures.queueMost)
        #expect(figures.passengers == figures.media.reduce(0) { $0 + $1.passengers })
    }

    private static func expectOrder(of queue: StationLane.Queue, _ run: StationRun) {
        var count = 0
        var slot = queue.first
        var last: (serial: UInt64, joined: Int64)?
        while slot >= 0 {
            let rider = run.riders[Int(slot)]
            #expect(rider.stage == .queued)
            // Who comes over from another queue stands behind those who were there.
            if let last, !run.plan.changesQueue { #expect(last.joined <= rider.joined) }
            last = (rider.serial, rider.joined)
            count += 1
            slot = rider.next
        }
        #expect(count == queue.count)
    }

    @Test(arguments: variants)
    func theSameSeedIsTheSameRun(variant: Variant) throws {
        let first = try StationScene.run(try Self.plan(variant, seed: 9))
        let second = try StationScene.run(try Self.plan(variant, seed: 9))
        let other = try StationScene.run(try Self.plan(variant, seed: 10))
        #expect("\(first)" == "\(second)")
        #expect("\(first)" != "\(other)")
    }

    /// The queue's length summed over time is the waiting time summed over riders, to the microsecond (Little).
    @Test(arguments: QueueRule.allCases, [60_000, 90_000])
    func little(queues: QueueRule, rate: Int) throws {
        var plan = try StationScene.plan()
        plan.gates = 3
        plan.minutes = 6
        plan.queues = queues
        plan.arrivals = .chance(perThousandMinutes: rate)
        plan.changesQueue = true
        var run = try StationRun(plan, book: try StationScene.book.get())
        run.run()
        var waited: Int64 = run.counts.waits.reduce(0) { $0 + Int64($1 >> 8) }
        for rider in run.riders where rider.stage == .queued { waited += run.end - rider.joined }
        #expect(run.counts.queueArea == waited)
        #expect(run.figures.queueMean > 0)
    }

    /// The same riders at more gates: on average over the seeds nobody waits longer.
    @Test func moreGatesAreNeverWorse() throws {
        var last = Double.infinity
        for gates in 3...7 {
            var sum = 0.0
            for seed in 1...3 as ClosedRange<UInt64> {
                var plan = try StationScene.plan([("quickpass", 500_000), ("qr-code", 500_000)])
                (plan.gates, plan.minutes, plan.seed) = (gates, 5, seed)
                plan.arrivals = .chance(perThousandMinutes: 80_000)
                sum += try StationScene.run(plan).waits.mean
            }
            #expect(sum <= last, "\(gates) gates")
            last = sum
        }
    }

    /// A change of one cause leaves the others as they were.
    @Test func causesAreIndependent() throws {
        func arrivals(_ change: (inout StationPlan) -> Void) throws -> [Int] {
            var plan = try StationScene.plan([("quickpass", 500_000), ("qr-code", 500_000)])
            plan.minutes = 5
            change(&plan)
            return try StationScene.run(plan).series.map(\.arrived)
        }
        let plain = try arrivals { _ in }
        #expect(plain == (try arrivals { $0.gates = 3 }))
        #expect(plain == (try arrivals { $0.mishaps = .none }))
        #expect(plain == (try arrivals { $0.times.walk = TimeSpread(milliseconds: 1) }))
        #expect(plain == (try arrivals { $0.queues = .random }))
        #expect(plain == (try arrivals { $0.direction = .exit }))
        #expect(plain != (try arrivals { $0.seed = 2 }))
    }

    @Test func nobodyComes() throws {
        for arrivals in [
            ArrivalPattern.chance(perThousandMinutes: 0), .even(perThousandMinutes: 0), .trains([]), .moments([]),
        ] {
            var plan = try StationScene.plan()
            plan.arrivals = arrivals
            let figures = try StationScene.run(plan)
            #expect(figures.arrived == 0 && figures.passengersPerMinute == 0 && figures.waits.percentile(99) == 0)
            #expect(figures.lanes.allSatisfy { $0.utilisation == 0 && $0.meanWait == 0 })
        }
    }

    /// At even intervals just as long as the service nobody waits; a little shorter, and the last one waits longest.
    @Test func evenArrivals() throws {
        var plan = try StationScene.constant(gates: 1, load: 0.5, minutes: 10)
        plan.arrivals = .even(perThousandMinutes: 25_000)
        let calm = try StationScene.run(plan)
        // The 249th has passed at the very end, which is no more of the run.
        #expect(calm.waits.most == 0 && calm.passed == 248, "\(calm.passed)")
        plan.arrivals = .even(perThousandMinutes: 30_000)
        let busy = try StationScene.run(plan)
        // The n-th arrives at 2 s n and is served from 2 s + 2.4 s (n - 1) on: 0.4 s (n - 1) later.
        #expect(busy.waits.most == 249 * 400_000, "\(busy.waits.most)")
    }

    /// Somebody always waits: the flow is one passenger in each service time.
    @Test(arguments: [(2400, 25), (2000, 30), (1200, 50)])
    func saturation(milliseconds: Int, perMinute: Int) throws {
        var plan = try StationScene.constant(gates: 2, load: 0.5, milliseconds: milliseconds, minutes: 10)
        plan.arrivals = .endless
        let figures = try StationScene.run(plan)
        #expect((perMinute * 20 - 2...perMinute * 20).contains(figures.passed), "\(figures.passed)")
        #expect(figures.lanes.allSatisfy { $0.utilisation > 0.999 })
    }

    /// The published figure of a gate, 25 passengers a minute, with the default times of people and barriers and the
    /// stored-value card of the same country; others follow from their own figures (Docs/throughput.md).
    @Test(arguments: [
        (MediaProfile.oyster, false, 24.5...25.5), (.suica, false, 25.8...26.9), (.emv, false, 23.4...24.6),
        (.qr, false, 21.9...23.1), (.octopus, true, 33.5...35.5), (.suica, true, 35.5...37.5),
    ])
    func publishedFlow(profile: MediaProfile, isNormallyOpen: Bool, perMinute: ClosedRange<Double>) throws {
        var plan = try StationScene.plan()
        plan.media = plan.media.map {
            StationPlan.Medium(medium: $0.medium, name: $0.name, perMillion: $0.perMillion, profile: profile)
        }
        (plan.gates, plan.minutes, plan.arrivals) = (1, 30, .endless)
        plan.mishaps = .none
        plan.isNormallyOpen = isNormallyOpen
        let flow = try StationScene.run(plan).passengersPerMinute
        #expect(perMinute.contains(flow), "\(flow)")
    }

    /// Riders whose medium is refused never pass; the reasons are the processor's, or the operator's list.
    @Test(arguments: [
        (Gate.TapKind.entry, "shenzhen-tong", GateReason.denied), (.exit, "shenzhen-tong", .entryUnknown),
    ])
    func allRefused(direction: Gate.TapKind, medium: String, reason: GateReason) throws {
        var plan = try StationScene.plan([(medium, 1_000_000)])
        plan.direction = direction
        plan.minutes = 5
        plan.arrivals = .chance(perThousandMinutes: 10_000)
        plan.mishaps.refusedPerMillion = 1_000_000
        let figures = try StationScene.run(plan)
        #expect(figures.passed == 0 && figures.toStaff > 20)
        #expect(figures.refused.map(\.reason) == [reason])
        #expect(figures.refused[0].count >= figures.toStaff)
    }

    /// Who leaves pays: each exit is priced by the edition.
    @Test func exitsAreCharged() throws {
        var plan = try StationScene.plan([("shenzhen-tong", 1_000_000)])
        plan.direction = .exit
        plan.minutes = 5
        plan.mishaps = .none
        let exits = try StationScene.run(plan)
        #expect(exits.refused.isEmpty)
        // From 1.90 to 14 yuan.
        #expect((exits.passed * 190...(exits.passed + 8) * 1400).contains(exits.chargedFen))
        plan.direction = .entry
        #expect(try StationScene.run(plan).chargedFen == 0)
    }

    @Test(arguments: [
        (StationPlanError.gates(0), Variant("") { $0.gates = 0 }), (.gates(65), Variant("") { $0.gates = 65 }),
        (.minutes(0), Variant("") { $0.minutes = 0 }), (.minutes(-1), Variant("") { $0.minutes = -1 }),
        (.minutes(14_401), Variant("") { $0.minutes = 14_401 }),
        (.warmUp(4, of: 4), Variant("") { $0.warmUpMinutes = 4 }),
        (.rate(perThousandMinutes: -1), Variant("") { $0.arrivals = .chance(perThousandMinutes: -1) }),
        (.rate(perThousandMinutes: 100_000_001), Variant("") { $0.arrivals = .even(perThousandMinutes: 100_000_001) }),
        (
            .tooManyRiders(10_000_000),
            Variant("") {
                $0.minutes = 1000
                $0.arrivals = .chance(perThousandMinutes: 10_000_000)
            }
        ),
        (.shares(perMillion: 0), Variant("") { $0.media = [] }),
        (
            .noTime,
            Variant("") {
                $0.makeConstant(milliseconds: 1)
                $0.arrivals = .endless
            }
        ),
    ])
    func refusals(error: StationPlanError, variant: Variant) throws {
        let plan = try Self.plan(variant, seed: 1)
        let book = try StationScene.book.get()
        #expect(throws: error) { try StationRun(plan, book: book) }
        #expect(!"\(error)".isEmpty)
    }
}
