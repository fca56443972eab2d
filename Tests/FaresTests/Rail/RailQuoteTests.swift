import Fares
import Testing

/// Riders, estimates, dollars, notes, and every refusal by its code.
struct RailQuoteTests {
    /// From, to, and the fields in the order date, letter, class, rider, kilometres, currency, purchase.
    @Test(arguments: [
        ("XXX", "IZQ", ",,,,,,", "unknown-station"), ("IZQ", "IZQ", ",,,,,,", "same-station"),
        ("IZQ", "XJA", "2018-02-30,,,,,,", "bad-date"), ("IZQ", "XJA", "2018-10-01,,,,,,2018-10-02", "bad-date"),
        ("IZQ", "XJA", "2018-10-01,,,,,,x", "bad-date"), ("IZQ", "XJA", ",K,,,,,", "unknown-train"),
        ("IZQ", "XJA", ",,business,,,,", "unknown-class"), ("IZQ", "XJA", ",,,cat,,,", "unknown-rider"),
        ("IZQ", "XJA", ",,,,,EUR,", "unknown-currency"), ("IZQ", "XJA", ",,,,0,,", "bad-km"),
        ("IZQ", "XJA", ",,,,5001,,", "bad-km"), ("IZQ", "XJA", ",,,,-1,,", "bad-km"),
        ("IZQ", "XJA", ",,,,x,,", "bad-km"),
        ("IZQ", "XJA", ",,first,,,,", "no-class-fare"), ("IZQ", "XJA", "2018-09-22,,,,,,", "not-in-force"),
        ("XJA", "NZQ", "2018-03-01,,,,,,", "not-in-force"), ("IZQ", "IOQ", "2016-09,,,,,,", "not-in-force"),
        ("IZQ", "IOQ", "2016-10,,,,,,", "74.5 CNY published"), ("XJA", "OTQ", "2023-03-10,,,,,,", "not-in-force"),
        ("XJA", "OTQ", "2023-03-11,,,,,,", "223 CNY published"), ("XJA", "IUQ", ",,,,,,", "only-announced"),
        ("IZQ", "XJA", ",,,student,,,", "rider-not-cross-border"),
        ("IZQ", "XJA", ",,,disabled-military,,,", "rider-not-cross-border"),
        ("IZQ", "IOQ", ",G,first,student,,,", "rider-not-in-class"),
        ("IZQ", "IOQ", ",G,,student,,,", "56 CNY published"),
        ("IZQ", "IOQ", ",G,first,child,,,", "50 CNY published"), ("IZQ", "IOQ", ",,,child,,,", "37.5 CNY published"),
        ("IZQ", "IOQ", ",,,infant,,,", "0 CNY published"), ("IZQ", "XJA", ",,,child,,,", "107.5 CNY published"),
        ("XJA", "NZQ", "2018-10-01,,,child,,,", "34 CNY published"),
        ("XJA", "NZQ", "2018-10-01,,,infant,,,", "not-in-force"),
        ("XJA", "NZQ", "2023-02-01,,,infant,,,", "0 CNY published"),
        ("武陟", "焦作", ",,,,,,", "no-fare"), ("武陟", "焦作", ",D,,,30,,", "estimate-not-allowed"),
        ("IZQ", "XJA", "2018-09-30,,,,,HKD,", "247 HKD published"),
        ("IZQ", "XJA", "2018-10-01,,,,,HKD,2018-09-10", "247 HKD published"),
        ("IZQ", "XJA", "2018-10-01,,,,,HKD,", "rate-expired"),
        ("IZQ", "IOQ", "2016-10-01,,,,,HKD,", "no-rate"), ("IZQ", "XJA", ",,,,,hkd,", "247 HKD published"),
    ])
    func answers(from: String, to: String, fields: String, expected: String) throws {
        let parts = fields.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let answer = try RailBooks.answer(from, to, { Self.fill(&$0, parts) })
        #expect(answer == expected)
    }

    private static func fill(_ text: inout RailQuestionText, _ parts: [String]) {
        (text.date, text.letter, text.seatClass, text.rider) = (parts[0], parts[1], parts[2], parts[3])
        (text.kilometres, text.currency, text.purchaseDate) = (parts[4], parts[5], parts[6])
    }

    /// A name that two stations share cannot come from the shipped list: its code alone.
    @Test func codesOfTheRest() {
        #expect(RailRefusal.station(.ambiguous(text: "x", matches: [])).code == "ambiguous-station")
        #expect(RailRefusal.badRate(.zero).code == "bad-rate" && RailRefusal.badRate(.zero).kind == .badInput)
    }

    /// What is missing stands in the refusal.
    @Test func refusalsNameWhatIsMissing() throws {
        let book = try RailBooks.shipped()
        let index = { (code: String) in try #require(book.stations.index(ofTelecode: code)) }
        let toKunming = RailQuestion(from: try index("XJA"), to: try index("KOM"))
        #expect(
            book.quote(toKunming) == .refused(.noLeg(from: try index("IZQ"), to: try index("KOM"), letter: nil)))
        var early = RailQuestion(from: try index("XJA"), to: try index("NZQ"), date: ServiceDate("2018-01-20"))
        #expect(book.quote(early) == .refused(.notInForce(first: ServiceDate("2018-09-23"))))
        (early.date, early.currency) = (ServiceDate("2019-01-05"), .hkd)
        let months = (try #require(RailMonth("2019-01")), try #require(RailMonth("2018-09")))
        #expect(book.quote(early) == .refused(.rateExpired(months.0, last: months.1)))
        guard
            case .refused(.onlyAnnounced(let rows)) = book.quote(
                RailQuestion(from: try index("IUQ"), to: try index("XJA")))
        else { throw RailBooks.NoFare() }
        #expect(rows.map(\.fare) == [Money(minorUnits: 21_000, currency: .hkd)])
    }

    /// Letter, class, kilometres and the estimate; a published fare goes first.
    @Test(arguments: [
        ("武陟", "焦作", "D", "", "30", "9 CNY estimate"), ("武陟", "焦作", "G", "second", "1", "0.5 CNY estimate"),
        ("武陟", "焦作", "C", "", "30", "no-estimate"), ("武陟", "焦作", "D", "first", "30", "no-estimate"),
        ("武陟", "焦作", "", "", "30", "no-estimate"), ("武陟", "焦作", "D", "", "6000", "bad-km"),
        ("IZQ", "WHN", "G", "", "1069", "463.5 CNY published"), ("NZQ", "WHN", "G", "", "1100", "futian-not-composed"),
        ("QSQ", "IUQ", "G", "", "21", "no-fare"), ("XJA", "KOM", "G", "", "1400", "no-leg"),
        ("KOM", "IUQ", "D", "", "1400", "372 CNY estimate"),
    ])
    func estimates(from: String, to: String, letter: String, seatClass: String, km: String, expected: String) throws {
        let answer = try RailBooks.answer(
            from, to,
            {
                ($0.letter, $0.seatClass, $0.kilometres, $0.allowsEstimate) = (letter, seatClass, km, true)
            })
        #expect(answer == expected)
    }

    /// rail.md 12, 1: three pairs at 1.15, three roundings; the sum is converted, not its legs.
    @Test(arguments: [
        ("XJA", "NZQ", "78 78 79"), ("XJA", "IOQ", "86 86 87"), ("IZQ", "XJA", "247 247 248"),
        // 678.5 yuan are 780.275; the legs alone would be 247.25 + 533.025.
        ("XJA", "WHN", "780 780 781"),
    ])
    func dollars(from: String, to: String, expected: String) throws {
        let rate = try HKDRate("1.15")
        let amounts = try [WholeRounding.halfUp, .down, .up].map { rounding in
            try RailBooks.answer(from, to, { ($0.currency, $0.date) = ("HKD", "2019-05-01") }) {
                ($0.rates, $0.dollarRounding) = (.fixed(rate), rounding)
            }
        }
        #expect(amounts.map { String($0.prefix { $0 != " " }) }.joined(separator: " ") == expected)
    }

    /// A rate or a rounding that is asked for counts more than the published dollars; a file's month more than ours.
    @Test func whichRateCounts() throws {
        let file = Array("month,hkd_per_cny\n2018-09,1.2\n2019-01,1.1\n".utf8)
        let months = RailRateSource.months(try HKDRates.read(RailFile(name: "r", bytes: file)))
        func ask(_ purchase: String, _ change: (inout RailQuestion) -> Void) throws -> String {
            try RailBooks.answer(
                "XJA", "NZQ", { ($0.currency, $0.date, $0.purchaseDate) = ("HKD", "2019-03-01", purchase) },
                money: change)
        }
        #expect(try ask("2018-09-20", { _ in }) == "78 HKD published")
        #expect(try ask("2018-09-20", { $0.dollarRounding = .up }) == "79 HKD published")
        #expect(try ask("2018-09-20", { $0.rates = months }) == "82 HKD published")
        #expect(try ask("2019-01-31", { $0.rates = months }) == "75 HKD published")
        #expect(try ask("2019-02-01", { $0.rates = months }) == "rate-expired")
        #expect(try ask("2018-08-31", { $0.rates = months }) == "no-rate")
    }

    /// Half of 74.5 and three quarters of it, by rounding.
    @Test(arguments: [
        (FareRounding.halfUp, "37.5", "56"), (.down, "37", "55.5"), (.up, "37.5", "56"), (.none, "37.25", "55.88"),
    ])
    func sharesAreRounded(rounding: FareRounding, half: String, student: String) throws {
        for (rider, expected) in [("child", half), ("student", student)] {
            let answer = try RailBooks.answer("IZQ", "IOQ", { ($0.rider, $0.letter) = (rider, "G") }) {
                $0.shareRounding = rounding
            }
            #expect(answer == "\(expected) CNY published")
        }
    }

    /// From, to, day, letter, and the notes.
    @Test(arguments: [
        ("XJA", "NZQ", "2018-10-01", "", ""), ("IZQ", "IOQ", "2016-10-05", "", ""),
        ("IZQ", "IOQ", "2018-10-05", "", "snapshot-of-2016"),
        ("NZQ", "XJA", "2018-10-01", "", "other-direction"),
        ("IZQ", "WHN", "2024-06-14", "G", "snapshot-of-2016"),
        ("IZQ", "WHN", "2024-06-15", "G", "snapshot-of-2016 ceiling-moves"),
        ("IZQ", "NFZ", "2024-06-15", "D", "snapshot-of-2016"),
        ("XJA", "WHN", "2018-10-01", "", "snapshot-of-2016 through-train-assumed"),
        ("XJA", "QBQ", "2018-10-01", "", "snapshot-of-2016 change-at-hub"),
        // The differences of two rows, and a figure that an article implies.
        ("IOQ", "IUQ", "2016-10-05", "G first", "derived"),
        ("IOQ", "IZQ", "2018-10-05", "G first", "derived snapshot-of-2016"),
        ("GGQ", "SZQ", "2019-12-20", "C", "derived"), ("GGQ", "WGQ", "2019-12-20", "C", ""),
        ("XJA", "NZQ", "2023-02-01", "G second child", "with-adult rounding-unverified"),
        ("XJA", "NZQ", "2023-02-01", "G second infant", "beside-adult"),
    ])
    func notes(from: String, to: String, date: String, train: String, expected: String) throws {
        let words = train.split(separator: " ").map(String.init) + ["", "", ""]
        let fare = try RailBooks.fare(from, to, on: date, letter: words[0], seatClass: words[1], rider: words[2])
        #expect(fare.notes.map(\.rawValue).joined(separator: " ") == expected)
    }

    /// The steps lead from nothing to what is paid.
    @Test func stepsAddUp() throws {
        let book = try RailBooks.shipped()
        for from in 0..<StationIndex(book.stations.pricedCount) {
            for to in 0..<StationIndex(book.stations.pricedCount) {
                var question = RailQuestion(from: from, to: to, date: ServiceDate("2018-09-25"))
                (question.rider, question.currency) = ("child", .hkd)
                guard case .fare(let fare) = book.quote(question) else { continue }
                #expect(fare.steps.first?.before == Money(minorUnits: 0, currency: .cny))
                for (step, next) in zip(fare.steps, fare.steps.dropFirst()) { #expect(step.after == next.before) }
                #expect(fare.steps.last?.after == fare.due && fare.due.minorUnits % 100 == 0)
                #expect(fare.legs.reduce(0) { $0 + $1.row.fare.minorUnits } == fare.total.minorUnits)
                #expect(fare.pays.minorUnits % 50 == 0)
            }
        }
    }
}
