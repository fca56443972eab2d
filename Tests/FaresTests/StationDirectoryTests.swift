import Fares
import Testing

/// Station arguments: id, Chinese or English name, AFC code, alias; a wrong one is refused with near matches.
struct StationDirectoryTests {
    @Test(arguments: [
        ("SZ001", "罗湖"), ("sz001", "罗湖"), ("罗湖", "罗湖"), ("罗湖站", "罗湖"), ("Luohu", "罗湖"), ("LUOHU", "罗湖"),
        (" lu ohu ", "罗湖"), ("268001", "罗湖"),
        ("深圳大学", "深大"), ("马鞍山", "马安山"), ("?I岭", "孖岭"),  // aliases of the 2018 tap log
        ("深湾站", "深湾"), ("深圳北站", "深圳北站"),
        ("268012", "车公庙"), ("262016", "深圳北站"), ("263024", "深圳北站"), ("268018", "福民"), ("265025", "福民"),
    ])
    func finds(text: String, name: String) throws {
        let edition = try Shipped.book("2018-08").edition
        #expect(edition.network.stations[Int(try edition.directory.station(text))].nameZh == name)
    }

    /// Every station by every one of its names and codes, and no name of one edition lost.
    @Test(arguments: ["2018-08", "current"])
    func findsAll(id: String) throws {
        let edition = try Shipped.book(id).edition
        for (index, station) in edition.network.stations.enumerated() {
            for text in [station.id, station.nameZh, station.nameEn] + edition.network.afcCodes[index] {
                // The source's English name of 步涌 (SZ288) is that of its neighbour 蚝乡.
                guard text != "Haoxiang" else { continue }
                #expect(try edition.directory.station(text) == StationIndex(index), "\(text)")
                #expect(edition.directory.logStation(text) == StationIndex(index))
            }
        }
    }

    @Test(arguments: [
        ("Luohuu", "SZ001 罗湖 Luohu"), ("罗胡", "SZ001 罗湖 Luohu"), ("luo", "Luohu"),
    ])
    func refusesWithNearMatches(text: String, near: String) throws {
        let directory = try Shipped.book("2018-08").edition.directory
        let error = message { _ = try directory.station(text) }
        #expect(error.hasPrefix("no station \"\(text)\"; near: ") && error.contains(near), "\(error)")
        #expect(directory.logStation(text) == nil)
    }

    @Test(arguments: ["", "-", "站", "999999", "Atlantis Under The Sea", "🚇"])
    func refuses(text: String) throws {
        let directory = try Shipped.book("2018-08").edition.directory
        #expect(message { _ = try directory.station(text) }.hasPrefix("no station \"\(text)\""))
        #expect(directory.logStation(text) == nil)
    }

    @Test("what is longer than any name is compared with none: the comparison takes the product of both lengths")
    func endlessTexts() throws {
        let text = String(repeating: "罗", count: 100_000)
        let directory = try Shipped.book("2018-08").edition.directory
        #expect(throws: StationLookupError.unknown(text: text, near: [])) { try directory.station(text) }
    }

    @Test func ambiguousNamesAreRefused() throws {
        let edition = try NetworkFiles.edition([
            "stations.csv":
                "station_id,name_zh,name_en\nA,甲,Park\nB,乙,park \nC,丙,Gamma\nD,甲,Delta\n"
        ])
        #expect(
            message { _ = try edition.directory.station("PARK") }
                == "\"PARK\" means several stations: A 甲 Park, B 乙 park ; give the id")
        #expect(message { _ = try edition.directory.station("甲站") }.contains("A 甲 Park, D 甲 Delta"))
        #expect(edition.directory.logStation("甲") == nil)
        #expect(try edition.directory.station("d") == 3)
    }

    /// An exact name goes before an alias, and an alias before the name without its last character.
    @Test func orderOfForms() throws {
        let edition = try NetworkFiles.edition([
            "stations.csv": "station_id,name_zh,name_en\nA,甲,Alpha\nB,甲站,Beta\nC,丙,Gamma\nD,丁,Delta\n",
            "station_aliases.csv": "alias,name_zh\nAlpha,丁\n丙站,丁\n老名,丁\n无,不存在\n",
        ])
        let found = ["甲", "甲站", "alpha", "丙站", "老名", "老名站"].map { name in
            try? edition.directory.station(name)
        }
        #expect(found == [0, 1, 0, 3, 3, nil])
        #expect(edition.directory.aliasNames.contains("老名") && !edition.directory.aliasNames.contains("无"))
    }

    @Test(arguments: [("", "", 0), ("abc", "abc", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("罗湖", "湖罗", 2)])
    func editDistances(left: String, right: String, expected: Int) {
        #expect(editDistance(left, right) == expected)
        #expect(editDistance(right, left) == expected)
    }
}
