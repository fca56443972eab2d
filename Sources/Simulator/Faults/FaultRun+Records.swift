import Fares
import Gate
import Journal
import Lane

/// What a lane's machine reports goes into the journal, and into the books if the journal has taken it.
extension FaultRun {
    /// What became of a rider; a journal without room loses it, as a gate does after some tries.
    func record(_ number: Int, _ tapSequence: UInt64, _ outcome: JournalPassage.Outcome) {
        guard let running = process else { return }
        let since = lanes[number].told[tapSequence]
        if outcome != .tailgated { lanes[number].told[tapSequence] = nil }
        let passage = JournalPassage(
            tapSequence: tapSequence, outcome: outcome,
            milliseconds: UInt32(clamping: since.map { (clock.monotonic - $0) / Self.millisecond } ?? 0))
        let waiting = running.journal.pending
        do throws(JournalError) {
            try running.desk.passage(passage, at: clock.moment)
            books.passage(passage)
            enter(.passage(passage), waiting)
            handedOver()
        } catch {
            say("lane \(number): the passage of record \(tapSequence) is not recorded: \(error)")
        }
    }

    /// A lane's mode or easings have changed.
    func record(_ number: Int, _ old: GateMode, _ new: GateMode, _ cause: GateModeCause) {
        guard let running = process else { return }
        let mode = self.mode(number, old, new, lanes[number].machine.easings, cause)
        let waiting = running.journal.pending
        do throws(JournalError) {
            try running.desk.mode(mode, at: clock.moment)
            books.releases.take(Self.expected(mode))
            enter(.mode(Self.expected(mode)), waiting)
            handedOver()
        } catch {
            say("lane \(number): mode \(new.code) is not recorded: \(error)")
        }
    }

    // MARK: The ledger

    /// A record was given its place, when so many waited for the disk (nil: there is no queue, as while a gate starts);
    /// registers that were due stand before it.
    func enter(_ record: LedgerRecord, _ waiting: Int? = nil) {
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
    func closeRegisters(_ running: Process) {
        let waiting = running.journal.pending
        do throws(JournalError) {
            try running.journal.appendRegisters(at: clock.moment)
            enter(.register(ledger.registers), waiting)
            countRegisters(isDue: false)
        } catch {
            say("no registers at the end: \(error)")
        }
    }

    /// The mode of a lane that starts.
    func firstMode(_ number: Int) -> JournalMode { mode(number, .normal, .normal, [], .command) }

    /// What must stand in its record.
    static func expected(_ mode: JournalMode) -> LedgerMode {
        LedgerMode(
            lane: Int(mode.lane), old: mode.old, new: mode.new, easings: mode.easings, second: mode.time.seconds)
    }

    private func mode(
        _ number: Int, _ old: GateMode, _ new: GateMode, _ easings: GateEasings, _ cause: GateModeCause
    ) -> JournalMode {
        JournalMode(
            lane: UInt8(number), old: old, new: new, easings: easings, cause: cause, time: clock.local,
            station: lanes[number].entry.place)
    }
}
