import Fares
import Gate
import Journal
import Lane

/// The process and its journal: start, commits, and every way to end.
extension FaultRun {
    static let device = "simulated"
    private static let mostFailedStarts = 3
    /// How long a gate that is told to stop waits for its disk.
    private static let drainNanoseconds = 2000 * millisecond

    // MARK: Start

    /// Starts the process on what the disk holds; it may find the disk failing, and tries again later.
    func start() throws(FaultViolation) {
        let watch = DiskWatch(disk)
        var state = DeskState(city.book, capacity: 2 * plan.riders)
        var reading = FaultReading(ledger, newBooks, stationIDs: stationIDs)
        do throws(JournalError) {
            let writer = try JournalWriter.open(
                parts.storage(watch), device: Self.device, newEpoch: plan.seed | 1, durability: .power,
                segmentLimit: plan.segmentLimit
            ) { (header, body) throws(BodyFault) in
                try state.take(header, body)
                try reading.take(header, body)
            }
            try found(reading, writer.recovery)
            process = try begin(writer, state, watch)
        } catch {
            try startFailed(error)
            return
        }
        failedStarts = 0
        if report.taps > 0 { count(.restart) }
        for number in lanes.indices { lanes[number].restart(at: clock.monotonic + gap()) }
        for rider in riders.indices { riders[rider].isBusy = 0 }
        say("started with \(reading.last) records")
    }

    /// What a start has found is what was acknowledged, and the books go on from there.
    private func found(_ reading: FaultReading, _ recovery: JournalRecovery) throws(JournalError) {
        violation = reading.violation
        if violation == nil, reading.last < acknowledged {
            violation = FaultViolation(
                .restart, "record \(acknowledged) was on the disk; the start finds \(reading.last)")
        }
        guard violation == nil else { throw .closed }
        ledger.lose(after: reading.last)
        if ledger.chargedFen != reading.chargedFen || ledger.approved != reading.approved {
            violation = FaultViolation(
                .money, "the records charge \(reading.chargedFen) fen, the books say \(ledger.chargedFen)")
        }
        guard violation == nil else { throw .closed }
        books = reading.books
        let second = clock.moment.localTime.seconds
        books.releases.begin(at: second, after: reading.lastSecond ?? second)
        if recovery.tornBytes > 0 { count(.tornTail) }
    }

    private func begin(
        _ opened: consuming JournalWriter, _ found: DeskState, _ watch: DiskWatch
    ) throws(JournalError) -> Process {
        var writer = opened
        var state = found
        let recovery = writer.recovery
        watch.begin(at: recovery.lastSequence)
        state.begin(at: clock.moment)
        let keys = keys
        if recovery.lastSequence > 0, recovery.lastKeyIdentifier != keys.last?.identifier {
            enter(.other(.keyChange), nil)
        }
        try writer.continueUnder(keys, at: clock.moment)
        enter(.other(.start), nil)
        try writer.append(
            JournalStart(
                software: "simulation", fares: city.version, denyListVersion: 0, station: nil,
                recordsFound: recovery.lastSequence, tornBytes: UInt64(recovery.tornBytes)), at: clock.moment)
        // As a gate starts: from its first time on the journal keeps its registers.
        if ledger.isRegisterDue(before: .register(ledger.registers)) { enterRegisters(isDue: true) }
        enterRegisters()
        try writer.appendRegisters(at: clock.moment)
        // What was in force before the process ended is so no more.
        for number in lanes.indices {
            let mode = firstMode(number)
            enter(.mode(expected(mode)), nil)
            try writer.append(mode, at: clock.moment)
            books.releases.take(expected(mode))
            state.take(mode)
        }
        let clock = clock
        let journal = try JournalCommitter(
            stepped: writer, windowNanoseconds: UInt64(plan.windowMicroseconds) * 1000, lanes: plan.lanes,
            queueRecords: plan.queueRecords, now: { clock.monotonic })
        let desk = TapDesk(
            city.book, state: state, journal: journal, fares: city.version, denyListVersion: 0)
        return Process(journal: journal, desk: parts.desk(desk), watch: watch, commitAt: clock.monotonic)
    }

    /// The device keys so far: one in its turn is still known.
    private var keys: [DeviceKey] {
        (1...keyNumber).compactMap { number in
            DeviceKey(identifier: number, key: Self.keyBytes(number))
        }
    }

    private func startFailed(_ error: JournalError) throws(FaultViolation) {
        if let violation { throw violation }
        switch error {
        case .storage, .diskFull, .poisoned: break
        default: throw FaultViolation(.restart, "\(error)")
        }
        say("cannot start: \(error)")
        failedStarts += 1
        if disk.isHalted {
            endOfMachine()
        } else if failedStarts >= Self.mostFailedStarts {
            // Somebody makes room, or exchanges what is broken.
            disk.fault = nil
            disk.restartProcess()
        } else {
            disk.restartProcess()
        }
        startAt = clock.monotonic + milliseconds(500...5000)
    }

    // MARK: Commits

    /// How long the disk takes for the next commit.
    func commitDelay() -> UInt64 {
        if clock.monotonic < slowUntil { return milliseconds(50...4000) }
        return UInt64(random.within(50...plan.syncMicroseconds)) * 1000
    }

    /// A record has been handed over: the journal is looked at when the disk could have it.
    func handedOver() {
        guard let running = process else { return }
        process?.commitAt = min(running.commitAt, clock.monotonic + commitDelay())
    }

    /// The journal does what there is to do.
    func commit() throws(FaultViolation) {
        guard let running = process else { return }
        guard running.failedUntil == nil else {
            process?.commitAt = .max
            return
        }
        let step = running.journal.step()
        if let gap = running.watch.gap {
            throw FaultViolation(.sequence, "record \(gap.sequence) is written after \(gap.after)")
        }
        if disk.isHalted {
            endOfMachine()
            return
        }
        let durable = running.journal.durableSequence
        guard durable <= running.watch.durable else {
            throw FaultViolation(
                .openWithoutRecord, "record \(durable) counts as durable; the disk has \(running.watch.durable)")
        }
        switch step {
        case .worked: process?.commitAt = clock.monotonic + commitDelay()
        case .waits(let until): process?.commitAt = until ?? .max
        case .ended: try journalFailed()
        }
        try deliver(durable)
    }

    /// The journal is closed for good: nobody passes until the process has ended and begun again.
    private func journalFailed() throws(FaultViolation) {
        say("the journal has failed")
        process?.commitAt = .max
        process?.failedUntil = clock.monotonic + milliseconds(200...6000)
        for number in lanes.indices {
            guard case .storing = lanes[number].visit?.stage, let visit = lanes[number].visit else { continue }
            leave(number, visit, retries: true)
            try tell(number, .refused(.refused(nil), visit.kind))
        }
    }

    // MARK: Ends

    /// The process or the machine ends now, between two commits.
    func endNow(_ kind: FaultKind) {
        crash = kind
        endOfMachine()
    }

    /// The process or the machine ends at one of the next operations of the disk.
    func endSoon(_ kind: FaultKind) {
        crash = kind
        let last = disk.operations + random.within(1...5)
        disk.onOperation = { [unowned disk] operation in if operation >= last { disk.isHalted = true } }
    }

    /// Nothing is done any more; what of the disk is left depends on what has ended.
    private func endOfMachine() {
        let kind = crash ?? .kill
        crash = nil
        count(kind)
        say("end: \(kind.rawValue)")
        endProcess()
        disk.onOperation = nil
        switch kind {
        case .powerDrop: disk = disk.afterPowerCut(.drop, seed: random.next())
        case .powerTear: disk = disk.afterPowerCut(.tear, seed: random.next())
        case .powerReorder: disk = disk.afterPowerCut(.reorder, seed: random.next())
        default: disk.restartProcess()
        }
        startAt = clock.monotonic + milliseconds(500...30_000)
    }

    /// The process ends by itself, and its supervisor starts it again.
    func processEnds(after milliseconds: UInt64) {
        say("the process ends")
        endProcess()
        disk.restartProcess()
        startAt = clock.monotonic + milliseconds * Self.millisecond
    }

    /// The process is told to stop: what waits is committed, and who waits for it passes.
    func stop() throws(FaultViolation) {
        guard let running = process, running.failedUntil == nil else { return }
        count(.stop)
        say("told to stop")
        try drain()
        guard process != nil else { return }
        if process?.failedUntil == nil { try closeRegisters(running) }
        do throws(JournalError) {
            try running.journal.close()
            // A clean end loses nothing.
            acknowledged = ledger.last
        } catch {
            say("cannot close: \(error)")
        }
        if disk.isHalted {
            endOfMachine()
            return
        }
        processEnds(after: UInt64(random.within(200...5000)))
    }

    /// As a gate drains: for a while whoever waits for the disk is let through still, and lanes record what they have
    /// to tell.
    private func drain() throws(FaultViolation) {
        let end = clock.monotonic + Self.drainNanoseconds
        while let running = process, running.failedUntil == nil {
            let waits = running.journal.pending > 0 || lanes.contains { !$0.untold.isEmpty }
            let next = min(running.commitAt, lanes.map(\.untoldAt).min() ?? .max)
            guard waits, next <= end else { return }
            clock.advance(to: max(next, clock.monotonic))
            for number in lanes.indices where lanes[number].untoldAt <= clock.monotonic { try tellAgain(number) }
            if running.commitAt <= clock.monotonic { try commit() }
        }
    }

    func endProcess() {
        guard let running = process else { return }
        acknowledged = max(acknowledged, running.watch.durable)
        process = nil
        for number in lanes.indices { lanes[number].restart(at: .max) }
    }
}
