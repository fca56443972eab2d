import Fares
import Gate
import Testing

/// What each easing lets through, with what the rules say beside it.
struct EasingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        var medium = "quickpass"
        var easings: GateEasings = []
        /// A station's release on the third, `FROM-UNTIL`.
        var release: String?
        /// The lane that it was of; 5 leads out alone.
        var lane: UInt8?
        let taps: [String]
        /// What the rules say of each tap.
        let plain: [String]
        /// What is said with the easing, or after the release.
        let eased: [String]
        var testDescription: String { rule }
    }

    /// Missing halves cost something, and a single ticket is good for one journey.
    private static let book = Result {
        try GateBooks.whatIf(
            "missing_exit: [{charge: 300}]\nmissing_entry: [{charge: 700}]\nsingle_ride: [single-ticket]\n")
    }

    private static let order = [
        Row(
            rule: "order free: in while inside", easings: .orderFree, taps: ["3 08:00 in 罗湖", "3 09:00 in 罗湖"],
            plain: ["open entered 0", "open entered-again 300"], eased: ["open entered 0", "open order-free 0"]),
        Row(
            rule: "order free: out without an entry", easings: .orderFree, taps: ["3 08:00 out 福田"],
            plain: ["open fare-pending 700"], eased: ["open order-free 0"]),
        Row(
            rule: "order free: stored value leaves without an entry", medium: "shenzhen-tong", easings: .orderFree,
            taps: ["3 08:00 out 福田"], plain: ["refused entry-unknown 0"], eased: ["open order-free 0"]),
        Row(
            rule: "order free: a whole journey has its price", easings: .orderFree,
            taps: ["3 08:00 in 罗湖", "3 08:20 out 福田"], plain: ["open entered 0", "open completed 400"],
            eased: ["open entered 0", "open completed 400"]),
        Row(
            rule: "order free: nobody passes a card back", easings: .orderFree,
            taps: ["3 08:00 in 罗湖", "3 08:00:30 in 罗湖"], plain: ["open entered 0", "refused pass-back 0"],
            eased: ["open entered 0", "refused pass-back 0"]),
        Row(
            rule: "order free: a single ticket that is inside enters again", medium: "single-ticket",
            easings: .orderFree, taps: ["3 08:00 in 罗湖", "3 09:00 in 罗湖", "3 09:20 out 福田", "3 10:00 in 罗湖"],
            plain: ["open entered 0", "refused already-used 0", "open completed 400", "refused already-used 0"],
            eased: ["open entered 0", "open order-free 0", "open completed 400", "refused already-used 0"]),
    ]

    private static let timeAndDate = [
        Row(
            rule: "time free: a long stay costs nothing beside the fare", easings: .timeFree,
            taps: ["3 08:00 in 罗湖", "3 13:00 out 福田"], plain: ["open entered 0", "open completed 1900"],
            eased: ["open entered 0", "open completed 400"]),
        Row(
            rule: "date free: a pass after its end", medium: "day-pass", easings: .dateFree,
            taps: ["3 08:00 in 罗湖", "3 08:20 out 福田", "4 09:00 in 罗湖", "4 09:20 out 福田"],
            plain: ["open entered 0", "open completed 0", "refused pass-expired 0", "open exited-again 700"],
            eased: ["open entered 0", "open completed 0", "open entered 0", "open completed 0"]),
    ]

    private static let fare = [
        Row(
            rule: "fare free: the journey costs nothing", easings: .fareFree,
            taps: ["3 08:00 in 罗湖", "3 08:20 out 福田"], plain: ["open entered 0", "open completed 400"],
            eased: ["open entered 0", "open fare-free 0"]),
        Row(
            rule: "fare free: what the end of the day has charged is given back", easings: .fareFree,
            taps: ["3 23:50 in 罗湖", "sweep", "4 05:00 out 福田"],
            plain: ["open entered 0", "swept 300", "open completed 1600"],
            eased: ["open entered 0", "swept 300", "open fare-free -300"]),
        Row(
            rule: "fare free: out without an entry, and the entry that comes late is none to be priced",
            easings: .fareFree, taps: ["3 08:00 out 福田", "3 07:40 late 罗湖"],
            plain: ["open fare-pending 700", "open late-entry -300"],
            eased: ["open fare-free 0", "open out-of-order 0"]),
        Row(
            rule: "fare free: stored value still needs its entry", medium: "shenzhen-tong", easings: .fareFree,
            taps: ["3 08:00 out 福田"], plain: ["refused entry-unknown 0"], eased: ["refused entry-unknown 0"]),
        Row(
            rule: "train fault: out at no charge", easings: .trainFault, taps: ["3 08:00 in 罗湖", "3 08:20 out 罗湖"],
            plain: ["open entered 0", "open completed 200"], eased: ["open entered 0", "open train-fault 0"]),
        Row(
            rule: "train fault: a single ticket is good again for seven days", medium: "single-ticket",
            easings: .trainFault, taps: ["3 08:00 in 罗湖", "3 08:20 out 罗湖", "10 09:00 in 罗湖"],
            plain: ["open entered 0", "open completed 200", "refused already-used 0"],
            eased: ["open entered 0", "open train-fault 0", "open train-fault 0"]),
        Row(
            rule: "train fault: on the eighth day it is not", medium: "single-ticket", easings: .trainFault,
            taps: ["3 08:00 in 罗湖", "3 08:20 out 罗湖", "11 09:00 in 罗湖"],
            plain: ["open entered 0", "open completed 200", "refused already-used 0"],
            eased: ["open entered 0", "open train-fault 0", "refused already-used 0"]),
    ]

    private static let emergency = [
        Row(
            rule: "release: who was inside enters again at no charge", release: "09:00-09:30",
            taps: ["3 08:00 in 福田", "4 08:00 in 福田"], plain: ["open entered 0", "open entered-again 300"],
            eased: ["open entered 0", "open emergency-release 0"]),
        Row(
            rule: "release: for seven days", release: "09:00-09:30", taps: ["3 08:00 in 福田", "10 08:00 in 福田"],
            plain: ["open entered 0", "open entered-again 300"],
            eased: ["open entered 0", "open emergency-release 0"]),
        Row(
            rule: "release: and no longer", release: "09:00-09:30", taps: ["3 08:00 in 福田", "11 08:00 in 福田"],
            plain: ["open entered 0", "open entered-again 300"],
            eased: ["open entered 0", "open entered-again 300"]),
        Row(
            rule: "release: who entered after its end is not touched", release: "09:00-09:30",
            taps: ["3 09:30 in 福田", "4 08:00 in 福田"], plain: ["open entered 0", "open entered-again 300"],
            eased: ["open entered 0", "open entered-again 300"]),
        Row(
            rule: "release: of the day before does not touch", release: "09:00-09:30",
            taps: ["4 08:00 in 福田", "5 08:00 in 福田"], plain: ["open entered 0", "open entered-again 300"],
            eased: ["open entered 0", "open entered-again 300"]),
        Row(
            rule: "release: the end of the day charges nothing", release: "09:00-09:30",
            taps: ["3 08:00 in 福田", "sweep"], plain: ["open entered 0", "swept 300"],
            eased: ["open entered 0", "swept 0"]),
        Row(
            rule: "release: who leaves the same day has made the journey", release: "09:00-09:30",
            taps: ["3 08:00 in 罗湖", "3 10:00 out 福田"], plain: ["open entered 0", "open completed 400"],
            eased: ["open entered 0", "open completed 400"]),
        Row(
            rule: "release: a card that is still inside days later leaves at no charge", medium: "shenzhen-tong",
            release: "09:00-09:30", taps: ["3 08:00 in 罗湖", "8 10:00 out 福田"],
            plain: ["open entered 0", "open completed 1805"], eased: ["open entered 0", "open emergency-release 0"]),
        Row(
            rule: "release: who came in through open barriers leaves at no charge", medium: "shenzhen-tong",
            release: "09:00-09:30", taps: ["3 10:00 out 福田"], plain: ["refused entry-unknown 0"],
            eased: ["open emergency-release 0"]),
        Row(
            rule: "release: an account too, and its entry may still arrive", release: "09:00-09:30",
            taps: ["3 10:00 out 福田", "3 09:40 late 罗湖"], plain: ["open fare-pending 700", "open late-entry -300"],
            eased: ["open emergency-release 0", "open late-entry 400"]),
        Row(
            rule: "release: nobody came in before it", medium: "shenzhen-tong", release: "09:00-09:30",
            taps: ["3 08:59 out 福田"], plain: ["refused entry-unknown 0"], eased: ["refused entry-unknown 0"]),
        Row(
            rule: "release: until the longest stay since its end is over", medium: "shenzhen-tong",
            release: "09:00-09:30", taps: ["3 13:00 out 福田"], plain: ["refused entry-unknown 0"],
            eased: ["open emergency-release 0"]),
        Row(
            rule: "release: who comes after that has not come in through it", medium: "shenzhen-tong",
            release: "09:00-09:30", taps: ["3 13:01 out 福田"], plain: ["refused entry-unknown 0"],
            eased: ["refused entry-unknown 0"]),
        Row(
            rule: "release: of a lane that leads out alone lets nobody in", medium: "shenzhen-tong",
            release: "09:00-09:30", lane: 5, taps: ["3 10:00 out 福田"], plain: ["refused entry-unknown 0"],
            eased: ["refused entry-unknown 0"]),
        Row(
            rule: "release: of a lane that leads in lets in", medium: "shenzhen-tong", release: "09:00-09:30", lane: 4,
            taps: ["3 10:00 out 福田"], plain: ["refused entry-unknown 0"], eased: ["open emergency-release 0"]),
        Row(
            rule: "release: nor is inside the next day", medium: "shenzhen-tong", release: "09:00-09:30",
            taps: ["4 10:00 out 福田"], plain: ["refused entry-unknown 0"], eased: ["refused entry-unknown 0"]),
        Row(
            rule: "release: a single ticket may be used again", medium: "single-ticket", release: "09:00-09:30",
            taps: ["3 08:00 in 罗湖", "sweep", "9 08:00 in 罗湖", "9 08:20 out 福田", "9 09:00 in 罗湖"],
            plain: [
                "open entered 0", "swept 300", "refused already-used 0", "open completed 1600",
                "refused already-used 0",
            ],
            eased: [
                "open entered 0", "swept 0", "open emergency-release 0", "open completed 400",
                "refused already-used 0",
            ]),
        Row(
            rule: "release: a single ticket that has made its journey may not", medium: "single-ticket",
            release: "09:00-09:30", taps: ["3 08:00 in 罗湖", "3 08:20 out 福田", "4 08:00 in 罗湖"],
            plain: ["open entered 0", "open completed 400", "refused already-used 0"],
            eased: ["open entered 0", "open completed 400", "refused already-used 0"]),
    ]

    @Test(arguments: order + timeAndDate + fare + emergency)
    func rule(row: Row) throws {
        #expect(try Self.answers(row, GateTerms()) == row.plain)
        var terms = GateTerms(easings: row.easings)
        if let release = row.release {
            let parts = release.split(separator: "-")
            let from = try #require(LocalTime("2026-08-03 \(parts[0]):00"))
            let until = try #require(LocalTime("2026-08-03 \(parts[1]):00"))
            let station = try Self.book.get().edition.directory.station("罗湖")
            terms.releases.add(
                EmergencyRelease(
                    station: station, lane: row.lane, isOutward: row.lane == 5, from: from, until: until))
        }
        #expect(try Self.answers(row, terms) == row.eased)
    }

    /// What the gate says of each tap `DAY HH:MM[:SS] in|out|late STATION`, or `sweep`.
    private static func answers(_ row: Row, _ terms: GateTerms) throws -> [String] {
        let book = try book.get()
        let processor = TapProcessor(book)
        var journey = Journey()
        return try row.taps.map { text in
            if text == "sweep" {
                let swept = try #require(processor.sweep(&journey, releases: terms.releases))
                return "swept \(swept.chargeFen)"
            }
            let words = text.split(separator: " ").map(String.init)
            let day = words[0].count == 1 ? "0" + words[0] : words[0]
            let clock = words[1].count == 5 ? words[1] + ":00" : words[1]
            let tap = Tap(
                token: CardToken(low: 1), time: try #require(LocalTime("2026-08-\(day) \(clock)")),
                kind: words[2] == "out" ? .exit : .entry, station: try book.edition.directory.station(words[3]),
                medium: try #require(book.tariff.medium(row.medium)), isRecorded: words[2] == "late")
            let before = journey
            let decision = processor.process(tap, journey: &journey, terms: terms)
            if decision.outcome == .refused { #expect(journey == before) }
            return "\(decision.outcome.rawValue) \(decision.reason.code) \(decision.chargeFen)"
        }
    }
}
