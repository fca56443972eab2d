import TestSupport
import Testing

/// `faregate rail refund`, `change`, `surcharge` and `sale-fee`.
struct RailMoneyTests {
    private static let refund = [
        "rail", "refund", "--from", "深圳北", "--to", "西九龙", "--departure", "2018-10-01 10:00", "--at",
        "2018-09-29 09:59:59", "--paid",
    ]
    private static let change = [
        "rail", "change", "--from", "Futian", "--to", "XJA", "--departure", "2024-06-01 12:00", "--new-departure",
        "2024-06-01 13:30", "--at",
    ]

    @Test func aRefundWithItsRules() throws {
        let run = try Binary.run(Self.refund + ["75", "--json"])
        #expect(run.code == 0 && run.words == "")
        let object = try run.object()
        for (key, value) in [
            ("outcome", "refund"), ("rule_set", "cross-border-2018"), ("currency", "CNY"), ("from", "IOQ"),
            ("to", "XJA"), ("scope", "cross-border"), ("rounding", "fee-down-to-whole"), ("source", "S17"),
        ] { #expect(object[key] as? String == value, "\(key)") }
        for (key, value) in [
            ("fee_percent", 30), ("fee_minor", 2_200), ("refund_minor", 5_300), ("cutoff_minutes", 30),
            ("band_hours_min", 48), ("band_hours_max", 360),
        ] { #expect(object[key] as? Int == value, "\(key)") }
        #expect(run.output.contains("\"refund\": 53.00,") && object["reason"] != nil)
        #expect(
            try Binary.run(Self.refund + ["75"]).lines[0] == "Shenzhenbei → Hong Kong West Kowloon   refund 53.00 CNY")
        #expect(try Binary.run(Self.refund + ["75", "--lang", "zh"]).lines[0] == "深圳北 → 香港西九龙   退 53.00 CNY")
    }

    /// Command line, exit code, reason, and a word of the sentence.
    @Test(arguments: [
        (refund + ["75", "--amount", "75.01", "--refunded-before", "0"], "above-paid", "more than the 75.00 CNY"),
        (refund + ["75", "--amount", "50", "--refunded-before", "25.01"], "above-paid", "49.99"),
        (refund + ["75", "--refunded-before", "75"], "already-refunded", "given back"),
        (refund + ["75", "--changed"], "already-changed", "not taken back"),
        (refund + ["75", "--flexi-ride-used"], "not-refundable", "Flexi-Ride"),
        (refund + ["0"], "nothing-paid", "nothing"), (refund + ["-5"], "bad-amount", "-5.00 CNY"),
        (refund + ["100000.01"], "bad-amount", "at most 100000.00 CNY"),
        (refund + ["75", "--at", "2018-10-01 09:30:01"], "too-late", "30 min before departure"),
        (refund + ["75", "--at", "2018-10-01 10:00:01"], "departed", "2018-10-01 10:00:00"),
        (refund + ["75", "--at", "2018-08-23 10:00"], "no-rule-on-date", "2018-08-24"),
        (refund + ["75", "--to", "广州南", "--currency", "HKD"], "wrong-currency", "CNY"),
        (change + ["2024-05-31 12:00", "--paid", "68", "--changed"], "already-changed", "once"),
        (change + ["2024-06-01 11:30:01", "--paid", "68"], "too-late", "30 min"),
        (change + ["2024-06-01 13:00:01", "--paid", "68", "--flexi-ride"], "too-late", "60 min after"),
        (
            change + ["2024-06-01 12:59", "--paid", "68", "--flexi-ride", "--flexi-rides-made", "3"],
            "flexi-rides-used", "3"
        ),
        (
            change + ["2024-06-01 12:01", "--paid", "68", "--flexi-ride", "--new-departure", "2024-06-02 09:00"],
            "another-day", "2024-06-02"
        ),
        (change + ["2024-06-01 12:01", "--paid", "75", "--flexi-ride", "--from", "IOQ"], "not-flexi-ride", "Futian"),
        (change + ["2024-06-01 12:01", "--paid", "68", "--flexi-ride", "--new-fare", "75"], "another-fare", "75.00"),
        (change + ["2024-06-01 12:01", "--paid", "68", "--flexi-ride", "--other-class"], "another-class", "class"),
        (
            change + ["2024-05-31 12:00", "--paid", "78", "--currency", "HKD", "--new-fare", "75"], "needs-yuan",
            "--paid-yuan"
        ),
        (
            change + ["2024-05-31 12:00", "--paid", "68", "--new-departure", "2024-06-01 12:00"], "same-train",
            "same class"
        ),
        (refund + ["75", "--to", "Shenzhen North"], "same-station", "one station"),
        (["rail", "surcharge", "--from", "西九龙"], "same-station", "another station"),
        (["rail", "sale-fee", "-1"], "bad-amount", "-1.00 CNY"),
    ])
    func refusals(arguments: [String], reason: String, words: String) throws {
        let run = try Binary.run(arguments + ["--json"])
        #expect(run.code == 65, "\(run.words)")
        #expect(run.words.contains("refused (\(reason)): ") && run.words.contains(words), "\(run.words)")
        let object = try run.object()
        #expect(object["outcome"] as? String == "refused" && object["reason"] as? String == reason)
        let chinese = try Binary.run(arguments + ["--lang", "zh"])
        #expect(chinese.code == 65 && chinese.output == "", "\(chinese.words)")
        #expect(chinese.words.contains("不予办理 (\(reason))") && LanguageTests.hasChinese(chinese.words))
    }

    @Test(arguments: [
        (change + ["2024-05-31 12:00", "--paid", "68"], "difference_minor", 0),
        (
            change + ["2024-05-31 12:00", "--paid", "86", "--new-fare", "78", "--at-west-kowloon"], "difference_minor",
            -800
        ),
        (change + ["2024-05-31 12:00", "--paid", "78", "--currency", "HKD"], "difference_minor", 0),
        (
            change + [
                "2024-05-31 12:00", "--paid", "78", "--currency", "HKD", "--paid-yuan", "68", "--new-fare", "75",
            ], "difference_minor", 700
        ),
        (change + ["2024-06-01 13:00", "--paid", "68", "--flexi-ride"], "flexi_rides_left", 2),
        // In parts: a quarter of the 22 yuan, then what is left of them.
        (refund + ["75", "--amount", "18.75", "--refunded-before", "0"], "fee_minor", 550),
        (refund + ["75", "--amount", "56.25", "--refunded-before", "18.75"], "fee_minor", 1_650),
        (refund + ["75", "--at", "2018-09-22 10:00"], "fee_minor", 2_200),  // before the first train ran
        (["rail", "surcharge", "--from", "深圳北"], "surcharge_minor", 150_000),
        (["rail", "surcharge", "--from", "武汉"], "surcharge_minor", 300_000),
        (["rail", "surcharge", "--from", "深圳北", "--ticket-to", "福田"], "surcharge_minor", 150_000),
        (
            ["rail", "surcharge", "--from", "深圳北", "--ticket-to", "福田", "--minutes-after-arrival", "10"],
            "surcharge_minor", 0
        ),
        (
            ["rail", "surcharge", "--from", "深圳北", "--ticket-to", "福田", "--minutes-after-arrival", "11"],
            "surcharge_minor", 150_000
        ),
        (["rail", "surcharge", "--from", "深圳北", "--ticket-to", "西九龙"], "surcharge_minor", 0),
        (["rail", "sale-fee", "199.99"], "fee_minor", 1_000), (["rail", "sale-fee", "200"], "fee_minor", 2_000),
        (["rail", "sale-fee", "300"], "fee_minor", 3_000),
    ])
    func answers(arguments: [String], key: String, value: Int) throws {
        let run = try Binary.run(arguments + ["--json"])
        #expect(run.code == 0 && run.words == "", "\(run.words)")
        #expect(try run.object()[key] as? Int == value)
        let text = try Binary.run(arguments + ["--lang", "zh"])
        #expect(text.code == 0 && LanguageTests.hasChinese(text.output))
    }

    @Test(arguments: [
        (refund + ["abc"], "--paid takes an amount"),
        (refund + ["75", "--amount", "10"], "--amount needs --refunded-before"),
        (refund + ["75", "--departure", "2018-02-30 10:00"], "--departure"),
        (refund + ["75", "--at", "yesterday"], "--at takes"), (refund + ["75", "--currency", "EUR"], "EUR"),
        (["rail", "surcharge", "--from", "深圳北", "--minutes-after-arrival", "-1"], "0 to 2880"),
        (["rail", "sale-fee", "x"], "amount"),
    ])
    func wrongCommandLines(arguments: [String], words: String) throws {
        let run = try Binary.run(arguments)
        #expect(run.code == 64 && run.words.contains(words) && run.output == "", "\(run.words)")
    }

    /// A name that is no station, or that of several: refused by name, with near ones.
    @Test(arguments: [
        (refund + ["75", "--from", "深圳背"], "unknown-station", true),
        (change + ["2024-05-31 12:00", "--paid", "68", "--to", "火星"], "unknown-station", false),
        (["rail", "surcharge", "--from", "火星"], "unknown-station", false),
        (["rail", "surcharge", "--from", "深圳北", "--ticket-to", "Futia"], "unknown-station", true),
    ])
    func unknownStations(arguments: [String], reason: String, hasNear: Bool) throws {
        let run = try Binary.run(arguments + ["--json"])
        #expect(run.code == 65 && run.words.contains("refused (\(reason)): no station"), "\(run.words)")
        let object = try run.object()
        #expect(object["reason"] as? String == reason)
        #expect((object["near"] as? [String])?.isEmpty == !hasNear, "\(run.output)")
    }

    /// Without a price: the known fare, quoted, paid and given back in both currencies.
    @Test func aRefundOfTheFare() throws {
        let trip = ["rail", "refund", "--from", "深圳北", "--to", "西九龙", "--departure", "2018-10-01 10:00"]
        let run = try Binary.run(
            trip + ["--at", "2018-09-29 09:59:59", "--purchase-date", "2018-09-28", "--json"])
        #expect(run.code == 0 && run.words == "", "\(run.words)")
        let object = try run.object()
        for (key, value) in [
            ("paid_minor", 7_500), ("fee_minor", 2_200), ("refund_minor", 5_300), ("other_refund_minor", 6_077),
            ("other_fee_minor", 2_523),
        ] { #expect(object[key] as? Int == value, "\(key)") }
        #expect(object["other_currency"] as? String == "HKD" && object["rate"] is String == false)
        let later = try Binary.run(trip + ["--at", "2018-09-29 09:59:59", "--json"])
        #expect(try later.object()["other_currency"] is String == false)  // no rate of October is known
        let dollars = try Binary.run(trip + ["--at", "2018-09-29 09:59:59", "--sold-at-west-kowloon", "--json"])
        #expect(dollars.code == 65 && dollars.words.contains("rate-expired"), "\(dollars.words)")
    }

    /// What is assumed about the rules is said in the language of the rest.
    @Test func notesInChinese() throws {
        let run = try Binary.run(Self.refund + ["75", "--lang", "zh"])
        #expect(run.output.contains("推定") && !run.output.contains("assumed"), "\(run.output)")
    }

    /// Other rules from a file, and a file that has none.
    @Test func rulesOfAFile() throws {
        let folder = try Folder()
        try folder.write(
            "rule_set,scope,from_date,hours_min,hours_max,fee_percent,rounding,minimum_fee,cutoff_minutes,"
                + "cutoff_west_kowloon_minutes,changed_refundable,source\n"
                + "own,cross-border,2000-01-01,0,,10,fee-down-to-whole,0,0,0,yes,here\n", to: "rules.csv")
        let run = try Binary.run(Self.refund + ["75", "--changed", "--json", "--rules", folder.file("rules.csv")])
        #expect(try run.object()["fee_minor"] as? Int == 700 && run.code == 0)
        try folder.write("scope\n", to: "bad.csv")
        let bad = try Binary.run(Self.refund + ["75", "--rules", folder.file("bad.csv")])
        #expect(bad.code == 65 && bad.words.contains("bad.csv:1: no column \"rule_set\""), "\(bad.words)")
        #expect(try Binary.run(Self.refund + ["75", "--rules", folder.file("none")]).code == 65)
    }
}
