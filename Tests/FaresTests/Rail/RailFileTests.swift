import Fares
import TestSupport
import Testing

/// Damaged lists of fares, riders and rates: refused with file, line and what was expected.
struct RailFileTests {
    static let fareHeader =
        "from,to,train_letter,seat_class,currency,fare,status,from_date,until_date,snapshot,source,note\n"
    static let riderHeader =
        "scope,rider,from,until,percent,base,seat_class,source,status,with_adult,condition_en,condition_zh\n"

    private static func fares(_ text: String) throws {
        _ = try RailFareRows.read(
            RailFile(name: "f", bytes: Array((fareHeader + text).utf8)), try RailBooks.shipped().stations)
    }

    @Test(arguments: [
        ("IZQ,IOQ,G,second,CNY,74.5,published,2016-10,,,S1,\n", "no error"),
        (
            "IZQ,XXX,G,second,CNY,74.5,published,2016-10,,,S1,\n",
            "f:2: to is \"XXX\"; expected a telecode of stations.csv"
        ),
        (
            "IZQ,IZQ,G,second,CNY,74.5,published,2016-10,,,S1,\n",
            "f:2: to is \"IZQ\"; expected another station than in \"from\""
        ),
        ("IZQ,IOQ,K,second,CNY,1,published,2016-10,,,,\n", "f:2: train_letter is \"K\"; expected G, D or C"),
        ("IZQ,IOQ,G,third,CNY,1,published,2016-10,,,,\n", "f:2: seat_class is \"third\"; expected second or first"),
        ("IZQ,IOQ,G,second,MOP,1,published,2016-10,,,,\n", "f:2: currency is \"MOP\"; expected CNY or HKD"),
        (
            "IZQ,IOQ,G,second,CNY,0,published,2016-10,,,,\n",
            "f:2: fare is \"0\"; expected an amount above 0 with at most two decimals, at most 100000"
        ),
        (
            "IZQ,IOQ,G,second,CNY,1,sold,2016-10,,,,\n",
            "f:2: status is \"sold\"; expected published, implemented, derived, announced or rounded"
        ),
        ("IZQ,IOQ,G,second,CNY,1,published,,,,,\n", "f:2: from_date is \"\"; expected a day"),
        (
            "IZQ,IOQ,G,second,CNY,1,published,2016-10,,no,,\n",
            "f:2: snapshot is \"no\"; expected yes or nothing"
        ),
        (
            "IZQ,IOQ,G,second,CNY,1,published,2016-10-02,2016-10,,,\n",
            "f:2: until_date is \"2016-10\"; expected a day not before 2016-10-02"
        ),
        (
            "IZQ,IOQ,G,second,CNY,1,published,2016-10,,,,\nIZQ,IOQ,G,second,CNY,2,published,2016-10-01,,,,\n",
            "f:3: the same fare begins on the same day in line 2"
        ),
        (
            "IZQ,IOQ,G,second,CNY,70,published,2016-10,,,,\nIZQ,IOQ,G,second,CNY,71,implemented,2018-01,,,,\n",
            "f:3: sold at 71.00 CNY, above the published 70.00 CNY of line 2"
        ),
        (  // the other way round, where that has no published fare of its own
            "IZQ,IOQ,G,second,CNY,70,published,2016-10,,,,\nIOQ,IZQ,G,second,CNY,71,implemented,2018-01,,,,\n",
            "f:3: sold at 71.00 CNY, above the published 70.00 CNY of line 2"
        ),
        (  // never on the same day
            "IZQ,IOQ,G,second,CNY,70,published,2016-10,2017-12-31,,,\nIZQ,IOQ,G,second,CNY,71,implemented,2018-01,,,,\n",
            "no error"
        ),
    ])
    func fares(text: String, expected: String) {
        #expect(message { try Self.fares(text) } == expected)
    }

    /// Of many faults the first in the file is named, whatever the order of a table inside.
    @Test func theFirstFaultIsNamed() {
        let pairs = ["IZQ,IOQ", "IZQ,IUQ", "IZQ,QSQ", "IZQ,IMQ", "IZQ,NZQ", "IOQ,IUQ", "IOQ,QSQ", "IOQ,IMQ"]
        let text = pairs.map { "\($0),G,second,CNY,1,published,2016-10,,,,\n" }.joined()
        #expect(message { try Self.fares(text + text) } == "f:10: the same fare begins on the same day in line 2")
    }

    @Test(arguments: [
        ("domestic,adult,,,100,implemented,,S1,verified,,,\n", "no error"),
        (
            "local,adult,,,100,implemented,,S1,verified,,,\n",
            "r:2: scope is \"local\"; expected cross-border or domestic"
        ),
        ("domestic,,,,100,implemented,,S1,verified,,,\n", "r:2: rider is \"\"; expected a name"),
        (
            "domestic,adult,,,101,implemented,,S1,verified,,,\n",
            "r:2: percent is \"101\"; expected a whole number from 0 to 100"
        ),
        (
            "domestic,adult,,,100,sold,,S1,verified,,,\n",
            "r:2: base is \"sold\"; expected published or implemented"
        ),
        (
            "domestic,adult,,,100,implemented,third,S1,verified,,,\n",
            "r:2: seat_class is \"third\"; expected second, first or nothing"
        ),
        (
            "domestic,adult,,,100,implemented,,S1,maybe,,,\n",
            "r:2: status is \"maybe\"; expected verified or unverified"
        ),
        ("domestic,adult,,,100,implemented,,S1,verified,no,,\n", "r:2: with_adult is \"no\"; expected yes or nothing"),
        (
            "domestic,adult,2020,,100,implemented,,S1,verified,,,\n",
            "r:2: from is \"2020\"; expected YYYY-MM-DD, YYYY-MM or nothing"
        ),
        (
            "domestic,adult,2020-02,2020-01,100,implemented,,S1,verified,,,\n",
            "r:2: until is \"2020-01\"; expected a day not before 2020-02-01"
        ),
        (
            "domestic,adult,,2020-01-31,100,implemented,,S1,verified,,,\ndomestic,adult,2020-01-31,,90,implemented,,S1,verified,,,\n",
            "r:3: domestic adult has another rule for some of these days"
        ),
    ])
    func riders(text: String, expected: String) {
        let bytes = Array((Self.riderHeader + text).utf8)
        #expect(message { _ = try RailRiders.read(RailFile(name: "r", bytes: bytes)) } == expected)
    }

    @Test(arguments: [
        ("month,hkd_per_cny\n2018-09,1.15\n", "no error"),
        ("month,rate\n2018-09,1.15\n", "m:1: no column \"hkd_per_cny\"; the header is: month,rate"),
        ("month,hkd_per_cny\n2018-9,1.15\n", "m:2: month is \"2018-9\"; expected YYYY-MM"),
        ("month,hkd_per_cny\n2018-13,1.15\n", "m:2: month is \"2018-13\"; expected YYYY-MM"),
        ("month,hkd_per_cny\n2018-09,1.15\n2018-09,1.2\n", "m:3: the month 2018-09 stands already in line 2"),
        (
            "month,hkd_per_cny\n2018-09,0\n",
            "m:2: hkd_per_cny is \"0\"; expected a rate above 0, at most 100, with at most six decimals"
        ),
    ])
    func rates(text: String, expected: String) {
        #expect(message { _ = try HKDRates.read(RailFile(name: "m", bytes: Array(text.utf8))) } == expected)
    }

    @Test(arguments: UInt64(0)..<16)
    func randomBytesDoNotTrap(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let stations = try RailBooks.shipped().stations
        let fares =
            Self.fareHeader
            + "IZQ,IOQ,G,second,CNY,74.5,published,2016-10,,,S1,\nXJA,IZQ,G,second,CNY,215,implemented,2018-09-23,,,S2,\n"
        let riders =
            Self.riderHeader + "domestic,child,2020-01-01,2021-01-01,50,implemented,second,S1,verified,yes,x,y\n"
        let rates = "month,hkd_per_cny,source\n2018-09,1.150000,S2\n"
        let distances = "train_letter,km,second_cny\nG,100,46\n"
        for round in 0..<1000 {
            let bytes = [fares, riders, rates, distances].map { RailDamage.bytes($0, round, &random) }
            _ = message { _ = try RailFareRows.read(RailFile(name: "f", bytes: bytes[0]), stations) }
            _ = message { _ = try RailRiders.read(RailFile(name: "r", bytes: bytes[1])) }
            _ = message { _ = try HKDRates.read(RailFile(name: "m", bytes: bytes[2])) }
            _ = message { _ = try EstimateReport.read(file: "e", bytes: bytes[3]) }
        }
    }
}
