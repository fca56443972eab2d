import Fares

/// The operator's column of the tap log: the line of a gate, as 地铁五号线 for a line named 5号线.
struct LineCompanies {
    private let names: [String]
    private let linesOfStation: [[Int]]
    private let lineOfGroup: [String: Int]

    init(_ network: Network) {
        names = network.lines.map { Self.company($0.nameZh) }
        var lines = [[Int]](repeating: [], count: network.stations.count)
        for (number, line) in network.lines.enumerated() {
            for station in line.stations where !lines[Int(station)].contains(number) {
                lines[Int(station)].append(number)
            }
        }
        linesOfStation = lines
        // The first three digits of a code are a group of devices; it belongs to the line that most of its stations
        // lie on (the first of equals).
        var votes: [String: [Int]] = [:]
        for (station, codes) in network.afcCodes.enumerated() {
            for code in codes {
                for line in lines[station] {
                    votes[String(code.prefix(3)), default: [Int](repeating: 0, count: names.count)][line] += 1
                }
            }
        }
        lineOfGroup = votes.compactMapValues { counts in counts.max().flatMap { counts.firstIndex(of: $0) } }
    }

    /// The company of a gate: its group's line where the station lies on it, else the station's first line.
    func company(ofStation station: Int, code: String) -> String {
        let lines = linesOfStation[station]
        if let line = lineOfGroup[String(code.prefix(3))], lines.contains(line) { return names[line] }
        return lines.first.map { names[$0] } ?? "地铁"
    }

    private static func company(_ nameZh: String) -> String {
        let suffix = "号线"
        guard nameZh.hasSuffix(suffix), let number = Int(nameZh.dropLast(suffix.count)), (1...99).contains(number)
        else {
            return nameZh
        }
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        let tens = number < 10 ? "" : (number < 20 ? "" : digits[number / 10]) + "十"
        return "地铁\(tens)\(digits[number % 10])\(suffix)"
    }
}
