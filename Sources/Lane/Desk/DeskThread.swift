import Gate
import Journal

/// The one thread that decides for all lanes of a process.
///
/// - **Shape**: each thread that asks has one place at the desk and one question at a time; ``ask(_:at:)`` waits for
///   its answer. A lane has a place for each of its readers, and one for its machine.
/// - **Limits**: ``mostPlaces`` places, and so as many questions.
package final class DeskThread: @unchecked Sendable {
    /// The most lanes of a process.
    package static let mostLanes = 64
    /// The most places: two readers and a machine for each lane.
    package static let mostPlaces = 3 * mostLanes

    /// A lane's place: its question, then its answer.
    private final class Place {
        let monitor = Monitor()
        var question: DeskQuestion?
        var answer: DeskAnswer?
        /// An answer is being found that nobody waits for any more.
        var isAbandoned = false
        /// Whether the place stands in the ring; under the desk's lock.
        var isQueued = false
    }

    private let desk: TapDesk
    private let timing: DeskTiming?
    private let places: [Place]
    private let monitor = Monitor()
    private var thread: WorkerThread?
    // Under the monitor's lock: a ring of lanes that wait, in order.
    private var ring: [Int]
    private var first = 0
    private var count = 0
    private var isClosing = false

    /// Starts the thread for so many places; with `timing` each decision is measured.
    package init(_ desk: TapDesk, lanes: Int, timing: DeskTiming? = nil) throws(JournalError) {
        precondition((1...Self.mostPlaces).contains(lanes), "1 to 192 places")
        self.desk = desk
        self.timing = timing
        places = (0..<lanes).map { _ in Place() }
        ring = [Int](repeating: 0, count: lanes)
        thread = try WorkerThread { [self] in run() }
    }

    /// How long an answer is waited for, and by which clock.
    package struct Patience {
        let milliseconds: UInt64
        let now: @Sendable () -> UInt64

        /// So many milliseconds of CLOCK_MONOTONIC, which `now` gives in nanoseconds.
        package init(milliseconds: UInt64, now: @escaping @Sendable () -> UInt64) {
            self.milliseconds = milliseconds
            self.now = now
        }
    }

    /// Asks at a lane's place and waits for the answer.
    ///
    /// - **Errors**: with `patience`, an answer of `notDurableInTime` where none has come in time; what was asked may
    ///   still be done then if the desk had begun with it.
    package func ask(_ question: DeskQuestion, at lane: Int, patience: Patience? = nil) -> DeskAnswer {
        let place = places[lane]
        let end = patience.map { $0.now() + $0.milliseconds * 1_000_000 }
        place.monitor.lock()
        precondition(place.question == nil, "a lane has one question at a time")
        while place.isAbandoned {
            guard wait(at: place, patience, until: end) else {
                place.monitor.unlock()
                return .failed(.notDurableInTime(milliseconds: patience?.milliseconds ?? 0))
            }
        }
        place.question = question
        place.answer = nil
        place.monitor.unlock()

        monitor.lock()
        guard !isClosing else {
            monitor.unlock()
            place.monitor.lock()
            place.question = nil
            place.monitor.unlock()
            return .failed(.closed)
        }
        if !place.isQueued {
            ring[(first + count) % ring.count] = lane
            place.isQueued = true
            count += 1
            if count == 1 { monitor.wakeAll() }
        }
        monitor.unlock()

        place.monitor.lock()
        defer { place.monitor.unlock() }
        while true {
            if let answer = place.answer {
                place.answer = nil
                return answer
            }
            guard wait(at: place, patience, until: end) else {
                // One that the desk has not begun with is taken back.
                place.isAbandoned = place.question == nil
                place.question = nil
                return .failed(.notDurableInTime(milliseconds: patience?.milliseconds ?? 0))
            }
        }
    }

    /// Waits under a place's lock to be woken; false once it has been long enough.
    private func wait(at place: Place, _ patience: Patience?, until end: UInt64?) -> Bool {
        guard let patience, let end else {
            place.monitor.wait()
            return true
        }
        guard patience.now() < end else { return false }
        place.monitor.wait(until: end)
        return true
    }

    /// Answers what has been asked and ends the thread.
    package func close() {
        monitor.lock()
        let isFirst = !isClosing
        isClosing = true
        monitor.wakeAll()
        monitor.unlock()
        if isFirst { thread?.join() }
    }

    private func run() {
        while let lane = next() {
            let place = places[lane]
            place.monitor.lock()
            let question = place.question
            place.question = nil
            place.monitor.unlock()
            guard let question else { continue }
            let answer = timed(question, lane)
            place.monitor.lock()
            place.answer = place.isAbandoned ? nil : answer
            place.isAbandoned = false
            place.monitor.wakeAll()
            place.monitor.unlock()
        }
    }

    private func next() -> Int? {
        monitor.lock()
        defer { monitor.unlock() }
        while count == 0 {
            if isClosing { return nil }
            monitor.wait()
        }
        let lane = ring[first]
        places[lane].isQueued = false
        first = (first + 1) % ring.count
        count -= 1
        return lane
    }

    private func timed(_ question: DeskQuestion, _ lane: Int) -> DeskAnswer {
        guard let timing, case .take = question else { return answer(question, lane) }
        let begun = timing.now()
        let answer = answer(question, lane)
        timing.decided(timing.now() - begun)
        return answer
    }

    private func answer(_ question: DeskQuestion, _ lane: Int) -> DeskAnswer {
        do throws(JournalError) {
            switch question {
            case .take(var request):
                request.lane = lane
                return .verdict(try desk.take(request))
            case .resume(var request):
                request.lane = lane
                return try desk.resume(request).map { .verdict($0) } ?? .done
            case .deny(let request, let reason): return .verdict(try desk.deny(request, reason))
            case .price(var request):
                request.tap.lane = lane
                return .price(try desk.price(request))
            case .keep(let purse, let moment): return .recorded(try desk.keep(purse, at: moment))
            case .void(let purse, let moment): try desk.void(purse, at: moment)
            case .doubt(let doubt): try desk.doubt(doubt)
            case .settle(var settlement):
                settlement.tap.lane = lane
                return .verdict(try desk.settle(settlement))
            case .owe(var request, let ride):
                request.lane = lane
                return .verdict(try desk.owe(request, ride))
            case .waitsNoMore(let sequence, let moment): desk.waitsNoMore(lane, for: sequence, at: moment)
            case .passage(let passage, let moment, let brokenLane, let isReleased):
                try desk.passage(passage, at: moment, brokenLane: brokenLane, isReleased: isReleased)
            case .mode(let mode, let moment, let isAgain): try desk.mode(mode, at: moment, isAgain: isAgain)
            case .opened(let sequence, let moment, let isAgain):
                try desk.opened(sequence, at: moment, isAgain: isAgain)
            case .note(let text, let moment): try desk.note(text, at: moment)
            case .record(let text, let moment): return .recorded(try desk.note(text, at: moment))
            case .forget(let retention, let moment): return .recorded(try desk.forget(retention, at: moment))
            case .beat: break
            }
            return .done
        } catch {
            return .failed(error)
        }
    }
}
