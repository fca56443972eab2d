import Fares
import Testing

/// The rules of rail fares told a second time, from the text of the files.
struct NaiveRail {
    private var sold: [String: Int] = [:]
    private let stations: [String: [String: String]]

    /// The fares in force on a day; nil: those sold last.
    init(on date: String?) throws {
        let folder = DataFolder.embedded("rail")
        let list = Oracle.rows(try #require(try folder.contents(of: "stations.csv")))
        stations = Dictionary(list.map { ($0["telecode"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        let rows = Oracle.rows(try #require(try folder.contents(of: "fares.csv")))
        for status in ["derived", "published", "implemented"] {
            // The file is not sorted by date: the newest that has begun stays.
            var since: [String: String] = [:]
            for row in rows where row["status"] == status && row["currency"] == "CNY" {
                let begin = row["from_date"] ?? ""
                let key = Self.key(
                    row["from"] ?? "", row["to"] ?? "", row["train_letter"] ?? "", row["seat_class"] ?? "")
                guard date.map({ begin <= $0 }) ?? true, since[key] ?? "" <= begin else { continue }
                since[key] = begin
                let yuan = (row["fare"] ?? "").split(separator: ".").map(String.init)
                sold[key] = (Int(yuan[0]) ?? 0) * 100 + (yuan.count > 1 ? (Int(yuan[1]) ?? 0) * 10 : 0)
            }
        }
    }

    func fare(_ from: String, _ to: String, _ letter: String, _ seatClass: String) -> Int? {
        if let fen = listed(from, to, letter, seatClass) { return fen }
        guard seatClass == "second", from != to else { return nil }
        if from == "XJA" || to == "XJA" {
            let outer = from == "XJA" ? to : from
            guard let hub = stations[outer]?["hub"], !hub.isEmpty,
                let leg = from == "XJA" ? listed(hub, to, letter, "second") : listed(from, hub, letter, "second"),
                let last = from == "XJA" ? listed("XJA", hub, "G", "second") : listed(hub, "XJA", "G", "second")
            else { return nil }
            return leg + last
        }
        for (outer, inner) in [(from, to), (to, from)] {
            let side = stations[outer]?["side"]
            let isInland = side == "inland" && ["QSQ", "IUQ", "IMQ", "IOQ"].contains(inner)
            let isCoast = side == "coast" && ["IMQ", "IUQ", "QSQ", "IZQ"].contains(inner)
            guard isInland || isCoast else { continue }
            let hub = isInland ? "IZQ" : "IOQ"
            guard let first = listed(from, hub, letter, "second"), let second = listed(hub, to, letter, "second")
            else { return nil }
            return first + second
        }
        return nil
    }

    private func listed(_ from: String, _ to: String, _ letter: String, _ seatClass: String) -> Int? {
        sold[Self.key(from, to, letter, seatClass)] ?? sold[Self.key(to, from, letter, seatClass)]
    }

    private static func key(_ from: String, _ to: String, _ letter: String, _ seatClass: String) -> String {
        from + to + letter + seatClass
    }
}
