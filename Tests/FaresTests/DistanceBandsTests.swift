import Fares
import Testing

/// The bands of metro.md 1.1: the lower edge exclusive, the upper edge inclusive, one yuan for each started 8 km
/// beyond.
struct DistanceBandsTests {
    @Test(arguments: [
        (1, 200), (3_999, 200), (4_000, 200), (4_001, 300), (8_000, 300), (8_001, 400), (12_000, 400), (12_001, 500),
        (18_000, 500), (18_001, 600), (24_000, 600), (24_001, 700), (32_000, 700), (32_001, 800), (40_000, 800),
        (40_001, 900), (48_000, 900), (48_001, 1000), (56_000, 1000), (56_001, 1100), (64_000, 1100), (64_001, 1200),
        (72_000, 1200), (72_001, 1300), (80_000, 1300), (80_001, 1400), (88_000, 1400), (88_001, 1500),
        (96_000, 1500), (96_001, 1600), (104_000, 1600), (104_001, 1700),
    ])
    func shenzhen(metres: Int, fen: Int) throws {
        let versions = try Tariff.shipped().bands
        #expect(versions.count == 1)
        #expect(versions[0].rule.fare(metres: metres) == fen)
    }

    @Test(arguments: [
        ("over_m,up_to_m,fare_fen\n0,4000,200\n4000,,300\n", [200, 300, 300]),
        ("fare_fen,note,over_m,up_to_m\r\n200,x,0,4000\r\n300,y,4000,8000\r\n", [200, 300, nil]),
    ])
    func csv(text: String, fares: [Int?]) throws {
        let bands = try DistanceBands.read(file: "b.csv", bytes: Array(text.utf8))
        #expect([4_000, 4_001, 8_001].map { bands.fare(metres: $0) } == fares)
        let tariff = try Tariff.read(file: "b.csv", bytes: Array(text.utf8))
        #expect(tariff.bands.map(\.rule) == [bands] && tariff.bands[0].from == nil)
        #expect(tariff.media == (try Tariff.shipped().media))  // all other rules are the shipped ones
    }

    @Test(arguments: [
        ("over_m,up_to_m,fare_fen\n0,4000,200\n3000,,300\n", "b.csv:3:", "overlaps"),
        ("over_m,up_to_m,fare_fen\n0,4000,200\n5000,,300\n", "b.csv:3:", "gap"),
        ("over_m,up_to_m,fare_fen\n0,,200\n4000,8000,300\n", "b.csv:3:", "after the open last band"),
        ("over_m,up_to_m,fare_fen\n0,4000,\n", "b.csv:2:", "fare_fen is \"\""),
        ("over_m,up_to_m,fare_fen\n0,4000,65535\n", "b.csv:2:", "0 to 65534"),
        ("over_m,up_to_m,fare\n0,4000,1\n", "b.csv:1:", "no column \"fare_fen\""),
        ("over_m,up_to_m,fare_fen\n", "b.csv:", "no band in the file"),
    ])
    func refuses(text: String, place: String, words: String) {
        let error = message { _ = try Tariff.read(file: "b.csv", bytes: Array(text.utf8)) }
        #expect(error.hasPrefix(place) && error.contains(words), "\(error)")
    }
}
