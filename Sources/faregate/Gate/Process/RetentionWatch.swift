import Fares
import Journal
import Lane

/// Takes cards out of the journal's old segments when a service day has ended, and at the gate's start.
///
/// - **Shape**: looked after by the main thread; the work is done on a thread of its own. The desk is asked for one
///   record and nothing else, and no lane waits.
/// - **Limits**: what is forgotten is gone, and a clock may jump: the journal itself must have records of as many days
///   since as cards are kept; of half as many where a time service keeps the clock.
/// - **Errors**: said in the log as a warning; the next service day tries again. What was begun and not done, the next
///   run does.
final class RetentionWatch {
    private let work: Work
    private let days: Int32
    private var lastDay: ServiceDate?

    /// - **Parameters**: `place` at the desk, this one's alone.
    init(folder: String, days: Int, keys: [DeviceKey], box: GateBox, clock: LaneClock, place: Int, log: GateLog) {
        self.days = Int32(clamping: days)
        work = Work(
            folder: folder, keys: keys, desk: box.desk, journal: box.journal, clock: clock, place: place, log: log)
    }

    /// Looks whether another service day has begun.
    func look(_ today: ServiceDate) {
        guard lastDay != today, !work.isBusy.isSet else { return }
        lastDay = today
        work.isBusy.set()
        let through = ServiceDate(dayNumber: today.dayNumber - days - 1)
        let wanted = Int(GateClock.isSynchronised ? (days + 1) / 2 : days)
        let (work, evidence) = (work, RetentionPlan.Evidence(today: today, days: wanted))
        guard
            let thread = try? WorkerThread({
                work.run(through, evidence)
                _ = work.isBusy.take()
            })
        else {
            _ = work.isBusy.take()
            return
        }
        thread.abandon()
    }

    /// What its thread needs.
    private struct Work: @unchecked Sendable {
        let folder: String
        let keys: [DeviceKey]
        let desk: DeskThread
        let journal: JournalCommitter
        let clock: LaneClock
        let place: Int
        let log: GateLog
        let isBusy = StopFlag()

        func run(_ through: ServiceDate, _ evidence: RetentionPlan.Evidence) {
            do throws(JournalError) {
                let storage: FileStorage
                do throws(StorageError) { storage = try FileStorage(folder, creates: false) } catch {
                    throw JournalError(error)
                }
                let outcome = try JournalRetainer(storage, keys: keys).forgetBesideWriter(
                    through: through, evidence: evidence
                ) { (record) throws(JournalError) in try announce(record) }
                var fields: [(String, LogValue)] = [
                    ("through", .text("\(through)")), ("segments", .number(outcome.segments.count)),
                    ("kept", .number(outcome.kept)),
                ]
                if case .fewDays = outcome.stop { fields.append(("waits", .text(outcome.stop.map { "\($0)" } ?? ""))) }
                log.note(LogEvent("retention", fields))
            } catch {
                log.note(LogEvent("retention", level: .warning, [("problem", .text("\(error)"))]))
            }
        }

        private func announce(_ record: JournalRetention) throws(JournalError) {
            switch desk.ask(.forget(record, clock.moment), at: place) {
            case .recorded(let sequence): try journal.waitUntilDurable(sequence)
            case .failed(let error): throw error
            default: throw .closed
            }
        }
    }
}
