import Fares
import Foundation
import Histogram
import Journal
import Lane
import Synchronization

/// Many lanes of one live process: each on its own thread with its own machine, one desk, one journal.
///
/// - **Shape**: due moments are fixed beforehand; a tap that had to wait behind another counts with its waiting. The
///   card's dialogue is left out: at a gate it takes most of the time, and each lane has its own.
struct LiveLaneBench {
    /// About as many bytes as the sealed data of a QuickPass tap.
    private static let sealedData = [UInt8](repeating: 0x5A, count: 176)
    /// How long a lane's thread has to get ready.
    private static let preparationNanoseconds: UInt64 = 20_000_000
    /// Rates beyond this are not tried.
    private static let highestRate = 200_000
    /// How long each step towards the highest rate takes.
    private static let stepSeconds = 2.0

    let book: FareBook
    let folder: BenchFolder
    let lanes: Int

    /// Taps at a rate for so long.
    func run(_ durability: Durability, rate: Int, seconds: Double, name: String) throws(JournalError) -> LiveLaneFigures
    {
        let commits = Mutex((last: UInt64(0), sizes: LatencyHistogram.latencies()))
        let decisions = Mutex(LatencyHistogram.latencies())
        let writer = try JournalWriter.open(
            try folder.storage("live-\(name)"), device: "bench", newEpoch: 1, durability: durability)
        let journal = try JournalCommitter(writer, lanes: lanes, now: MonotonicClock.now) { commit in
            guard case .durable(let sequence) = commit else { return }
            commits.withLock { commits in
                commits.sizes.record(nanoseconds: sequence - commits.last)
                commits.last = sequence
            }
        }
        let desk = try DeskThread(
            TapDesk(
                book, state: DeskState(book, capacity: 1 << 15), journal: journal, fares: FareVersion(book),
                denyListVersion: 0), lanes: lanes,
            timing: DeskTiming(now: MonotonicClock.now) { nanoseconds in
                decisions.withLock { $0.record(nanoseconds: nanoseconds) }
            })
        let taps = min(Int(Double(rate) * seconds), lanes * LiveLaneWork.mostTaps)
        let schedule = LiveLaneSchedule(
            lanes: lanes, taps: taps, seconds: Double(taps) / Double(rate), seed: UInt64(rate))
        let requests = BenchRequests(book, sealedData: Self.sealedData)
        var figures = LiveLaneFigures(durability: durability, lanes: lanes, rate: rate)
        let work = (0..<lanes).map {
            LiveLaneWork(
                $0, due: schedule.lanes[$0], requests: requests, desk: desk, journal: journal,
                // Its own from the start: histograms that lanes share would be copied at their first taps.
                figures: LiveLaneFigures(durability: durability, lanes: lanes, rate: rate))
        }
        for lane in work { try lane.enterFirst() }
        decisions.withLock { $0 = LatencyHistogram.latencies() }
        commits.withLock { $0.sizes = LatencyHistogram.latencies() }
        let begin = MonotonicClock.now() + Self.preparationNanoseconds
        var threads: [WorkerThread] = []
        for lane in work { threads.append(try WorkerThread { lane.run(from: begin) }) }
        for thread in threads { thread.join() }
        figures.wallNanoseconds = MonotonicClock.now() - begin
        desk.close()
        try journal.close()
        for lane in work {
            if let failure = lane.failure { throw failure }
            figures.add(lane.figures)
        }
        figures.decision = decisions.withLock { $0 }
        figures.groupSizes = commits.withLock { $0.sizes }
        return figures
    }

    /// Ever higher rates, each half as much again, until the gate no longer keeps up.
    ///
    /// - **Returns** every step, the last one the first that was too much.
    func highest(_ durability: Durability, from rate: Int) throws(JournalError) -> [LiveLaneFigures] {
        var steps: [LiveLaneFigures] = []
        var rate = rate
        repeat {
            steps.append(
                try run(durability, rate: rate, seconds: Self.stepSeconds, name: "\(durability.rawValue)-\(rate)"))
            rate += rate / 2
        } while steps.last?.keepsUp == true && rate <= Self.highestRate
        return steps
    }
}
