import Fares
import Gate
import Testing

/// One card at the gates of the 2018 edition, with its taps and journey in words.
///
/// 国贸 (A) to 白石龙 (B) costs 500 fen; a stored-value card pays 475.
struct Scene {
    static let plain = Result { try compile("") }
    /// Missing halves cost something: 300 fen for an exit that never comes, 700 for an entry that never comes.
    static let strict = Result { try compile("missing_exit: [{charge: 300}]\nmissing_entry: [{charge: 700}]\n") }

    let processor: TapProcessor
    var journey = Journey()
    var medium: FareMedia
    var rider = RiderCategory.adult
    var isRecorded = true
    /// All that the taps so far have cost.
    private(set) var charged = 0

    init(_ book: Result<FareBook, any Error>, medium: String) throws {
        let book = try book.get()
        processor = TapProcessor(book)
        self.medium = try #require(book.tariff.medium(medium))
    }

    /// Performs a tap such as `entry A 08:00:00` (`?` is an unknown station), or `sweep`; returns the answer in words.
    @discardableResult
    mutating func perform(_ words: String, live: Bool? = nil) throws -> String {
        if words == "sweep" {
            guard let swept = processor.sweep(&journey) else { return "nothing" }
            charged += swept.chargeFen
            return "swept \(swept.chargeFen); \(state)"
        }
        let parts = words.split(separator: " ").map(String.init)
        let kind: TapKind = parts[0] == "entry" ? .entry : parts[0] == "exit" ? .exit : .bus
        // `+` marks the day after.
        let day = parts[2].hasPrefix("+") ? "2018-09-01 " : "2018-08-31 "
        let time = try #require(LocalTime(day + parts[2].replacing("+", with: "")))
        let tap = Tap(
            token: CardToken(low: 1), time: time, kind: kind, station: try station(parts[1]), medium: medium,
            rider: rider, isRecorded: !(live ?? !isRecorded))
        let decision = processor.process(tap, journey: &journey)
        charged += decision.chargeFen
        var text = "\(decision.outcome.rawValue) \(decision.reason.code)"
        if decision.chargeFen != 0 { text += " \(decision.chargeFen)" }
        if decision.journey != nil, decision.fare == nil { text += " unpriced" }
        if let abandoned = decision.abandoned { text += " abandons \(name(abandoned))" }
        return text + "; " + state
    }

    /// The state of the journey in words.
    var state: String {
        switch journey.state {
        case .idle: "idle"
        case .open(let entry): "open \(name(entry))"
        case .swept(let entry, let fen): "swept \(name(entry)) \(fen)"
        case .pending(let pending): "pending \(name(pending.exit)) \(pending.chargedFen)"
        }
    }

    private func name(_ end: JourneyEnd) -> String {
        let names: [StationIndex: String] = [1: "A", 2: "C"]
        let station = end.station.map { names[$0] ?? "B" } ?? "?"
        return "\(station) \(end.time.description.suffix(8))"
    }

    private func station(_ letter: String) throws -> StationIndex? {
        guard letter != "?" else { return nil }
        return try processor.book.edition.directory.station(
            ["A": "国贸", "B": "白石龙", "C": "老街"][letter] ?? letter)
    }

    private static func compile(_ sections: String) throws -> FareBook {
        let edition = try #require(try Edition.shipped("2018-08"))
        let text = "format: faregate-tariff/1\nextends: shenzhen\n" + sections
        return try FareBook(edition, tariff: try Tariff.read(file: "what-if.yaml", bytes: Array(text.utf8)))
    }
}
