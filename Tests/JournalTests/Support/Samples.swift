import Fares
import Gate
import Journal

/// Records to write, different for each number.
enum Samples {
    static let device = "SZ001-07"
    static let fares = FareVersion(edition: "2018-08", hash: 0x0123_4567_89AB_CDEF)

    static func moment(_ number: Int) -> JournalMoment {
        JournalMoment(
            wallMilliseconds: 1_535_700_000_000 + Int64(number) * 2500,
            monotonicNanoseconds: UInt64(number) * 2_500_000_000)
    }

    static func token(_ number: Int) -> JournalToken {
        JournalToken(token: CardToken(high: 0xABCD, low: UInt64(number)), keyIdentifier: 1)
    }

    /// The tap of a card whose token is the number; about 230 bytes as a record.
    static func tap(_ number: Int) -> JournalTap {
        var tap = JournalTap(
            time: LocalTime(seconds: 1_535_700_000 + UInt32(number)), serviceDate: ServiceDate(dayNumber: 17_774),
            kind: number % 2 == 0 ? .entry : .exit, station: JournalStation(index: UInt16(number % 166), id: "SZ001"),
            token: token(number), medium: "quickpass", rider: "adult", fares: fares, outcome: .open, reason: .entered)
        tap.transactionCounter = UInt16(truncatingIfNeeded: number)
        tap.unpredictableNumber = UInt32(truncatingIfNeeded: number &* 0x9E37_79B9)
        tap.denyListVersion = 7
        if tap.kind == .exit {
            tap.reason = .completed
            tap.chargeFen = Int64(number % 1000)
            tap.fareFen = tap.chargeFen
            tap.entry = JournalTap.Entry(
                time: LocalTime(seconds: 1_535_690_000), station: JournalStation(index: 1, id: "SZ002"))
        }
        for phase in 1...5 { tap.phases.add(TapPhase(rawValue: UInt8(phase)), microseconds: UInt32(number + phase)) }
        return tap
    }
}

/// Reads the taps of a journal, as the numbers of their tokens.
struct TapNumbers {
    var numbers: [Int] = []

    mutating func take(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) {
        guard header.kind == RecordKind.tap.rawValue else { return }
        numbers.append(Int(try JournalTap.read(body, keepsSealedData: false).token.token.low))
    }
}
