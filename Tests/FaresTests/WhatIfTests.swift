import Fares
import Testing

/// Other tariffs over an edition: which table prices, and what a file that extends the shipped tariff takes over.
struct WhatIfTests {
    private static let bands = """
        bands:
          - table: [{over_m: 0, up_to_m: 4000, fare_fen: 250}]
            beyond: {every_m: 4000, add_fen: 50}

        """
    private static let fares = "from_station_id,to_station_id,standard_fen\n"
    private static let exceptions = "from_station_id,to_station_id,published_fen,kind\n"

    private func fare(_ book: FareBook, _ from: String, _ to: String) throws -> Int {
        let directory = book.edition.directory
        return book.undated.ordinary.fare(from: try directory.station(from), to: try directory.station(to))
    }

    /// A-B 4,000 m, B-C 4,001 m, A-C 8,001 m in the small network.
    @Test func thePublishedTableWins() throws {
        let partly = ["fares.csv": Self.fares + "B,A,700\n"]
        let book = try FareBook(try NetworkFiles.edition(partly))
        #expect(try fare(book, "A", "B") == 700 && fare(book, "B", "A") == 700)
        #expect(try fare(book, "B", "C") == 300 && fare(book, "A", "C") == 400)  // by metres, where none is published
        #expect(try book.computedTable().table.fare(from: 0, to: 1) == 200)
    }

    @Test func otherNamesOfThePublishedTable() throws {
        let text = "fare_fen,to_station_id,from_station_id\r\n700,A,B\r\n"
        #expect(try fare(FareBook(NetworkFiles.edition(["fares_standard.csv": text])), "A", "B") == 700)
    }

    @Test func otherBandsPriceByMetres() throws {
        let edition = try NetworkFiles.edition(["fares.csv": Self.fares + "A,B,700\n"])
        let book = try FareBook(edition, tariff: try Shipped.tariff(Self.bands))
        #expect(try fare(book, "A", "B") == 250 && fare(book, "B", "C") == 300 && fare(book, "A", "C") == 350)
    }

    /// A what-if that leaves the bands alone keeps the published table.
    @Test func otherRulesKeepThePublishedTable() throws {
        let edition = try NetworkFiles.edition(["fares.csv": Self.fares + "A,B,700\nA,A,100\n"])
        let book = try FareBook(edition, tariff: try Shipped.tariff("same_station: [{fare_fen: 50}]"))
        #expect(try fare(book, "A", "B") == 700 && fare(book, "A", "A") == 100 && fare(book, "B", "B") == 50)
    }

    @Test func exceptionsOfTheTariffWinOverAll() throws {
        let edition = try NetworkFiles.edition([
            "fares.csv": Self.fares + "A,B,700\n", "fare_exceptions.csv": Self.exceptions + "B,C,150,grandfathered\n",
        ])
        let book = try FareBook(
            edition,
            tariff: try Shipped.tariff(
                "exceptions: [{stations: [甲, Beta Park], fare_fen: 10}, {stations: [C, 乙], fare_fen: 20}]"))
        #expect(try fare(book, "A", "B") == 10 && fare(book, "B", "A") == 10 && fare(book, "C", "B") == 20)
        let error = message {
            let tariff = try Shipped.tariff("exceptions: [{stations: [A, Nowhere], fare_fen: 10}]")
            _ = try FareBook(edition, tariff: tariff, tariffFile: "w.yaml")
        }
        #expect(error.contains("w.yaml: exceptions: no station \"Nowhere\""), "\(error)")
    }

    @Test func datedExceptions() throws {
        let tariff = try Shipped.tariff(
            "exceptions: [{stations: [A, B], fare_fen: 10, from: 2020-01-02, until: 2020-01-03}]")
        let book = try FareBook(try NetworkFiles.edition(), tariff: tariff)
        let fares = try ["2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04"].map { day in
            book.rules(on: try #require(ServiceDate(day))).ordinary.fare(from: 0, to: 1)
        }
        #expect(fares == [200, 10, 10, 200])
    }

    /// "A newly computed fare never replaces a lower earlier one"; a residual is never applied.
    @Test(arguments: [
        // kept fare of A-B, kind, fare under the edition's own bands (200), under the what-if's (250)
        (100, "grandfathered", 100, 100), (240, "grandfathered", 240, 240), (300, "grandfathered", 300, 250),
        (100, "residual", 200, 250),
    ])
    func lowerOfTheTwo(kept: Int, kind: String, own: Int, whatIf: Int) throws {
        let edition = try NetworkFiles.edition(["fare_exceptions.csv": Self.exceptions + "B,A,\(kept),\(kind)\n"])
        #expect(try fare(FareBook(edition), "A", "B") == own)
        #expect(try fare(FareBook(edition, tariff: try Shipped.tariff(Self.bands)), "B", "A") == whatIf)
    }

    /// Every rule of the shipped tariff names media and riders; a file with other lists must not move them to others.
    @Test func inheritedRulesFollowNamesNotPositions() throws {
        let text = """
            media:
              qr-code: [{percent: 80}]
              night-card: [{percent: 70}]
              shenzhen-tong: [{percent: 90}]
            riders:
              senior: [{percent: 10}]
              student: [{percent: 40}]

            """
        let book = try Shipped.book("current", whatIf: text)
        let tariff = book.tariff
        #expect(tariff.media == ["qr-code", "night-card", "shenzhen-tong"])
        #expect(tariff.storedValue == [false, false, true])
        #expect(tariff.singleRide == [false, false, false])
        let standard = try #require(tariff.logClasses["standard"])
        let half = try #require(tariff.logClasses["half"])
        #expect(tariff.name(of: standard.medium) == "shenzhen-tong" && tariff.name(of: half.rider) == "student")
        #expect(tariff.logClasses["full"] == nil && tariff.logClasses["free"] == nil)  // no such medium, no such rider
        for (medium, rider, expected) in [
            ("qr-code", "adult", "400 = base-fare:500 medium:400"),
            ("night-card", "adult", "350 = base-fare:500 medium:350"),
            ("shenzhen-tong", "adult", "410 = base-fare:500 medium:450 transfer:410"),
            ("shenzhen-tong", "student", "200 = base-fare:500 concession:200"),
            ("shenzhen-tong", "senior", "50 = base-fare:500 concession:50"),
        ] {
            var ride = RideText(medium: medium, rider: rider, bus: 5)
            ride.entry = "2026-08-01 08:00:00"
            #expect(try ride.price(book) == expected)
            ride.carriage = .business
            (ride.from, ride.to) = ("罗湖", "国贸")
            let inBusiness = try ride.price(book)
            #expect(
                inBusiness == (medium == "shenzhen-tong" ? "600 = business-carriage:600" : "medium-not-in-business"))
        }
    }
}
