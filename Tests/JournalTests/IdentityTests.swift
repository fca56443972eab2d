import Journal
import Simulator
import Testing

/// Epochs: a journal begun anew never has the name of an old one.
struct IdentityTests {
    @Test("a clock that is set back to the same second gives another epoch; later seconds give higher ones")
    func epochs() {
        var random = SystemRandomNumberGenerator()
        func epoch(_ milliseconds: Int64) -> UInt64 {
            JournalIdentity.newEpoch(
                at: JournalMoment(wallMilliseconds: milliseconds, monotonicNanoseconds: 0), using: &random)
        }
        let same = Set((0..<8).map { _ in epoch(1_795_500_000_000) })
        #expect(same.count > 1)
        #expect(epoch(1_795_500_001_000) > (same.max() ?? .max))
        for moment in [Int64.min, -1, 0, .max] { #expect(epoch(moment) < 1 << 52) }
    }
}
