import TestSupport
import Testing

@testable import TapLogs

/// `YYYY-MM-DD HH:MM:SS` (or with `T`) and nothing else, against a parser that goes character by character.
struct LogTimeParserTests {
    /// Seconds since 1970, counting days one year and one month at a time.
    private static func naive(_ bytes: [UInt8]) -> UInt32? {
        guard bytes.count == 19 else { return nil }
        var numbers: [Int] = []
        var text = ""
        for (index, byte) in bytes.enumerated() {
            let separators: [Int: String] = [4: "-", 7: "-", 10: " T", 13: ":", 16: ":"]
            if let allowed = separators[index] {
                guard allowed.utf8.contains(byte) else { return nil }
                numbers.append(Int(text) ?? -1)
                text = ""
            } else {
                guard (0x30...0x39).contains(byte) else { return nil }
                text += String(byte - 0x30)
            }
        }
        numbers.append(Int(text) ?? -1)
        let (year, month, day) = (numbers[0], numbers[1], numbers[2])
        func isLeap(_ year: Int) -> Bool { (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 }
        guard (1970...2105).contains(year), (1...12).contains(month) else { return nil }
        let months = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...months[month - 1]).contains(day), numbers[3] < 24, numbers[4] < 60, numbers[5] < 60 else {
            return nil
        }
        var days = day - 1 + months[..<(month - 1)].reduce(0, +)
        for before in 1970..<year { days += isLeap(before) ? 366 : 365 }
        return UInt32(days * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5])
    }

    private static func randomTime(_ generator: inout SplitMix64) -> [UInt8] {
        func digits(_ number: Int, _ count: Int) -> String {
            String(repeating: "0", count: count - String(number).count) + String(number)
        }
        let year = generator.oneIn(4) ? 1965 + generator.below(145) : 2018
        let separator = generator.oneIn(3) ? "T" : " "
        let text =
            "\(digits(year, 4))-\(digits(generator.below(14), 2))-\(digits(generator.below(33), 2))\(separator)"
            + "\(digits(generator.below(25), 2)):\(digits(generator.below(61), 2)):\(digits(generator.below(61), 2))"
        return Array(text.utf8)
    }

    /// One parser reads all, since it remembers the last date.
    @Test(arguments: 0..<16)
    func agreesWithANaiveParser(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        var parser = LogTimeParser()
        var failures: [String] = []
        var before = Self.randomTime(&generator)
        for round in 0..<10_000 where failures.count < 5 {
            var time = generator.oneIn(3) ? before : Self.randomTime(&generator)
            if generator.oneIn(2) { time[generator.below(19)] = UInt8(truncatingIfNeeded: generator.next()) }
            if generator.oneIn(5) { time[generator.below(19)] = generator.one(of: Array("0123456789/:;-. T".utf8)) }
            if generator.oneIn(50) { time.remove(at: generator.below(19)) }
            if generator.oneIn(50) { time.insert(0x30, at: generator.below(time.count)) }
            if time.count == 19 { before = time }
            let got = withWindow(time, slack: hostileSlack[round % hostileSlack.count]) { parser.seconds($0, $1) }
            if got != Self.naive(time) {
                failures.append("\(String(decoding: time, as: UTF8.self)): \(String(describing: got))")
            }
        }
        #expect(failures == [])
    }

    @Test(arguments: [
        ("1970-01-01 00:00:00", 0), ("1970-01-01 00:00:01", 1), ("2018-08-31 19:29:49", 1_535_743_789),
        ("2018-08-31T19:29:49", 1_535_743_789), ("2105-12-31 23:59:59", 4_291_747_199),
        ("2000-02-29 00:00:00", 951_782_400),
        ("2018-02-29 00:00:00", nil), ("2100-02-29 00:00:00", nil), ("2106-01-01 00:00:00", nil),
        ("1969-12-31 23:59:59", nil), ("2018-08-31 24:00:00", nil), ("2018-08-31 23:60:00", nil),
        ("2018-08-31 23:59:60", nil), ("2018-8-31 19:29:49 ", nil), ("2018/08/31 19:29:49", nil), ("", nil),
        ("2018-08-31 19:29:49Z", nil), ("2018-08-31t19:29:49", nil), ("\"018-08-31 19:29:49", nil),
        ("\0\0\0\0\0\0\0\0\0\0 10:00:00", nil),  // what a fresh parser remembers is no date
    ])
    func readsOneRowATime(text: String, expected: UInt32?) {
        var parser = LogTimeParser()
        #expect(withWindow(text) { parser.seconds($0, $1) } == expected)
    }
}
