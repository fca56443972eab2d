import Journal
import Lane
import Testing

/// When the gate's clock may judge codes.
struct ClockTrustTests {
    private static let start: Int64 = 1_795_392_000_000

    private static func moment(_ wall: Int64, afterSeconds: Int64 = 0) -> JournalMoment {
        JournalMoment(
            wallMilliseconds: wall, monotonicNanoseconds: UInt64(5_000_000_000 + afterSeconds * 1_000_000_000))
    }

    /// Wall seconds and monotonic seconds since the start, what the system says, what the operator asks for, the fault.
    @Test(
        arguments: [
            (10, 10, false, false, nil), (30, 10, false, false, nil), (31, 10, false, false, .moved),
            (-10, 10, false, false, nil), (-11, 10, false, false, .moved), (3600, 10, true, false, nil),
            (10, 10, false, true, .notSynchronised), (10, 10, true, true, nil),
            (-120, 10, true, false, .behindJournal), (-80, 10, true, false, nil),
            (-81, 10, true, false, .behindJournal),
            (-3_000_000, 10, true, false, .unset),
        ] as [(Int64, Int64, Bool, Bool, ClockTrust.Fault?)])
    func fault(wall: Int64, monotonic: Int64, synchronised: Bool, required: Bool, expected: ClockTrust.Fault?) {
        var trust = ClockTrust(
            start: Self.moment(Self.start), lastRecordMilliseconds: Self.start - 60_000, requiresTimeService: required)
        let fault = trust.fault(
            at: Self.moment(Self.start + wall * 1000, afterSeconds: monotonic), isSynchronised: synchronised)
        #expect(fault == expected)
    }

    @Test("a clock that its time service has set is believed from then on")
    func setLater() {
        var trust = ClockTrust(start: Self.moment(Self.start), lastRecordMilliseconds: 0, requiresTimeService: false)
        let late = Self.start + 86_400_000
        var faults: [ClockTrust.Fault?] = []
        for (isSynchronised, second) in [(false, Int64(1)), (true, 2), (false, 3)] {
            faults.append(
                trust.fault(
                    at: Self.moment(late + second * 1000, afterSeconds: second), isSynchronised: isSynchronised))
        }
        #expect(faults == [.moved, nil, nil])
    }

    @Test(
        "keys are in date by a clock that is set, and by the first set moment before it is",
        arguments: [
            (-1, 1_793_491_200), (0, 1_793_491_200), (1_793_491_199, 1_793_491_200), (1_793_491_201, 1_793_491_201),
            (.max, .max),
        ] as [(Int64, UInt32)])
    func keyDates(wall: Int64, expected: UInt32) {
        #expect(ClockTrust.keySeconds(wallSeconds: wall) == expected)
    }

    @Test(
        "a last record at either end of time is no trap",
        arguments: [(.min, nil), (.max, .behindJournal)] as [(Int64, ClockTrust.Fault?)])
    func farRecord(last: Int64, expected: ClockTrust.Fault?) {
        var trust = ClockTrust(start: Self.moment(Self.start), lastRecordMilliseconds: last, requiresTimeService: false)
        let fault = trust.fault(at: Self.moment(Self.start), isSynchronised: true)
        #expect(fault == expected)
    }

    @Test("a clock that was never set is not believed even where the journal is new")
    func unset() {
        var trust = ClockTrust(start: Self.moment(0), lastRecordMilliseconds: 0, requiresTimeService: false)
        let fault = trust.fault(at: Self.moment(1_000_000), isSynchronised: false)
        #expect(fault == .unset)
    }
}
