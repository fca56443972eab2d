import Journal
import Lane

extension LaneClock {
    /// Both clocks of a record.
    var moment: JournalMoment { JournalMoment(wallMilliseconds: wall(), monotonicNanoseconds: monotonic()) }
}
