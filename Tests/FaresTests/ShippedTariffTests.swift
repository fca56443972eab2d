import Fares
import Testing

/// The shipped tariff against metro.md 1.2 and 2: one rule, one row, with the dates on both sides of every change.
struct ShippedTariffTests {
    @Test(arguments: [
        // medium, date, percent (nil: not accepted)
        ("single-ticket", "2005-01-01", 100), ("single-ticket", "2026-08-01", 100),
        ("shenzhen-tong", "2010-12-28", 95), ("shenzhen-tong", "2026-08-01", 95),
        ("t-union", "2019-09-15", nil), ("t-union", "2019-09-16", 95),
        ("quickpass", "2019-02-28", nil), ("quickpass", "2019-03-01", 100),
        ("quickpass-overseas", "2019-02-28", nil), ("quickpass-overseas", "2019-03-01", 100),
        ("qr-code", "2018-05-07", nil), ("qr-code", "2018-05-08", 100),
        ("day-pass", "2018-08-31", 100), ("three-day-pass", "2018-08-31", 100),
    ])
    func media(name: String, date: String, percent: Int?) throws {
        let book = try Shipped.book("2018-08")
        let medium = try #require(book.tariff.medium(name))
        let rules = book.rules(on: try #require(ServiceDate(date)))
        #expect(rules.media[Int(medium.index)]?.percent == percent)
    }

    @Test(arguments: [("student", 50), ("child", 50), ("senior", 0), ("free", 0)])
    func riders(name: String, percent: Int) throws {
        let book = try Shipped.book("2018-08")
        let rider = try #require(book.tariff.rider(name))
        for date in ["2010-12-28", "2018-08-31", "2026-08-01"] {
            #expect(book.rules(on: try #require(ServiceDate(date))).riderPercents[Int(rider.index)] == percent)
        }
    }

    @Test(arguments: [
        ("2010-12-31", nil), ("2011-01-01", 180), ("2015-12-31", 180),
        ("2016-01-01", nil), ("2018-08-31", nil), ("2021-11-30", nil),  // the value of these years is unknown
        ("2021-12-01", 210), ("2026-08-01", 210),
    ])
    func stayLimit(date: String, minutes: Int?) throws {
        let book = try Shipped.book("2018-08")
        let limit = book.rules(on: try #require(ServiceDate(date))).stayLimit
        #expect(limit?.seconds == minutes.map { $0 * 60 })
        guard let limit else { return }
        #expect(limit.surcharge.basis == .highestFare && limit.surcharge.multiple == 1)
    }

    @Test(arguments: [("2024-02-04", 0), ("2024-02-05", 1), ("2024-04-30", 1), ("2024-05-01", 0)])
    func promotion(date: String, count: Int) throws {
        let book = try Shipped.book("current")
        let promotions = book.rules(on: try #require(ServiceDate(date))).promotions
        #expect(promotions.count == count)
        let overseas = try #require(book.tariff.medium("quickpass-overseas"))
        for promotion in promotions {
            #expect(promotion.media == 1 << UInt64(overseas.index))
            #expect(promotion.percentOff == 50 && promotion.atMostFen == 200 && promotion.timesADay == 2)
        }
    }

    @Test func businessTakesThreeMediaAtFullPrice() throws {
        let tariff = try Tariff.shipped()
        let terms = try #require(tariff.business.first?.rule)
        let accepted = tariff.media.indices.filter { terms.media & (1 << UInt64($0)) != 0 }.map { tariff.media[$0] }
        #expect(accepted == ["single-ticket", "shenzhen-tong", "t-union"] && terms.percent == 100)
    }

    @Test func transferTakesFortyFenWithinNinetyMinutes() throws {
        let tariff = try Tariff.shipped()
        let terms = try #require(tariff.transfer.first?.rule)
        let media = tariff.media.indices.filter { terms.media & (1 << UInt64($0)) != 0 }.map { tariff.media[$0] }
        let riders = tariff.riders.indices.filter { terms.riders & (1 << UInt64($0)) != 0 }.map { tariff.riders[$0] }
        #expect(media == ["shenzhen-tong", "t-union"] && riders == ["adult"])
        #expect(terms.discountFen == 40 && terms.window == 0...5400)
    }

    @Test(arguments: [
        ("lost-ticket", ChargeRule.Basis.highestFareToExit, 1),
        ("no-ticket", .highestFareToExit, 11),  // the fare plus ten times the fare
        ("over-distance", .difference, 1), ("over-distance-evaded", .difference, 5), ("luggage", .fare, 1),
    ])
    func cases(name: String, basis: ChargeRule.Basis, multiple: Int) throws {
        let found = try Tariff.shipped().cases.first { $0.name == name }
        #expect(found?.versions.map(\.rule.basis) == [basis])
        #expect(found?.versions.map(\.rule.multiple) == [multiple])
    }

    @Test func otherRules() throws {
        let tariff = try Tariff.shipped()
        #expect(tariff.currency == .cny && tariff.serviceDayStartSecond == 4 * 3600)
        #expect(tariff.sameStation.map(\.rule) == [200])
        #expect(tariff.bands.map { $0.from?.description } == ["2010-12-28"])
        #expect(tariff.missingEntry.isEmpty && tariff.missingExit.isEmpty)
        #expect(tariff.dayCaps.isEmpty && tariff.weekCaps.isEmpty && tariff.exceptions.isEmpty)
        let stored = tariff.media.indices.filter { tariff.storedValue[$0] }.map { tariff.media[$0] }
        #expect(stored == ["shenzhen-tong", "t-union"])
        #expect(tariff.singleRide == tariff.media.map { _ in false })
        let hours = tariff.mediaTerms.map { ($0.first?.rule.validSeconds ?? 0) / 3600 }
        #expect(hours == tariff.media.map { ["day-pass": 24, "three-day-pass": 72][$0] ?? 0 })
    }

    /// What the amounts of a service-desk case come to: metro.md 1.2, the two readings of "highest ordinary fare".
    @Test func chargeAmounts() throws {
        let book = try Shipped.book("2018-08")
        let rules = book.undated
        let station: StationIndex = 1
        let toStation = rules.ordinary.highestFare(to: station)
        let cases = Dictionary(uniqueKeysWithValues: book.tariff.cases.map { ($0.name, $0.versions) })
        func amount(_ name: String, fare: Int = 0, unpaid: Int = 0) throws -> Int {
            let rule = try #require(cases[name]?.first?.rule)
            return rules.amount(of: rule, fareFen: fare, unpaidFen: unpaid, station: station)
        }
        #expect(try amount("lost-ticket") == toStation)
        #expect(try amount("no-ticket") == 11 * toStation)
        #expect(try amount("over-distance", unpaid: 300) == 300)
        #expect(try amount("over-distance-evaded", unpaid: 300) == 1500)
        #expect(try amount("luggage", fare: 500) == 500)
        #expect(toStation < rules.ordinary.highestFareFen)  // they differ
    }
}
