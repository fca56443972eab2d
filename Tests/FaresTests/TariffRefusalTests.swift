import Fares
import Testing

/// What a tariff file may not say: one mistake a row, with the line and the words of its refusal.
struct TariffRefusalTests {
    /// A small tariff without mistakes. Each line is numbered, for the table below.
    static let good = """
        format: faregate-tariff/1
        name: Test
        bands:
          - table:
              - {over_m: 0, up_to_m: 4000, fare_fen: 200}
              - {over_m: 4000, fare_fen: 300}
        same_station:
          - {fare_fen: 200}
        media:
          card:
            - {percent: 100}
          code: [{percent: 90}]
        riders:
          child: [{percent: 50}]
        """

    struct Mistake: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let line: Int
        let words: [String]
        var testDescription: String { "\(old) → \(new)" }

        /// Replaces a text of the good tariff.
        init(_ old: String, _ new: String, line: Int, _ words: String...) {
            (self.old, self.new, self.line, self.words) = (old, new, line, words)
        }

        /// Adds line 15.
        init(add new: String, line: Int = 15, _ words: String...) {
            (old, self.new, self.line, self.words) = ("", new, line, words)
        }
    }

    static let mistakes: [Mistake] = [
        // Keys
        Mistake(add: "cap: []", "unknown key \"cap\"", "known here", "caps"),
        Mistake("{percent: 100}", "{percent: 100, percnt: 5}", line: 11, "unknown key \"media.card.percnt\""),
        Mistake("up_to_m: 4000,", "up_to_m: 4000, upto: 1,", line: 5, "unknown key", "upto"),
        Mistake(add: "caps: {month: []}", "unknown key \"caps.month\"", "day, week"),
        Mistake(add: "log_classes: {halves: {medium: card}}", "unknown key", "halves"),
        Mistake(add: "name: Twice", line: 2, "key \"name\" stands twice"),
        Mistake("  code: [{", "  card: [{", line: 10, "key \"card\" stands twice"),
        Mistake("{percent: 100}", "{percent: 100, percent: 90}", line: 11, "key \"percent\" stands twice"),
        // Sections and the head
        Mistake("format: faregate-tariff/1\n", "", line: 1, "\"format\" is missing"),
        Mistake("tariff/1", "tariff/2", line: 1, "format is \"faregate-tariff/2\"", "faregate-tariff/1"),
        Mistake("same_station:\n  - {fare_fen: 200}\n", "", line: 1, "no \"same_station\"", "extends: shenzhen"),
        Mistake(add: "extends: beijing", "extends is \"beijing\"; expected shenzhen"),
        Mistake(add: "currency: EUR", "currency is \"EUR\"", "CNY"),
        // Bands
        Mistake("over_m: 4000", "over_m: 3999", line: 6, "over 3999 m overlaps", "expected over_m = 4000"),
        Mistake("over_m: 4000", "over_m: 4001", line: 6, "leaves a gap", "expected over_m = 4000"),
        Mistake("over_m: 0", "over_m: 1", line: 5, "gap", "expected over_m = 0"),
        Mistake("up_to_m: 4000", "up_to_m: 0", line: 5, "ends at 0 m"),
        Mistake("up_to_m: 4000, ", "", line: 6, "after the open last band"),
        Mistake("fare_fen: 300", "fare_fen: 65535", line: 6, "0 to 65534"),
        Mistake("fare_fen: 300", "fare_fen: 3.00", line: 6, "whole number"),
        Mistake("fare_fen: 300", "fare_fen: -1", line: 6, "whole number"),
        Mistake("fare_fen: 300", "fare_fen: +300", line: 6, "whole number"),
        // Dates
        Mistake("{percent: 100}", "{from: 2019-02-29, percent: 100}", line: 11, "card.from is \"2019-02-29\"", "YYYY"),
        Mistake("{percent: 100}", "{until: today, percent: 100}", line: 11, "a date YYYY-MM-DD"),
        Mistake("{percent: 100}", "{from: 2020-01-02, until: 2020-01-01, percent: 1}", line: 11, "before"),
        Mistake("- {percent: 100}", "- {percent: 100}\n    - {percent: 90}", line: 12, "two versions", "same day"),
        Mistake(
            "- {percent: 100}", "- {from: 2020-01-01, percent: 1}\n    - {until: 2020-01-01, percent: 2}", line: 12,
            "media.card: two versions are in force on the same day"),
        // Values
        Mistake("percent: 100", "percent: 101", line: 11, "media.card.percent is \"101\"", "0 to 100"),
        Mistake("{percent: 100}", "{price_fen: 3}", line: 11, "\"percent\" is missing"),
        Mistake("{percent: 100}", "{percent: 100, valid_hours: 0}", line: 11, "valid_hours"),
        Mistake("{percent: 100}", "{percent: 100, preauthorise: all}", line: 11, "highest-fare"),
        Mistake("  child: [", "  adult: [", line: 14, "adult is built in"),
        Mistake(add: "service_day_start: \"24:00\"", "HH:MM"),
        Mistake(add: "service_day_start: \"4:00\"", "HH:MM"),
        Mistake(add: "service_day_start: \"+4:00\"", "HH:MM"),
        Mistake(add: "missing_exit: [{charge: highest}]", "missing_exit.charge is \"highest\"", "highest-fare-to-exit"),
        Mistake(add: "missing_exit: [{charge: -5}]", "an amount in fen"),
        Mistake(add: "stay_limit: [{minutes: 180}]", "\"surcharge\" is missing"),
        // Names of media, riders, stations
        Mistake(add: "stored_value: [card, cord]", "stored_value is \"cord\"; expected one of card, code"),
        Mistake(add: "single_ride: [card, cord]", "single_ride is \"cord\"; expected one of card, code"),
        Mistake(add: "single_ride: true", "a list"),
        Mistake(add: "business: [{media: [gold], percent: 100}]", "business.media is \"gold\""),
        Mistake(
            add: "transfer: [{media: [card], riders: [pupil], discount_fen: 40, within_minutes: 90}]",
            "transfer.riders is \"pupil\"; expected one of adult, child"),
        Mistake(
            add: "transfer: [{media: [card], discount_fen: 40, after_minutes: 91, within_minutes: 90}]", "above"),
        Mistake(add: "promotions: [{media: [card], percent: 50}]", "\"id\" is missing"),
        Mistake(add: "caps: {day: [{media: [gold], amount_fen: 5}]}", "caps.day.media is \"gold\""),
        Mistake(add: "exceptions: [{stations: [A], fare_fen: 5}]", "two stations"),
        Mistake(add: "log_classes: {half: {medium: gold}}", "log_classes.half.medium is \"gold\""),
        Mistake(add: "log_classes: {half: {medium: card, rider: pupil}}", "rider is \"pupil\""),
        // Shape
        Mistake("{percent: 100}", "[100]", line: 11, "a mapping"),
        Mistake(add: "stored_value: card", "a list"),
        Mistake(add: "caps: 5", "a mapping"),
        Mistake(add: "exceptions: [{stations: [A, B], fare_fen: 5]", "not YAML"),
        Mistake(add: "\tname: x", "not YAML"),
    ]

    @Test(arguments: mistakes)
    func refuses(_ mistake: Mistake) throws {
        let text = mistake.old.isEmpty ? Self.good + "\n" + mistake.new + "\n" : replaced(mistake)
        let error = message { _ = try Tariff.read(file: "t.yaml", bytes: Array(text.utf8)) }
        #expect(error.hasPrefix("t.yaml:\(mistake.line): "), "\(error)")
        #expect(!error.contains(": : "), "\(error)")
        for words in mistake.words { #expect(error.contains(words), "\(error)") }
    }

    private func replaced(_ mistake: Mistake) -> String {
        let text = Self.good.replacing(mistake.old, with: mistake.new, maxReplacements: 1)
        return text == Self.good ? "the good tariff lacks \(mistake.old)" : text
    }

    @Test func theGoodTariffIsGood() throws {
        let tariff = try Tariff.read(file: "t.yaml", bytes: Array(Self.good.utf8))
        #expect(tariff.media == ["card", "code"] && tariff.riders == ["adult", "child"])
        #expect(tariff.bands.first?.rule.fare(metres: 1_000_000) == 300)  // the open last band
    }

    @Test func versionsMayTouch() throws {
        let text = Self.good.replacing(
            "    - {percent: 100}",
            with: "    - {from: 2020-01-02, percent: 1}\n    - {until: 2020-01-01, percent: 2}")
        #expect(try Tariff.read(file: "t.yaml", bytes: Array(text.utf8)).mediaTerms[0].count == 2)
    }

    @Test(arguments: [("media", 33, "more than 32 media"), ("riders", 32, "more than 32 rider categories")])
    func limitsKinds(section: String, count: Int, words: String) {
        let names = (0..<count).map { "  k\($0): [{percent: 1}]\n" }
        func error(_ names: some Collection<String>) -> String {
            message {
                _ = try Shipped.tariff("\(section):\n" + names.joined())
            }
        }
        #expect(error(names).contains(words))
        #expect(error(names.dropLast()) == "no error")
    }

    @Test(arguments: [
        ("", "t.yaml: the file is empty"), ("# nothing\n", "t.yaml: the file is empty"),
        ("- 1\n", "t.yaml:1: tariff is \"[...]\"; expected a mapping"),
        (good + "\n---\nname: second\n", "not YAML"),
        (String(repeating: "[", count: 100_000), "not YAML"),  // nesting without end
        (String(repeating: "{a: ", count: 50_000), "not YAML"),
    ])
    func refusesWholeFiles(text: String, words: String) {
        #expect(message { _ = try Tariff.read(file: "t.yaml", bytes: Array(text.utf8)) }.contains(words))
    }

    @Test func refusesOtherEncodings() {
        let error = message { _ = try Tariff.read(file: "t.yaml", bytes: [0x6E, 0x3A, 0x20, 0xFF, 0xFE]) }
        #expect(error.contains("not UTF-8"))
    }
}
