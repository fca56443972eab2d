import CAllocationCounter
import Fares
import Foundation
import Gate
import Testing

@testable import Simulator

/// The parts of a simulated station, each beside a plain form of itself.
@Suite(.serialized)
struct StationPartsTests {
    /// Events come out as a list sorted by time, then by the order of entry, would give them.
    @Test(arguments: 0..<16 as Range<UInt64>)
    func agenda(seed: UInt64) {
        var random = RandomStream(seed: seed)
        var agenda = StationAgenda(lanes: 16)
        var naive: [(moment: Int64, number: Int32)] = []
        var number: Int32 = 0
        for _ in 0..<600 {
            if random.below(3) > 0 {
                let moment = Int64(random.below(50))
                agenda.enter(.ready, at: moment, lane: random.below(16), rider: number)
                naive.append((moment, number))
                number += 1
            } else {
                let first = naive.min { ($0.moment, $0.number) < ($1.moment, $1.number) }
                let event = agenda.next()
                #expect(event?.rider == first?.number && event?.microseconds == first?.moment)
                if let first { naive.removeAll { $0.number == first.number } }
            }
        }
    }

    /// What is taken out of the agenda does not come; all else comes in the same order.
    @Test(arguments: 0..<16 as Range<UInt64>)
    func agendaWithout(seed: UInt64) {
        var random = RandomStream(seed: seed)
        var agenda = StationAgenda(lanes: 4)
        var naive: [(moment: Int64, number: Int32, kind: StationEvent.Kind, lane: Int)] = []
        let kinds: [StationEvent.Kind] = [.ready, .opened, .shut, .passed]
        for number in 0..<300 as Range<Int32> {
            let (moment, kind, lane) = (Int64(random.below(60)), kinds[random.below(4)], random.below(4))
            agenda.enter(kind, at: moment, lane: lane, rider: number)
            naive.append((moment, number, kind, lane))
            guard random.below(12) == 0 else { continue }
            let lost = random.below(4)
            agenda.cancel(.opened, .shut, lane: lost)
            naive.removeAll { $0.lane == lost && ($0.kind == .opened || $0.kind == .shut) }
            #expect(agenda.count == naive.count)
        }
        var found: [Int32] = []
        while let event = agenda.next() { found.append(event.rider) }
        #expect(found == naive.sorted { ($0.moment, $0.number) < ($1.moment, $1.number) }.map(\.number))
    }

    @Test(arguments: [
        ("600", "600", 600_000), ("0", "0", 0), ("250..450", "250..450", 350_000), ("5..5", "5", 5000),
        ("215..320..740", "215..320..740", 425_000), ("0.5", "0.5", 500), ("1.250", "1.25", 1250),
        ("600000", "600000", 600_000_000), ("4..4..4", "4", 4000),
    ])
    func spreads(text: String, written: String, mean: Int) throws {
        let spread = try #require(TimeSpread(text))
        #expect(spread.text == written && spread.mean == mean && TimeSpread(written) == spread)
        var random = RandomStream(seed: 3)
        var sum = 0
        for _ in 0..<4000 {
            let time = spread.draw(using: &random)
            #expect((spread.least...spread.most).contains(time))
            sum += time
        }
        #expect(abs(sum / 4000 - mean) <= (spread.most - spread.least) / 40)
    }

    @Test(arguments: [
        "", "a", "-1", "1..", "..1", "2..1", "1..3..2", "1..2..3..4", "1...2", "nan", "inf", "1e3", "1.2345", "600001",
        "1 ", "0x10", "999999999999999999999", ".5", "5.",
    ])
    func badSpreads(text: String) { #expect(TimeSpread(text) == nil) }

    /// Each draw uses one number of the stream, whatever the shape, so that streams stay in step.
    @Test func aDrawIsOneNumber() throws {
        for text in ["600", "250..450", "215..320..740"] {
            var (one, other) = (RandomStream(seed: 8), RandomStream(seed: 8))
            _ = try #require(TimeSpread(text)).draw(using: &one)
            _ = other.next()
            #expect(one.next() == other.next())
        }
    }

    @Test func logarithms() {
        var random = RandomStream(seed: 4)
        var sum = 0.0
        for _ in 0..<5000 {
            let value = random.fraction() * 3 + 1e-12
            let ours = RandomStream.naturalLogarithm(value)
            #expect(abs(ours - log(value)) <= 1e-15 * max(1, abs(ours) * 4))
            sum += random.gap()
        }
        #expect(abs(sum / 5000 - 1) < 0.05)
    }

    @Test func percentiles() {
        var random = RandomStream(seed: 5)
        let times = (0..<197).map { _ in Int64(random.below(10_000)) }
        let waits = WaitingTimes(times)
        for percent in [1, 50, 90, 99, 100] {
            let naive = times.filter { candidate in
                times.count { $0 <= candidate } * 100 >= percent * times.count
            }.min()
            #expect(waits.percentile(percent) == naive)
        }
        #expect(waits.most == times.max() && waits.count == 197)
        #expect(WaitingTimes(pooling: [WaitingTimes([1, 3]), WaitingTimes([2])]).percentile(50) == 2)
    }

    /// Student's t for four values: 3.182 standard errors.
    @Test func confidence() throws {
        let interval = ConfidenceInterval([1, 2, 3, 4])
        let error = (5.0 / 3 / 4).squareRoot()
        #expect(interval.mean == 2.5)
        #expect(abs(try #require(interval.halfWidth) - 3.182 * error) < 1e-12)
        #expect(ConfidenceInterval([7]).halfWidth == nil && ConfidenceInterval([]).mean == 0)
    }

    @Test func trains() throws {
        let text = "riders,time,walk_s,doors\r\n3,0,10,2\n2,00:01:00,0..5,30\n0,90,5..6..7,1\n"
        let trains = try StationFiles.trains(file: "t.csv", bytes: Array(text.utf8))
        #expect(trains.map(\.second) == [0, 60, 90] && trains.map(\.riders) == [3, 2, 0])
        #expect(trains[0].walk == TimeSpread(milliseconds: 10_000) && trains[0].doors == 2)
        var plan = try StationScene.plan()
        plan.arrivals = .trains([trains[0]])
        // Two doors: the first two riders are out after a second, the third after two; each walks ten.
        var source = RiderSource(plan)
        var moments: [Int64] = []
        while let moment = source.nextArrival() {
            moments.append(moment)
            _ = source.makeRider(at: moment)
        }
        #expect(moments == [11_000_000, 11_000_000, 12_000_000])
        let bare = try StationFiles.trains(file: "t.csv", bytes: Array("time,riders\n5,7\n".utf8))
        #expect(bare == [StationTrain(second: 5, riders: 7, doors: 30, walk: StationTrain.standardWalk)])
        #expect(StationTrain.every(150, riders: 9, minutes: 10).map(\.second) == [0, 150, 300, 450])
    }

    /// A file of trains, and what is said of it.
    @Test(arguments: [
        ("", "empty"), ("time\n1\n", ":1: no column \"riders\""), ("time,riders\n", "no train"),
        ("time,riders\nx,1\n", ":2: time is \"x\""), ("time,riders\n1,-1\n", ":2: riders is \"-1\""),
        ("time,riders\n1,10001\n", ":2: riders"), ("time,riders\n5,1\n4,1\n", ":3: earlier"),
        ("time,riders,doors\n5,1,0\n", ":2: doors"), ("time,riders,walk_s\n5,1,9..3\n", ":2: walk_s"),
        ("time,riders,walk_s\n5,1,nan\n", ":2: walk_s"), ("time,riders\n0.5,1\n", ":2: time"),
        ("time,riders\n5\n", ":2: 1 fields"), ("time,riders\n99:60:00,1\n", ":2: time"),
        ("time,riders\n864001,1\n", ":2: time"), ("time,riders\n+1:00:00,1\n", ":2: time"),
    ])
    func badTrains(text: String, words: String) {
        do throws(FareDataError) {
            _ = try StationFiles.trains(file: "t.csv", bytes: Array(text.utf8))
            Issue.record("\(text) was read")
        } catch {
            #expect("\(error)".contains(words), "\(error)")
        }
    }

    @Test func arrivals() throws {
        let moments = try StationFiles.arrivals(file: "a.csv", bytes: Array("who,time\na,0.5\nb,00:00:02\n".utf8))
        #expect(moments == [500_000, 2_000_000])
        #expect(throws: FareDataError.self) {
            try StationFiles.arrivals(file: "a.csv", bytes: Array("time\n2\n1\n".utf8))
        }
    }

    /// Once the station has filled, nothing is allocated: not by riders, taps, machines or the agenda.
    @Test(arguments: [Gate.TapKind.entry, .exit])
    func noAllocation(direction: Gate.TapKind) throws {
        var plan = try StationScene.plan([("shenzhen-tong", 500_000), ("qr-code", 500_000)])
        plan.minutes = 20
        plan.direction = direction
        for name in StationMishaps.names { _ = plan.mishaps.set(name, millionths: 50_000) }
        var run = try StationRun(plan, book: try StationScene.book.get())
        while run.now < 180_000_000, run.step() {}
        faregate_reset_allocation_count()
        var events = 0
        while events < 4000, run.step() { events += 1 }
        let allocations = faregate_allocation_count()
        #expect(events == 4000 && allocations == 0, "\(allocations) allocations")
    }
}
