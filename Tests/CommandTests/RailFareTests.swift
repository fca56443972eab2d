import Foundation
import TestSupport
import Testing

/// `faregate fare` and its batch, matrix and check with `--network rail`.
struct RailFareTests {
    @Test("batch: class and purchase_date are read, a name that is nearly one is told of, two of one name are refused")
    func batchColumns() throws {
        let folder = try Folder()
        func batch(_ text: String) throws -> Run {
            try folder.write(text, to: "in.csv")
            return try Binary.run(["fare", "batch", "\(folder.path)/in.csv", "--network", "rail"])
        }
        let first = try batch("origin,dest,class\n广州南,深圳北,first\n广州南,西九龙,first\n").lines
        #expect(first[1].hasPrefix("广州南,深圳北,first,99.5,CNY,published,"))
        #expect(first[2].hasPrefix("广州南,西九龙,first,,,,no-class-fare"))
        let bought = "origin,dest,date,purchase_date,currency\n深圳北,西九龙,2018-10-02,2018-09-30,HKD\n"
        #expect(try batch(bought).lines[1].contains(",HKD,86,HKD,"))
        let near = try batch("origin,dest,Date\n福田,西九龙,2018-09-22\n")
        #expect(near.code == 0 && near.words.contains("\"Date\" is not read"))
        let double = try batch("origin,dest,origin\n福田,西九龙,深圳北\n")
        #expect(double.code == 65 && double.words.contains("two columns are called \"origin\""))
    }

    @Test func oneTripAsJSON() throws {
        let run = try Binary.run([
            "fare", "Guangzhou South", "西九龙", "--network", "rail", "--date", "2018-09-25", "--currency", "HKD",
            "--rate",
            "1.15", "--rider", "child", "--json",
        ])
        #expect(run.code == 0 && run.words == "")
        let object = try run.object()
        #expect(object["from"] as? String == "IZQ" && object["to"] as? String == "XJA")
        #expect(object["base_fen"] as? Int == 21_500 && object["fare_fen"] as? Int == 10_750)
        // 107.5 x 1.15 = 123.625.
        #expect(object["fare"] as? Int == 124 && object["currency"] as? String == "HKD")
        #expect(object["rate"] as? String == "1.150000" && object["basis"] as? String == "published")
        let leg = try #require((object["legs"] as? [[String: Any]])?.first)
        #expect(leg["source"] as? String == "S2" && leg["from_date"] as? String == "2018-09-23")
        let history = try #require(object["never_sold"] as? [[String: Any]])
        #expect(history.count == 1 && history[0]["status"] as? String == "announced")
    }

    @Test(arguments: [
        ("zh", "香港西九龙 → 武汉   678.5 元", "两段相加", "仅公告，从未发售"),
        ("en", "Hong Kong West Kowloon (香港西九龙) → Wuhan (武汉)   678.5 yuan", "sum of two legs", "announced, never sold"),
    ])
    func oneTripInWords(language: String, first: String, basis: String, history: String) throws {
        let run = try Binary.run(["fare", "XJA", "WHN", "--network", "rail", "--lang", language])
        #expect(run.code == 0 && run.lines[0] == first && run.output.contains(basis))
        let announced = try Binary.run(["fare", "XJA", "NZQ", "--network", "rail", "--lang", language])
        #expect(announced.output.contains(history) && announced.output.contains("S11"))
        let child = try Binary.run(["fare", "XJA", "NZQ", "--network", "rail", "--lang", language, "--rider", "child"])
        #expect(child.output.contains(language == "zh" ? "未满 14 周岁" : "under 14"))
    }

    /// Names are those of the day.
    @Test(arguments: [("2023-04-09", "惠州南"), ("2023-04-10", "惠阳")])
    func namesOfTheDay(date: String, name: String) throws {
        let run = try Binary.run(["fare", "KNA", "IOQ", "--network", "rail", "--date", date, "--lang", "zh"])
        #expect(run.code == 0 && run.lines[0].hasPrefix(name))
    }

    /// What is asked, the exit code, and words: the refusal's name and what is missing.
    private static let refused: [([String], Int32, [String])] = [
        (["XJA", "昆明南"], 1, ["no-leg", "IZQ", "KOM"]), (["NZQ", "WHN"], 1, ["futian-not-composed"]),
        (["XJA", "IUQ"], 1, ["only-announced", "210 HKD"]),
        (["XJA", "OTQ", "--date", "2020-01-01"], 1, ["2023-03-11"]),
        (["IZQ", "XJA", "--currency", "HKD", "--date", "2019-01-01"], 65, ["rate-expired", "2019-01", "2018-09"]),
        (["武陟", "焦作", "--km", "30", "--train-letter", "D"], 1, ["estimate-not-allowed"]),
        (
            ["IZQ", "XJA", "--currency", "HKD", "--purchase-date", "2018-08-31", "--date", "2018-09-25"], 65,
            ["no-rate"]
        ),
        (["IZQ", "火星"], 65, ["unknown-station"]), (["IZQ", "IZQ"], 65, ["same-station"]),
        (["IZQ", "XJA", "--class", "business"], 64, ["unknown-class"]),
        (["IZQ", "XJA", "--rider", "cat"], 64, ["child"]),
        (["IZQ", "XJA", "--rate", "0", "--currency", "HKD"], 65, ["bad-rate"]),
    ]
    private static let wrong: [([String], Int32, [String])] = [
        (["IZQ", "XJA", "--rates", "none.csv", "--currency", "HKD"], 65, ["none.csv"]),
        (["IZQ", "XJA", "--medium", "t-union"], 64, ["--medium"]), (["IZQ", "XJA", "--tariff", "x"], 64, ["--tariff"]),
        (["IZQ", "XJA", "--rate", "1", "--rates", "x"], 64, ["not both"]),
    ]

    @Test(arguments: refused)
    func refusals(arguments: [String], code: Int32, words: [String]) throws {
        let run = try Binary.run(["fare"] + arguments + ["--network", "rail", "--json"])
        #expect(run.code == code)
        for word in words { #expect(run.words.contains(word), "\(run.words)") }
        let object = try run.object()
        #expect(object["outcome"] as? String == "refused")
        #expect(run.words.contains("refused (\(object["reason"] as? String ?? "-"))"))
        let plain = try Binary.run(["fare"] + arguments + ["--network", "rail"])
        #expect(plain.code == code && plain.output.isEmpty)
    }

    /// Wrong options and files: no question was understood, so that there is nothing to print.
    @Test(arguments: wrong)
    func wrongCommandLines(arguments: [String], code: Int32, words: [String]) throws {
        let run = try Binary.run(["fare"] + arguments + ["--network", "rail", "--json"])
        #expect(run.code == code && run.output.isEmpty)
        for word in words { #expect(run.words.contains(word), "\(run.words)") }
    }

    /// What is missing stands in the object, and the stations that are known.
    @Test func refusalsAsJSON() throws {
        let leg = try Binary.run(["fare", "西九龙", "昆明南", "--network", "rail", "--json"]).object()
        #expect(leg["from"] as? String == "XJA" && leg["to"] as? String == "KOM")
        let missing = try #require(leg["missing"] as? [String: Any])
        #expect(missing["from"] as? String == "IZQ" && missing["to"] as? String == "KOM")
        let station = try Binary.run(["fare", "西九龙", "火星", "--network", "rail", "--json"]).object()
        #expect(station["from"] as? String == "XJA" && station["to"] is NSNull)
        #expect((station["missing"] as? [String: Any])?["station"] as? String == "火星")
        let late = try Binary.run([
            "fare", "IZQ", "XJA", "--network", "rail", "--date", "2019-01-01", "--currency", "HKD", "--json",
        ]).object()
        #expect((late["missing"] as? [String: String]) == ["rate_month": "2019-01", "last_rate_month": "2018-09"])
    }

    /// An English sentence names stations in Latin letters, a Chinese one in Chinese.
    @Test(arguments: [("en", "Guangzhounan (IZQ) - Kunmingnan (KOM)"), ("zh", "广州南 (IZQ) - 昆明南 (KOM)")])
    func refusalsNameStationsInTheirLanguage(language: String, names: String) throws {
        let run = try Binary.run(["fare", "XJA", "KOM", "--network", "rail", "--lang", language])
        #expect(run.code == 1 && run.words.contains(names), "\(run.words)")
    }

    /// Cents of Hong Kong are never called fen.
    @Test func stepsNameTheirCurrency() throws {
        let run = try Binary.run([
            "fare", "IZQ", "XJA", "--network", "rail", "--date", "2018-09-25", "--currency", "HKD", "--json",
        ])
        let steps = try #require(try run.object()["steps"] as? [[String: Any]])
        #expect(steps.count == 2)
        #expect(steps[0]["after_fen"] as? Int == 21_500 && steps[0]["currency"] as? String == "CNY")
        #expect(steps[1]["before_fen"] as? Int == 21_500 && steps[1]["before_currency"] as? String == "CNY")
        #expect(steps[1]["after_fen"] is NSNull && steps[1]["after_minor"] as? Int == 24_700)
        #expect(steps[1]["currency"] as? String == "HKD")
    }

    /// Options of the railway with a metro network, and a folder of that name.
    @Test func theMetroStaysAsItIs() throws {
        for option in [["--km", "3"], ["--rate", "1"], ["--currency", "HKD"], ["--train-letter", "G"]] {
            let run = try Binary.run(["fare", "罗湖", "国贸"] + option)
            #expect(run.code == 64 && run.words.contains("--network rail"))
        }
        let folder = try Folder()
        try FileManager.default.createDirectory(atPath: folder.file("rail"), withIntermediateDirectories: false)
        let city = try Folder()
        try Samples.writeNetwork(city, metres: [1000])
        for name in try city.names() {
            try FileManager.default.copyItem(atPath: city.file(name), toPath: folder.file("rail/\(name)"))
        }
        let run = try Binary.run(["fare", "S1", "S2", "--network", "./rail", "--json"], in: folder.path)
        #expect(run.code == 0)
        #expect(try run.object()["fare_fen"] as? Int == 200)
    }

    /// A row's fields in the order origin, dest, date, train_letter, seat_class, rider, km, currency; then what is
    /// added.
    @Test func theBatchPricesOrRefusesEveryRow() throws {
        let rows: [(String, String)] = [
            ("香港西九龙,福田,2018-10-01,,,,,", "68,CNY,published,,"),
            ("XJA,NZQ,2018-09-25,G,second,adult,,HKD", "78,HKD,published,,"),
            ("广州南,深圳北,,G,first,,,CNY", "99.5,CNY,published,,derived|snapshot-of-2016|other-direction"),
            ("虎门,武汉,,,,,,", "498,CNY,legs,,snapshot-of-2016|other-direction|ceiling-moves|through-train-assumed"),
            ("武陟,焦作,,D,,,30,", ",,,estimate-not-allowed,"),
            ("武陟,焦作,,D,,,,", ",,,no-fare,"), ("武陟,火星,,D,,,30,", ",,,unknown-station,"),
            ("XJA,KOM,,,,,,", ",,,no-leg,"), ("XJA,NZQ,yesterday,,,,,", ",,,bad-date,"),
            ("XJA,NZQ,,X,,,,", ",,,unknown-train,"), ("XJA,NZQ,,,sleeper,,,", ",,,unknown-class,"),
            ("XJA,NZQ,,,,cat,,", ",,,unknown-rider,"), ("XJA,NZQ,,,,student,,", ",,,rider-not-cross-border,"),
            ("XJA,NZQ,,,,,0,", ",,,bad-km,"), ("XJA,NZQ,,,,,,EUR", ",,,unknown-currency,"),
            ("XJA,NZQ,2024-01-01,,,,,HKD", ",,,rate-expired,"),
            ("XJA,NZQ,2023-02-01,,,child,,", "34,CNY,published,,with-adult|rounding-unverified"),
            ("IZQ,WHN,2024-06-15,G,,,,", "463.5,CNY,published,,snapshot-of-2016|ceiling-moves"),
            ("XJA,QBQ,2018-10-01,,,,,", "254.5,CNY,legs,,snapshot-of-2016|change-at-hub"),
        ]
        let folder = try Folder()
        let header = "origin,dest,date,train_letter,seat_class,rider,km,currency"
        try folder.write("\(header)\n" + rows.map { "\($0.0)\n" }.joined(), to: "batch.csv")
        let run = try Binary.run(["fare", "batch", "batch.csv", "--network", "rail"], in: folder.path)
        #expect(run.code == 0 && run.words == "")
        #expect(run.lines[0] == "\(header),fare,fare_currency,basis,refusal,notes")
        #expect(Array(run.lines.dropFirst()) == rows.map { "\($0.0),\($0.1)" })
        let estimated = try Binary.run(
            ["fare", "batch", "batch.csv", "--network", "rail", "--allow-estimate", "--rate", "1.2"],
            in: folder.path)
        #expect(estimated.lines[5].hasSuffix(",9,CNY,estimate,,estimated"))
        #expect(estimated.lines[2].hasSuffix(",82,HKD,published,,"))
        let zero = try Binary.run(["fare", "batch", "batch.csv", "--network", "rail", "--rate", "0"], in: folder.path)
        #expect(zero.code == 65 && zero.output.isEmpty && zero.words.contains("bad-rate"))
        let metro = try Binary.run(["fare", "batch", "batch.csv", "--allow-estimate"], in: folder.path)
        #expect(metro.code == 64 && metro.words.contains("--network rail"))
    }

    /// Columns of the same name in the file stay; ours come last. A ragged row is refused alone.
    @Test func aFileWithAFareColumnOfItsOwn() throws {
        let folder = try Folder()
        try folder.write("origin,dest,fare,basis\n广州南,深圳北,1,x\n广州南\n", to: "b.csv")
        let run = try Binary.run(["fare", "batch", "b.csv", "--network", "rail"], in: folder.path)
        #expect(run.lines[0] == "origin,dest,fare,basis,fare,fare_currency,basis,refusal,notes")
        #expect(run.lines[1] == "广州南,深圳北,1,x,74.5,CNY,published,,snapshot-of-2016")
        #expect(run.lines[2] == "广州南,,,,,,,malformed,")
    }

    @Test func theMatrixOfADay() throws {
        let before = try Binary.run(["fare", "matrix", "--network", "rail", "--date", "2010-01-01"])
        #expect(before.code == 0 && before.output == "from,to,train_letter,seat_class,fare,basis\n")
        let run = try Binary.run(["fare", "matrix", "--network", "rail", "--date", "2018-10-01"])
        #expect(
            run.lines.contains("XJA,WHN,G,second,678.5,legs") && run.lines.contains("IZQ,IOQ,G,first,99.5,published"))
        #expect(!run.output.contains("OTQ"))
        #expect(try Binary.run(["fare", "matrix", "--date", "2018-10-01"]).code == 64)
    }

    @Test func theCheck() throws {
        let folder = try Folder()
        try folder.write("train_letter,km,second_cny\nG,100,46\nG,100,46.5\nD,600,180\nC,10,5\n", to: "km.csv")
        let run = try Binary.run(["fare", "check", "--network", "rail", "km.csv", "--json"], in: folder.path)
        #expect(run.code == 2 && run.words == "")
        let object = try run.object()
        #expect(object["pairs"] as? Int == 18 && object["equal"] as? Int == 15)
        let different = try #require(object["different"] as? [[String: Any]])
        #expect(different.map { $0["from_station_id"] as? String } == ["IZQ", "IZQ", "XJA"])
        #expect(different.map { $0["to_station_id"] as? String } == ["PEQ", "CBQ", "ZAF"])
        #expect(different.map { $0["computed_fen"] as? Int } == [12_100, 17_600, 86_800])
        #expect(different.map { $0["published_fen"] as? Int } == [6350, 16_400, 87_500])
        let estimates = try #require(object["estimates"] as? [[String: Any]])
        let counts = try #require(estimates[1]["in_band"] as? [String: Int])
        #expect(counts == ["rows": 2, "exact": 1, "within_half_yuan": 2, "within_two_yuan": 2])
        #expect((estimates[0]["in_band"] as? [String: Int])?["rows"] == 0)
        #expect((estimates[0]["all"] as? [String: Int])?["rows"] == 1)
        try folder.write("train_letter,km,second_cny\nG,x,46\n", to: "bad.csv")
        let bad = try Binary.run(["fare", "check", "--network", "rail", "bad.csv"], in: folder.path)
        #expect(bad.code == 65 && bad.words.contains("bad.csv:2"))
        #expect(try Binary.run(["fare", "check", "km.csv"], in: folder.path).code == 64)
    }
}
