import Fares
import Testing

/// Which of the two fares a rider's share is taken of, and what there is to say where one is not known.
struct RailFareSetTests {
    /// Published 100, sold at 80; on a second pair only the fare as sold is known, on a third only the published one.
    private static let fares = """
        IZQ,IOQ,G,second,CNY,100,published,2016-10,,,,
        IZQ,IOQ,G,second,CNY,80,implemented,2018-10,,,,
        IUQ,IOQ,G,second,CNY,40,implemented,2018-10,,,,
        IUQ,IZQ,G,second,CNY,60,published,2018-10,,,,
        XJA,IZQ,G,second,CNY,200,published,2018-10,,,,
        XJA,IZQ,G,second,CNY,150,implemented,2018-10,,,,

        """
    private static let riders = """
        domestic,adult,,,100,implemented,,S1,verified,,,
        domestic,student,,,75,published,second,S19,verified,,,
        domestic,cheap,,,90,published,,-,unverified,,,
        domestic,child,,,50,implemented,,-,unverified,yes,,
        domestic,past,,2017-12-31,50,implemented,,-,unverified,,,
        cross-border,child,,,50,implemented,,S17,verified,yes,,

        """

    /// From, to, rider, day; what is paid and over which amounts, or the refusal.
    @Test(arguments: [
        ("IZQ", "IOQ", "adult", "2018-10-02", "0 80"), ("IZQ", "IOQ", "adult", "2018-09-30", "0 100"),
        // 75 % of the published 100, not of the 80 that adults pay.
        ("IZQ", "IOQ", "student", "2018-10-02", "0 80 100 75"), ("IOQ", "IZQ", "student", "2018-10-02", "0 80 100 75"),
        ("IZQ", "IOQ", "student", "2018-09-30", "0 100 75"), ("IUQ", "IZQ", "student", "2018-10-02", "0 60 45"),
        // Never more than an adult pays.
        ("IZQ", "IOQ", "cheap", "2018-10-02", "0 80 100 80"), ("IZQ", "IOQ", "child", "2018-10-02", "0 80 40"),
        ("XJA", "IZQ", "child", "2018-10-02", "0 150 75"),
        ("IUQ", "IOQ", "student", "2018-10-02", "no-published-fare"), ("IUQ", "IOQ", "child", "2018-10-02", "0 40 20"),
    ])
    func shares(from: String, to: String, rider: String, date: String, expected: String) throws {
        let book = try RailBooks.made(fares: Self.fares, riders: Self.riders)
        var text = RailQuestionText(origin: from, destination: to)
        (text.rider, text.date) = (rider, date)
        switch book.quote(try text.question(book)) {
        case .refused(let refusal): #expect(refusal.code == expected)
        case .fare(let fare):
            let amounts = fare.steps.map(\.before) + [fare.due]
            #expect(amounts.map(\.plainDecimal).joined(separator: " ") == expected)
        }
    }

    /// Where no day is known, none is named.
    @Test func noFirstDayIsMadeUp() throws {
        let book = try RailBooks.made(fares: Self.fares, riders: Self.riders)
        var text = RailQuestionText(origin: "IZQ", destination: "IOQ")
        (text.rider, text.date) = ("past", "2018-10-02")
        #expect(book.quote(try text.question(book)) == .refused(.notInForce(first: nil)))
        let bare = RailFareBook(
            stations: book.stations, rows: book.rows, riders: book.riders,
            rates: try HKDRates.read(RailFile(name: "m", bytes: Array("month,hkd_per_cny\n".utf8))))
        (text.rider, text.date, text.currency) = ("adult", "", "HKD")
        #expect(bare.quote(try text.question(bare)) == .refused(.noRate(nil)))
    }

    /// The shipped rules: the student's share is one of the published fare, every other of the fare as sold.
    @Test func shippedBases() throws {
        for rule in try RailBooks.shipped().riders.rules {
            #expect(rule.base == (rule.name == "student" ? .published : .implemented))
        }
    }
}
