import Fares
import Gate
import Testing

/// Drives one card through the gate by short words: `08:00 in A`, `+out B`, `bus`; `sweep` ends the service day.
///
/// The network is the shipped one of `current`; stations are given by name. Words before the colon of a result are the
/// outcome and reason, then what is charged in fen.
struct GateScript {
    let book: FareBook
    var medium = "quickpass"
    var rider = "adult"
    var isRecorded = false
    var journey = Journey()

    /// One tap or sweep; `text` is `HH:MM[:SS] in|out|bus [station]`, or `sweep`.
    mutating func run(_ text: String) throws -> String {
        let processor = TapProcessor(book)
        if text == "sweep" {
            guard let swept = processor.sweep(&journey) else { return "nothing open" }
            return "swept: \(swept.chargeFen)"
        }
        let words = text.split(separator: " ").map(String.init)
        let clock = words[0].utf8.count == 5 ? words[0] + ":00" : words[0]
        let kinds: [String: TapKind] = ["in": .entry, "out": .exit, "bus": .bus]
        var station: StationIndex?
        if words.count > 2, words[2] != "?" { station = try book.edition.directory.station(words[2]) }
        let tap = Tap(
            token: CardToken(low: 1), time: try #require(LocalTime("2026-08-03 \(clock)")),
            kind: try #require(kinds[words[1]]), station: station, medium: try #require(book.tariff.medium(medium)),
            rider: try #require(book.tariff.rider(rider)), isRecorded: isRecorded)
        let decision = processor.process(tap, journey: &journey)
        return "\(decision.outcome.rawValue) \(decision.reason.code): \(decision.chargeFen)"
    }

    /// All of a script.
    mutating func run(_ lines: [String]) throws -> [String] {
        var results: [String] = []
        for line in lines { results.append(try run(line)) }
        return results
    }
}

/// Books for the gate's tests.
enum GateBooks {
    private static let shipped = Result { () throws -> FareBook in
        try FareBook(try #require(try Edition.shipped("current")))
    }

    static func current() throws -> FareBook { try shipped.get() }

    static func whatIf(_ sections: String) throws -> FareBook {
        let text = "format: faregate-tariff/1\nextends: shenzhen\n" + sections
        return try FareBook(
            try current().edition, tariff: try Tariff.read(file: "what-if.yaml", bytes: Array(text.utf8)))
    }
}
