import Fares
import Simulator
import Testing

/// A simulated day written to memory, with its rows cut into fields.
struct SimulatedLog {
    let day: CityDay
    let text: String
    let truth: String

    init(
        edition id: String = "2018-08", taps: Int, seed: UInt64 = 1, date: String = "2018-08-31",
        format: TapStreamFormat = .sztCSV, shares: IrregularShares = IrregularShares()
    ) throws {
        let edition = try #require(try Edition.shipped(id))
        let date = try #require(ServiceDate(date))
        day = try CityDay(
            edition: edition, folder: .embedded("editions/\(id)"), taps: taps, seed: seed, date: date, shares: shares)
        var log: [UInt8] = []
        var truth: [UInt8] = []
        try unsafe day.write(
            format: format, log: { unsafe log.append(contentsOf: $0) }, truth: { unsafe truth.append(contentsOf: $0) })
        text = String(decoding: log, as: UTF8.self)
        self.truth = String(decoding: truth, as: UTF8.self)
    }

    /// The data rows of the log.
    var rows: [LogRow] { text.split(separator: "\n").dropFirst().map { LogRow($0) } }
}

/// One row of the CSV form, by the order of its columns.
struct LogRow {
    let card: String
    let time: String
    let type: String
    let money: Int
    let value: Int
    let device: String
    let station: String
    let car: String
    let isMarked: Bool
    let line: String

    init(_ line: Substring) {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        #expect(fields.count == 11)
        card = fields[0]
        time = fields[1]
        type = fields[2]
        money = Int(fields[3]) ?? -1
        value = Int(fields[4]) ?? -1
        device = fields[5]
        station = fields[7]
        car = fields[8]
        isMarked = fields[9] == "1"
        self.line = String(line)
    }

    var isEntry: Bool { type == "地铁入站" }
    var isExit: Bool { type == "地铁出站" }
    var isBus: Bool { type == "巴士" }
    var second: Int { LocalTime(time)?.secondOfDay ?? -1 }

    /// The class of an exit by the five formulas of the tariff; nil: none or several.
    var exitClass: String? {
        let classes = [
            ("standard", money == value * 95 / 100 && !isMarked),
            ("transfer", money == value * 95 / 100 - 40 && isMarked),
            ("half", money * 2 == value && !isMarked), ("free", money == 0 && !isMarked),
            ("full", money == value && !isMarked),
        ].filter(\.1).map(\.0)
        return classes.count == 1 ? classes[0] : nil
    }
}
