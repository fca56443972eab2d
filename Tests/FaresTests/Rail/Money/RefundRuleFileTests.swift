import Fares
import Foundation
import TestSupport
import Testing

/// Files of refund rules: what is refused with which line, and that the shipped one says what the sources say.
struct RefundRuleFileTests {
    private static let header =
        "rule_set,scope,from_date,hours_min,hours_max,fee_percent,rounding,minimum_fee,cutoff_minutes,"
        + "cutoff_west_kowloon_minutes,changed_refundable,source\n"
    private static let first = "a,domestic,2020-01-01,24,,10,fee-down-to-whole,2,30,45,no,S\n"
    private static let second = "a,domestic,2020-01-01,0,24,20,fee-down-to-whole,2,30,45,no,S\n"

    private func read(_ text: String) -> String {
        message { _ = try RefundRules.read(file: "r.csv", bytes: Array(text.utf8)) }
    }

    /// Rows after the first one, and the words of the error.
    @Test(arguments: [
        (second, "no error"), ("", "r.csv:2: a: no band from 0 h to 24 h before departure"),
        (second.replacing(",24,20", with: ",23,20"), "r.csv:2: a: no band from 23 h to 24 h before departure"),
        (second.replacing(",24,20", with: ",25,20"), "r.csv:3: a: the band from 0 h overlaps the one from 24 h"),
        (second.replacing(",0,24", with: ",0,"), "r.csv:3: a: the band from 0 h overlaps the one from 24 h"),
        (second + second, "r.csv:4: a: the band from 0 h overlaps the one from 0 h"),
        (second.replacing(",0,24", with: ",24,24"), "hours_max is \"24\"; expected more hours than 24, or nothing"),
        (second.replacing(",30,45", with: ",31,45"), "r.csv:3: a stands with other terms in line 2"),
        (second.replacing("2020-01-01", with: "2020-01-02"), "r.csv:3: a stands with other terms in line 2"),
        (
            second + "b,domestic,2020-01-01,0,,10,fee-down-to-whole,2,30,45,no,S\n",
            "r.csv:4: b begins on the day of a in line 2"
        ),
        (second.replacing("a,domestic", with: ",domestic"), "r.csv:3: rule_set is \"\""),
        (second.replacing("domestic", with: "world"), "r.csv:3: scope is \"world\"; expected cross-border or domestic"),
        (second.replacing("2020-01-01", with: "2020s"), "r.csv:3: from_date is \"2020s\"; expected a date YYYY-MM-DD"),
        (second.replacing(",20,fee", with: ",101,fee"), "r.csv:3: fee_percent is \"101\""),
        (second.replacing(",20,fee", with: ",-1,fee"), "r.csv:3: fee_percent is \"-1\""),
        (
            second.replacing("fee-down-to-whole", with: "up"),
            "r.csv:3: rounding is \"up\"; expected fee-down-to-whole or"
        ),
        (second.replacing(",no,", with: ",maybe,"), "r.csv:3: changed_refundable is \"maybe\"; expected yes or no"),
        (second.replacing(",2,30", with: ",1.5,30"), "r.csv:3: minimum_fee is \"1.5\""),
        (second.replacing(",30,45", with: ",3000,45"), "r.csv:3: cutoff_minutes is \"3000\""),
        ("a,domestic\n", "r.csv:3: 2 fields; the header has 12"),
    ])
    func rows(more: String, expected: String) {
        let words = read(Self.header + Self.first + more)
        #expect(words.contains(expected), "\(words)")
    }

    @Test func filesWithoutRules() {
        #expect(read("").contains("the file is empty"))
        #expect(read(Self.header).contains("no refund rule in the file"))
        #expect(read("scope\n").contains("no column \"rule_set\""))
    }

    @Test(arguments: UInt64(0)..<16)
    func damagedFilesDoNotTrap(seed: UInt64) throws {
        let good = Array((Self.header + Self.first + Self.second).utf8)
        var random = SplitMix64(seed: seed)
        for round in 0..<1000 {
            var bytes = round % 2 == 0 ? good : random.bytes(random.below(200))
            for _ in 0..<(bytes.isEmpty ? 0 : random.below(4)) {
                bytes[random.below(bytes.count)] = random.one(of: Array("0123456789,\"\n-ay".utf8))
            }
            guard let rules = try? RefundRules.read(file: "r.csv", bytes: bytes) else { continue }
            let now = LocalTime(seconds: 1_600_000_000)
            for hours in [0, 1, 24, 25, 8_784] {
                _ = rules.refund(
                    of: RefundRequest(
                        scope: .domestic, paid: Money(minorUnits: RefundRules.maximumPaid, currency: .cny),
                        departure: LocalTime(seconds: now.seconds + UInt32(hours * 3600)), now: now))
            }
        }
    }

    private static let shared = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].map {
        "\($0)/data/rail/refund_rules.csv"
    }

    /// Every band of the collected file, and no other.
    @Test(.enabled(if: shared != nil))
    func theCollectedFigures() throws {
        let path = try #require(Self.shared)
        var reader = try CSVReader(file: path, bytes: try readWholeFile(path))
        var expected: [String] = []
        while try reader.next() {
            let fields = reader.strings
            // Ours: a first day for the 2020s, and the sale before the first day.
            let from = ["2020s": "2020-01-01", "2018-09-23": "2018-08-24"][fields[5]] ?? fields[5]
            expected.append("\(fields[1]) \(from) \(fields[2])..\(fields[3]) \(fields[4])")
        }
        let found = try RefundRules.shipped().sets.flatMap { set in
            set.bands.map { band in
                "\(set.scope.rawValue) \(set.from) \(band.hoursMin)..\(band.hoursMax?.description ?? "") \(band.feePercent)"
            }
        }
        #expect(found.sorted() == expected.sorted() && found.count == 10)
    }

    /// What is assumed is said in both languages.
    @Test func notesInBothLanguages() throws {
        for set in try RefundRules.shipped().sets {
            #expect(!set.note.isEmpty && set.noteZh.contains { $0 >= "\u{4E00}" }, "\(set.id)")
        }
    }
}
