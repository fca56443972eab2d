import Fares
import TestSupport
import Testing

/// The railway stations inside the binary, and what a station argument may look like.
struct RailStationTests {
    static let shipped = Result { try RailStations.shipped() }

    @Test(arguments: [
        ("IZQ", "IZQ"), ("izq", "IZQ"), ("广州南", "IZQ"), ("广州南站", "IZQ"), ("廣州南", "IZQ"), ("Guangzhounan", "IZQ"),
        ("Guangzhou South", "IZQ"), ("guangzhou nan", "IZQ"), ("Shenzhen North", "IOQ"), ("深圳北站", "IOQ"),
        ("香港西九龙", "XJA"), ("香港西九龍", "XJA"), ("西九龙", "XJA"), ("西九龙站", "XJA"), ("西九龍站", "XJA"),
        ("West Kowloon", "XJA"), ("Hong Kong West Kowloon", "XJA"), ("Futian", "NZQ"),
        ("惠州南", "KNA"), ("惠阳", "KNA"), ("Huizhounan", "KNA"), ("Huiyang", "KNA"), ("惠东", "KDA"), ("惠东南", "KDA"),
        ("Shenzhen Airport", "SCA"), ("武陟", "武陟"), ("武陟站", "武陟"),
    ])
    func finds(text: String, id: String) throws {
        let stations = try Self.shipped.get()
        #expect(stations.stations[Int(try stations.station(text))].id == id)
    }

    @Test(arguments: [
        ("火星", "no station \"火星\""), ("", "no station \"\""), ("Shenzenbei", "no station \"Shenzenbei\"; near: IOQ"),
        ("XXX", "no station \"XXX\""),
    ])
    func doesNotGuess(text: String, words: String) throws {
        let stations = try Self.shipped.get()
        #expect(message { _ = try stations.station(text) }.hasPrefix(words))
    }

    /// Both were renamed on 2023-04-10 (S13).
    @Test(arguments: [
        ("KNA", "2023-04-09", "惠州南"), ("KNA", "2023-04-10", "惠阳"), ("KDA", "2018-09-23", "惠东"),
        ("KDA", "2023-04-10", "惠东南"), ("KDA", "", "惠东南"), ("IZQ", "2018-09-23", "广州南"),
    ])
    func namesHaveDates(telecode: String, date: String, name: String) throws {
        let stations = try Self.shipped.get()
        let index = try #require(stations.index(ofTelecode: telecode))
        #expect(stations.name(of: index, on: ServiceDate(date)).zh == name)
    }

    /// What sentences call a station: never nothing in English, and with its code where it has one.
    @Test(arguments: [
        ("IZQ", "", "广州南 (IZQ)", "Guangzhounan (IZQ)"), ("KNA", "2023-04-09", "惠州南 (KNA)", "Huizhounan (KNA)"),
        ("KNA", "2023-04-10", "惠阳 (KNA)", "Huiyang (KNA)"), ("武陟", "", "武陟", "武陟"),
    ])
    func namesInSentences(text: String, date: String, zh: String, en: String) throws {
        let stations = try Self.shipped.get()
        let name = stations.spokenWithCode(try stations.station(text), on: ServiceDate(date))
        #expect(name.zh == zh && name.en == en)
    }

    /// Two lists that say something else of a station do not have the same station.
    @Test func stationsAreEqualInAllTheySay() throws {
        let header = "telecode,name_zh,name_en,jurisdiction,haul,hub,side,note\n"
        let names = RailFile(name: "n", bytes: Array("telecode,name_zh,name_en,from,until,source\n".utf8))
        let lists = try ["short", "long", "short"].map { haul in
            let text = header + "XJA,香港西九龙,,HK,\(haul),,,\n"
            return try RailStations.read(stations: RailFile(name: "s", bytes: Array(text.utf8)), names: names).stations
        }
        #expect(lists[0] != lists[1] && lists[0] == lists[2])
    }

    @Test func theShippedList() throws {
        let stations = try Self.shipped.get()
        #expect(stations.stations.count == 410 && stations.pricedCount == 98)
        #expect(stations.stations.filter { $0.haul == .short }.count == 11)
        #expect(stations.stations.filter { $0.haul == .long }.count == 56)
        #expect(stations.stations[Int(stations.hongKong)].id == "XJA")
        #expect(stations.stations.filter { $0.jurisdiction == .hongKong }.count == 1)
        for (index, station) in stations.stations.enumerated() {
            #expect((station.telecode != nil) == (index < stations.pricedCount))
            if let telecode = station.telecode { #expect(stations.index(ofTelecode: telecode) == StationIndex(index)) }
            #expect(stations.isCrossBorder(stations.hongKong, StationIndex(index)) == (station.id != "XJA"))
            // A hub is the other side of a sum, and a corridor station has none.
            switch station.side {
            case .coast: #expect(station.hub == "IOQ")
            case .inland, .east: #expect(station.hub == "IZQ")
            case .corridor, .unknown: #expect(station.hub == nil)
            case .delta: break
            }
        }
    }

    static let stationHeader = "telecode,name_zh,name_en,jurisdiction,haul,hub,side,note\n"
    static let nameHeader = "telecode,name_zh,name_en,from,until,source\n"

    /// A damaged list of stations, of names, and what is said of it.
    @Test(arguments: [
        ("XJA,香港西九龙,,HK,,,,\n", "", "no error"),
        ("xja,香港西九龙,,HK,,,,\n", "", "s:2: telecode is \"xja\"; expected three capital letters or nothing"),
        ("XJA,,,HK,,,,\n", "", "s:2: name_zh is \"\"; expected a name"),
        ("XJA,香港西九龙,,MO,,,,\n", "", "s:2: jurisdiction is \"MO\"; expected CN or HK"),
        ("XJA,香港西九龙,,HK,far,,,\n", "", "s:2: haul is \"far\"; expected short, long or nothing"),
        (
            "XJA,香港西九龙,,HK,,,sea,\n", "",
            "s:2: side is \"sea\"; expected corridor, coast, delta, inland, east or nothing"
        ),
        ("XJA,香港西九龙,,HK,,,,\nXJA,福田,,CN,,,,\n", "", "s:3: station XJA stands already in line 2"),
        ("XJA,香港西九龙,,HK,,,,\nNZQ,香港西九龙,,CN,,,,\n", "", "s:3: station 香港西九龙 stands already in line 2"),
        (",武陟,,CN,,,,\nXJA,香港西九龙,,HK,,,,\n", "", "s:3: stations with a telecode stand before those without"),
        ("NZQ,福田,,CN,,IZQ,,\nXJA,香港西九龙,,HK,,,,\n", "", "s: the hub IZQ of 福田 is not in the file"),
        ("NZQ,福田,,CN,,,,\n", "", "s: no station in Hong Kong"),
        ("", "", "s: no station in the file"),
        ("XJA,香港西九龙,,HK,,,,\n", "NZQ,福田,,,,S1\n", "n:2: telecode is \"NZQ\"; expected a telecode of stations.csv"),
        ("XJA,香港西九龙,,HK,,,,\n", "XJA,,,,,S1\n", "n:2: name_zh is \"\"; expected a name"),
        (
            "XJA,香港西九龙,,HK,,,,\n", "XJA,甲,,2023-02-30,,S1\n",
            "n:2: from is \"2023-02-30\"; expected YYYY-MM-DD, YYYY-MM or nothing"
        ),
        (
            "XJA,香港西九龙,,HK,,,,\n", "XJA,甲,,2023-02-10,2023-02,S1\n",
            "n:2: until is \"2023-02\"; expected a day not before 2023-02-10"
        ),
        (
            "XJA,香港西九龙,,HK,,,,\n", "XJA,甲,,,2023-02-10,S1\nXJA,乙,,2023-02-10,,S1\n", "n:3: on some day both 甲 and 乙"
        ),
    ])
    func refusesDamage(stations: String, names: String, expected: String) {
        let said = message {
            _ = try RailStations.read(
                stations: RailFile(name: "s", bytes: Array((Self.stationHeader + stations).utf8)),
                names: RailFile(name: "n", bytes: Array((Self.nameHeader + names).utf8)))
        }
        #expect(said == expected)
    }

    @Test(arguments: UInt64(0)..<16)
    func randomBytesDoNotTrap(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for round in 0..<1000 {
            let stations = RailDamage.bytes(
                Self.stationHeader + "XJA,甲,,HK,,,,\nNZQ,乙,,CN,,XJA,coast,\n", round, &random)
            let names = RailDamage.bytes(Self.nameHeader + "XJA,丙,C,2020-01-01,2021-01-01,S1\n", round, &random)
            _ = message {
                _ = try RailStations.read(
                    stations: RailFile(name: "s", bytes: stations), names: RailFile(name: "n", bytes: names))
            }
        }
    }
}
