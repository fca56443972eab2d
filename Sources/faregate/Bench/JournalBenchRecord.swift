import Fares
import Gate
import Journal

/// The records that the journal is measured with: taps without sealed data, some 230 bytes each.
enum JournalBenchRecord {
    static func tap(_ number: Int) -> JournalTap {
        let fares = FareVersion(edition: "2018-08", hash: 0x0123_4567_89AB_CDEF)
        var tap = JournalTap(
            time: LocalTime(seconds: 1_535_700_000 + UInt32(number / 100)),
            serviceDate: ServiceDate(dayNumber: 17_774), kind: number % 2 == 0 ? .entry : .exit,
            station: JournalStation(index: UInt16(number % 166), id: "SZ001"),
            token: JournalToken(
                token: CardToken(high: UInt64(number) &* 0x9E37_79B9_7F4A_7C15, low: UInt64(number)), keyIdentifier: 1),
            medium: "quickpass", rider: "adult", fares: fares, outcome: .open,
            reason: number % 2 == 0 ? .entered : .completed)
        tap.transactionCounter = UInt16(truncatingIfNeeded: number)
        tap.unpredictableNumber = UInt32(truncatingIfNeeded: number &* 0x9E37_79B9)
        if tap.kind == .exit {
            tap.chargeFen = 475
            tap.fareFen = 475
            tap.entry = JournalTap.Entry(
                time: LocalTime(seconds: 1_535_690_000), station: JournalStation(index: 1, id: "SZ002"))
        }
        for phase: TapPhase in [.select, .options, .records, .authentication, .decision, .card, .ours] {
            tap.phases.add(phase, microseconds: UInt32(number % 300_000))
        }
        return tap
    }

    static func moment(_ now: UInt64) -> JournalMoment {
        JournalMoment(wallMilliseconds: 1_535_700_000_000 + Int64(now / 1_000_000), monotonicNanoseconds: now)
    }
}
