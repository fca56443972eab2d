/// The replay rules of INTERFACES, written as plainly as possible: split, look up, sort, walk.
///
/// It knows simple CSV only: no commas or quotes inside of fields.
struct NaiveReplay {
    var rows = 0
    var entries = 0
    var exits = 0
    var bus = 0
    var rejected: [String: Int] = [:]
    var classes: [String: Int] = [:]
    var pairs = 0
    var sameStation = 0
    var exact = 0
    var different = 0
    var unpriced = 0
    var chargedFen = 0
    var ratedFen = 0
    /// Lines of the trips file, sorted by exit time, card, entry time.
    var trips: [String] = []

    private struct Tap {
        var card = ""
        var time = ""
        var kind = ""
        var station: Int?
        var value = 0
        var charged = 0
        var mark = ""
        var exitClass = ""
    }

    private let fares: NaiveFares
    private var taps: [String: [Tap]] = [:]

    init(_ text: String, _ fares: NaiveFares) throws {
        self.fares = fares
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        let header = lines[0].split(separator: ",").map(String.init)
        for line in lines.dropFirst() { take(line, header) }
        try join()
    }

    private mutating func take(_ line: String, _ header: [String]) {
        rows += 1
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.hasPrefix("\"") && $0.hasSuffix("\"") && $0.count >= 2 ? String($0.dropFirst().dropLast()) : String($0)
        }
        func reject(_ reason: String) { rejected[reason, default: 0] += 1 }
        guard fields.count == header.count else { return reject("malformed") }
        var row: [String: String] = [:]
        for (name, field) in zip(header, fields) { row[name] = field }
        func field(_ name: String) -> String { row[name] ?? "" }
        var tap = Tap(card: field("card_no"), time: field("deal_date"), kind: field("deal_type"))
        guard !tap.card.isEmpty else { return reject("malformed") }
        guard Self.seconds(tap.time) != nil else { return reject("bad-time") }
        guard ["地铁入站", "地铁出站", "巴士"].contains(tap.kind) else { return reject("unknown-kind") }
        let amounts = [field("deal_value"), field("deal_money")]
        let areDigits = amounts.joined().utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard areDigits, let value = Int(amounts[0]), let charged = Int(amounts[1]) else {
            return reject("bad-amount")
        }
        (tap.value, tap.charged, tap.mark) = (value, charged, field("conn_mark"))
        guard ["0", "1", "", "-"].contains(tap.mark) else { return reject("malformed") }
        if tap.kind == "巴士" {
            bus += 1
        } else {
            tap.station = fares.names[field("station")] ?? fares.codes[String(field("equ_no").prefix(6))]
            if tap.station == nil {
                reject(["", "-"].contains(field("station")) ? "missing-station" : "unknown-station")
            }
            if tap.kind == "地铁出站" {
                exits += 1
                chargedFen += charged
                tap.exitClass = Self.exitClass(tap)
                classes[tap.exitClass, default: 0] += 1
            } else {
                entries += 1
            }
        }
        taps[tap.card, default: []].append(tap)
    }

    /// The table of metro.md, 3.1, in hundredths of a fen.
    private static func exitClass(_ tap: Tap) -> String {
        let (v, m) = (tap.value * 100, tap.charged * 100)
        if tap.mark == "1" { return m == v / 100 * 95 - 4000 ? "transfer" : "unexplained" }
        if m == 0 { return "free" }
        if m == v / 100 * 95 { return "standard" }
        if m * 2 == v { return "half" }
        return m == v ? "full" : "unexplained"
    }

    private mutating func join() throws {
        var sorted: [(key: [String], line: String)] = []
        for (card, list) in taps {
            let ordered = list.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
                .map(\.element)
            var before: Tap?
            var lastBus: Tap?
            var busOfEntry: Tap?
            for tap in ordered {
                if tap.kind == "巴士" {
                    lastBus = tap
                    continue
                }
                if tap.kind == "地铁入站" { busOfEntry = lastBus }
                if tap.kind == "地铁出站", let entry = before, entry.kind == "地铁入站" {
                    let (base, fare) = try rate(entry, tap, busOfEntry)
                    // A bus ride counts for one metro trip.
                    if lastBus?.time == busOfEntry?.time { lastBus = nil }
                    let amounts = "\(base.map(String.init) ?? ""),\(fare.map(String.init) ?? "")"
                    func name(_ station: Int?) -> String { station.map { fares.ids[$0] } ?? "" }
                    sorted.append(
                        (
                            [tap.time, card, entry.time, entry.station == nil ? "~" : name(entry.station)],
                            "\(card),\(entry.time),\(name(entry.station)),\(tap.time),\(name(tap.station)),\(amounts)"
                        ))
                }
                before = tap
            }
        }
        trips = sorted.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.line)
    }

    private mutating func rate(_ entry: Tap, _ exit: Tap, _ bus: Tap?) throws -> (Int?, Int?) {
        pairs += 1
        guard let from = entry.station, let to = exit.station else {
            unpriced += 1
            return (nil, nil)
        }
        if from == to { sameStation += 1 }
        let base = try fares.fare(from, to)
        if base == exit.value { exact += 1 } else { different += 1 }
        var fare = base
        switch exit.exitClass {
        case "half": fare = base / 2
        case "free": fare = 0
        case "full": fare = base
        default:
            fare = base * 95 / 100
            let hasDiscount = exit.mark == "1" || (["", "-"].contains(exit.mark) && Self.isNear(bus, entry))
            if hasDiscount { fare -= 40 }
        }
        ratedFen += fare
        return (base, fare)
    }

    /// Within 90 minutes of the bus tap.
    private static func isNear(_ bus: Tap?, _ entry: Tap) -> Bool {
        guard let bus, let first = seconds(bus.time), let last = seconds(entry.time) else { return false }
        return (0...5400).contains(last - first)
    }

    /// Seconds since New Year 2018, the only year of these logs; nil if it is no time.
    private static func seconds(_ time: String) -> Int? {
        let parts = time.split(separator: " ", omittingEmptySubsequences: false)
        guard time.utf8.count == 19, parts.count == 2 else { return nil }
        let date = parts[0].split(separator: "-").compactMap { Int($0) }
        let clock = parts[1].split(separator: ":").compactMap { Int($0) }
        let months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard date.count == 3, clock.count == 3, date[0] == 2018, (1...12).contains(date[1]), date[2] > 0,
            date[2] <= months[date[1] - 1], clock[0] < 24, clock[1] < 60, clock[2] < 60
        else { return nil }
        let days = months[..<(date[1] - 1)].reduce(0, +) + date[2] - 1
        return days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    }
}
