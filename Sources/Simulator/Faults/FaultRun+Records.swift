import Fares
import Gate
import Journal
import Lane

/// What a lane's machine reports goes into the journal, and into the books if the journal has taken it.
extension FaultRun {
    /// What became of a rider.
    func record(
        _ number: Int, _ tapSequence: UInt64, _ outcome: JournalPassage.Outcome
    ) throws(FaultViolation) {
        if outcome != .tailgated {
            lanes[number].ended.insert(tapSequence)
            lanes[number].came[tapSequence] = nil
        }
        let since = lanes[number].told[tapSequence]
        if outcome != .tailgated { lanes[number].told[tapSequence] = nil }
        let passage = JournalPassage(
            tapSequence: tapSequence, outcome: outcome,
            // 0 stands for one of whom the barrier was not told.
            milliseconds: UInt32(clamping: since.map { max(1, (clock.monotonic - $0) / Self.millisecond) } ?? 0))
        let (machine, mode, ways) = (lanes[number].machine, lanes[number].mode, lanes[number].ways)
        try tell(
            number,
            .passage(
                passage, brokenLane: outcome == .notPassed && !machine.canLetThrough ? number : nil,
                isReleased: machine.mode == .emergency,
                byTheBooks: (
                    outcome == .notPassed && !mode.canLetThrough(ways: ways) ? number : nil,
                    mode.mode(ways: ways) == .emergency
                )))
    }

    /// A lane's mode or easings have changed.
    func record(_ number: Int, _ old: GateMode, _ new: GateMode, _ cause: GateModeCause) throws(FaultViolation) {
        try tell(number, .mode(mode(number, old, new, lanes[number].machine.easings, cause)))
    }

    /// The barrier was told to open for a tap.
    func recordOpened(_ number: Int, _ tapSequence: UInt64) throws(FaultViolation) {
        try tell(number, .opened(tapSequence))
    }

    // MARK: Telling the desk

    /// A lane tells the desk; behind what its recorder tells still.
    private func tell(_ number: Int, _ report: FaultLane.Untold.Report) throws(FaultViolation) {
        guard process != nil else { return }
        var untold = FaultLane.Untold(report: report, moment: clock.moment, tries: 0, at: .max)
        if untold.isRecorders, lanes[number].untold.contains(where: \.isRecorders) {
            lanes[number].untold.append(untold)
            return
        }
        if try !isTaken(number, &untold) { lanes[number].untold.append(untold) }
    }

    /// What the journal had no room for is told again.
    func tellAgain(_ number: Int) throws(FaultViolation) {
        while let index = lanes[number].untold.firstIndex(where: { $0.at <= clock.monotonic }) {
            var untold = lanes[number].untold[index]
            guard try isTaken(number, &untold) else {
                lanes[number].untold[index] = untold
                continue
            }
            lanes[number].untold.remove(at: index)
            // The recorder's next.
            if untold.isRecorders, let next = lanes[number].untold.firstIndex(where: \.isRecorders) {
                lanes[number].untold[next].at = clock.monotonic
            }
        }
    }

    /// Tells the desk once; false where it is to be told again. What has happened at the lane counts in the books at
    /// once, a passage when it is on record.
    private func isTaken(_ number: Int, _ untold: inout FaultLane.Untold) throws(FaultViolation) -> Bool {
        guard let running = process else { return true }
        let isAgain = untold.tries > 0
        let waiting = running.journal.pending
        untold.tries += 1
        if !isAgain { try hasHappened(number, untold.report) }
        do throws(JournalError) {
            switch untold.report {
            case .opened(let sequence):
                try running.desk.opened(sequence, at: untold.moment, isAgain: isAgain)
                enter(.opened(sequence), waiting)
            case .passage(let passage, let brokenLane, let isReleased, let byTheBooks):
                try running.desk.passage(
                    passage, at: untold.moment, brokenLane: brokenLane, isReleased: isReleased)
                books.passage(
                    passage, at: untold.moment.monotonicNanoseconds, brokenLane: byTheBooks.brokenLane,
                    isReleased: byTheBooks.isReleased)
                enter(.passage(passage), waiting)
            case .mode(let mode):
                try running.desk.mode(mode, at: untold.moment, isAgain: isAgain)
                enter(.mode(expected(mode)), waiting)
            }
            handedOver()
            return true
        } catch {
            try mayBeRefused(error, waiting)
            guard case .queueFull = error else { return true }
            count(.queueFull)
            untold.at = clock.monotonic + Self.pauseNanoseconds
            if case .mode = untold.report { return false }
            if untold.tries < LaneRecorder.mostTries { return false }
            say("lane \(number): \(untold.report) is not recorded: \(error)")
            return true
        }
    }

    /// What counts in the books whatever the journal says.
    private func hasHappened(_ number: Int, _ report: FaultLane.Untold.Report) throws(FaultViolation) {
        switch report {
        case .opened(let sequence):
            guard books.opened(sequence) else {
                throw FaultViolation(.openedTwice, "lane \(number) opens again for record \(sequence)")
            }
        case .mode(let mode): books.releases.take(expected(mode))
        case .passage: break
        }
    }

    /// Between two tries of a gate.
    private static let pauseNanoseconds = 5 * millisecond

    /// A record may be refused where the queue is as full as the plan has it, or where the journal has failed.
    func mayBeRefused(_ error: JournalError, _ waiting: Int) throws(FaultViolation) {
        if case .queueFull = error {
            guard waiting >= plan.queueRecords else {
                throw FaultViolation(
                    .record, "a record is refused for want of room; \(waiting) of \(plan.queueRecords) wait")
            }
        } else if process?.failedUntil == nil {
            throw FaultViolation(.restart, "the journal takes nothing although it has not failed: \(error)")
        }
    }

    // MARK: The ledger

    /// A record was given its place, when so many waited for the disk (nil: there is no queue, as while a gate starts);
    /// registers that were due stand before it.
    func enter(_ record: LedgerRecord, _ waiting: Int?) {
        if ledger.isRegisterDue(before: record) {
            if waiting.map({ $0 + RegisterBooks.spareRecords < plan.queueRecords }) ?? true {
                enterRegisters(isDue: true)
            } else {
                ledger.oweRegisters()
                countPostponedRegisters()
            }
        }
        ledger.append(record)
    }

    /// The registers were given a place.
    func enterRegisters(isDue: Bool = false) {
        ledger.appendRegisters()
        countRegisters(isDue: isDue)
    }

    /// At a clean end the registers are the last record; a journal without room goes without.
    func closeRegisters(_ running: Process) throws(FaultViolation) {
        let waiting = running.journal.pending
        do throws(JournalError) {
            try parts.closeRegisters(running.journal, clock.moment)
            enter(.register(ledger.registers), waiting)
            countRegisters(isDue: false)
        } catch {
            try mayBeRefused(error, waiting)
            say("no registers at the end: \(error)")
        }
    }

    /// The mode of a lane that starts.
    func firstMode(_ number: Int) -> JournalMode { mode(number, .normal, .normal, [], .command) }

    /// What must stand in its record.
    func expected(_ mode: JournalMode) -> LedgerMode {
        LedgerMode(
            lane: Int(mode.lane), old: mode.old, new: mode.new, easings: mode.easings, second: mode.time.seconds,
            cause: mode.cause, place: lanes[Int(mode.lane)].place)
    }

    private func mode(
        _ number: Int, _ old: GateMode, _ new: GateMode, _ easings: GateEasings, _ cause: GateModeCause
    ) -> JournalMode {
        JournalMode(
            lane: UInt8(number), old: old, new: new, easings: easings, cause: cause, time: clock.local,
            station: lanes[number].entry.place,
            standing: JournalMode.Standing(id: "\(number)", mode: .normal, release: nil, ways: lanes[number].ways))
    }
}
