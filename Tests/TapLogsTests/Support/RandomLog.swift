import TestSupport

/// Random logs: journeys with every disorder that metro.md, 3.3, lists, and some more.
struct RandomLog {
    var rows: [LogRow] = []

    private var generator: SplitMix64
    private let fares: NaiveFares
    private let hasTies: Bool
    private var usedTimes: Set<String> = []

    /// `hasTies`: several rows of a card may stand at one second, so that the order of the file matters.
    init(seed: Int, cards: Int, fares: NaiveFares, hasTies: Bool) {
        generator = SplitMix64(seed: UInt64(seed))
        self.fares = fares
        self.hasTies = hasTies
        let names = (0..<cards).map { cardName($0) }
        for name in names {
            var second = 6 * 3600 + generator.below(40_000)
            for _ in 0..<1 + generator.below(5) {
                second += generator.below(generator.oneIn(4) ? 3 : 9000)
                journey(name, &second)
            }
        }
        if generator.oneIn(2) { rows.shuffle(using: &generator) }
    }

    /// The same rows in another order.
    func shuffled(seed: Int) -> [LogRow] {
        var generator = SplitMix64(seed: UInt64(seed))
        return rows.shuffled(using: &generator)
    }

    private mutating func cardName(_ number: Int) -> String {
        let letters = Array("ABCDEFGHIJ")
        switch generator.below(12) {
        case 0: return "10000\(number)"
        case 1: return "卡-\(number)"
        case 2: return String(repeating: "A", count: 12) + "\(number)"
        case 3: return "88888888888888888\(number)"
        default:
            let padded = String(repeating: "0", count: 7 - String(number).count) + String(number)
            return "B" + String(padded.compactMap { $0.wholeNumberValue.map { letters[$0] } })
        }
    }

    private mutating func journey(_ card: String, _ second: inout Int) {
        if generator.oneIn(6) {
            add(card, second, LogRow.bus, "M222", value: "200", charged: "160", device: "-", mark: "0")
            second += generator.below(7000)
        }
        let origin = generator.below(fares.ids.count)
        let destination = generator.oneIn(4) ? origin : generator.below(fares.ids.count)
        if !generator.oneIn(10) { metro(card, second, LogRow.entry, origin, value: 0, charged: 0, mark: "0") }
        second += generator.below(generator.oneIn(8) ? 2 : 6000)
        if generator.oneIn(12) {
            add(card, second, LogRow.bus, "M1", value: "300", charged: "300", device: "", mark: "0")
        }
        guard !generator.oneIn(10) else { return }
        let base = (try? fares.fare(origin, destination)) ?? 200
        let value = generator.oneIn(6) ? base + 100 : base
        let (charged, mark) = amounts(value)
        metro(card, second, LogRow.exit, destination, value: value, charged: charged, mark: mark)
        if generator.oneIn(12) {
            second += generator.below(100)
            metro(card, second, LogRow.exit, destination, value: value, charged: charged, mark: mark)
        }
    }

    /// The charge of a random class.
    private mutating func amounts(_ value: Int) -> (Int, String) {
        switch generator.below(10) {
        case 0: (value * 95 / 100 - 40, "1")
        case 1: (value / 2, "0")
        case 2: (0, "0")
        case 3: (value, "0")
        case 4: (value * 95 / 100 + 1, "0")
        case 5: (value * 95 / 100, "1")
        case 6: (value * 95 / 100, generator.one(of: ["", "-"]))
        default: (value * 95 / 100, "0")
        }
    }

    private mutating func metro(
        _ card: String, _ second: Int, _ kind: String, _ station: Int, value: Int, charged: Int, mark: String
    ) {
        let codes = fares.codes.filter { $0.value == station }.keys.sorted()
        var name = fares.namesZh[station]
        var device = generator.one(of: codes) + "101"
        switch generator.below(20) {
        case 0: name = "-"
        case 1: name = ""
        case 2: (name, device) = (generator.one(of: ["-", ""]), generator.one(of: ["", "-", "000000101", "26800"]))
        case 3: (name, device) = ("乌有站", "999999101")
        case 4: name = "乌有"
        case 5: name = fares.namesEn[station]
        case 6: name += fares.names[name + "站"] == station ? "站" : ""
        case 7: device = "999999999"
        default: break
        }
        add(card, second, kind, name, value: "\(value)", charged: "\(charged)", device: device, mark: mark)
    }

    private mutating func add(
        _ card: String, _ second: Int, _ kind: String, _ station: String, value: String, charged: String,
        device: String, mark: String
    ) {
        var second = second
        while !hasTies, !usedTimes.insert("\(card) \(second)").inserted { second += 1 }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = second / 86_400
        let time =
            (day == 0 ? "2018-08-31" : "2018-09-\(two(day))") + " \(two(second / 3600 % 24)):\(two(second / 60 % 60))"
            + ":\(two(second % 60))"
        var row = LogRow(
            time: time, card: card, value: value, kind: kind, station: station, mark: mark, charged: charged,
            device: device)
        if generator.oneIn(60) { damage(&row) }
        rows.append(row)
        // An exact duplicate, as elsewhere in the data set: it ties with itself.
        if hasTies, generator.oneIn(30) { rows.append(row) }
    }

    private mutating func damage(_ row: inout LogRow) {
        switch generator.below(6) {
        case 0: row.card = ""
        case 1: row.time = generator.one(of: ["", "2018-08-31", "2018-02-30 10:00:00", "2018-08-31 24:00:00"])
        case 2: row.kind = generator.one(of: ["", "地铁", "地铁入口", "Bus"])
        case 3: row.charged = generator.one(of: ["-1", "4.75", "abc", "１"])
        case 4: row.value = generator.one(of: ["2e2", "200 ", "+200"])
        default: row.mark = generator.one(of: ["2", "x", "10"])
        }
    }
}
