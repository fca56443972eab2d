import Journal

/// Whether the gate's wall clock may judge codes: cards do not need it, codes live for seconds.
///
/// - **Shape**: asked at each code; it notices a clock that was never set, one that is behind what the journal has
///   seen, and one that was moved while the gate ran.
/// - **Source**: `qr.md` 6.3: codes are refused, and cards not, while the clock is unset.
package struct ClockTrust: Sendable {
    /// Why the clock is not trusted.
    package enum Fault: String, Hashable, Sendable {
        /// Before this program was made.
        case unset
        /// Before the last record of the gate's own journal.
        case behindJournal = "behind-journal"
        /// Moved by more than ``mostStepMilliseconds`` since the gate began, and no time service vouches for it.
        case moved
        /// No time service vouches for it, and the operator asks for one.
        case notSynchronised = "not-synchronised"
    }

    /// The first moment that a set clock can show: 2026-11-01 00:00:00 UTC, in milliseconds since 1970.
    package static let earliestMilliseconds: Int64 = 1_793_491_200_000
    /// How far wall clock and monotonic clock may drift apart, and how far the journal may be ahead; the skew that
    /// codes are granted.
    package static let mostStepMilliseconds: Int64 = 20_000

    /// The time that the dates of keys are judged by, in seconds since 1970: a clock that was never set stands at the
    /// first moment of a set one, so that the signer of a list is in date and the list in force before codes are taken.
    package static func keySeconds(wallSeconds: Int64) -> UInt32 {
        UInt32(clamping: max(wallSeconds, earliestMilliseconds / 1000))
    }

    private let lastRecordMilliseconds: Int64
    private let requiresTimeService: Bool
    /// Wall time minus monotonic time, in milliseconds, when the clock was last believed.
    private var offset: Int64

    /// The clock of a gate that begins now, with the wall time of its journal's last record; 0: none.
    package init(start: JournalMoment, lastRecordMilliseconds: Int64, requiresTimeService: Bool) {
        self.lastRecordMilliseconds = lastRecordMilliseconds
        self.requiresTimeService = requiresTimeService
        offset = Self.offset(start)
    }

    /// What is wrong with the clock now; nil: nothing. `isSynchronised`: what the system says of its time service.
    package mutating func fault(at moment: JournalMoment, isSynchronised: Bool) -> Fault? {
        let wall = moment.wallMilliseconds
        if wall < Self.earliestMilliseconds { return .unset }
        if wall + Self.mostStepMilliseconds < lastRecordMilliseconds { return .behindJournal }
        if isSynchronised {
            // A clock that has been set by its time service since the start is the better one.
            offset = Self.offset(moment)
            return nil
        }
        if requiresTimeService { return .notSynchronised }
        return abs(Self.offset(moment) - offset) > Self.mostStepMilliseconds ? .moved : nil
    }

    private static func offset(_ moment: JournalMoment) -> Int64 {
        moment.wallMilliseconds - Int64(moment.monotonicNanoseconds / 1_000_000)
    }
}
