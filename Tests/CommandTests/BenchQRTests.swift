import Testing

/// `bench qr`: the report is whole; what the bounds are is the report's to say.
struct BenchQRTests {
    @Test func ratios() throws {
        let arguments = ["bench", "qr", "--repeats", "1", "--codes", "2", "--json"]
        let figures = try #require(try Binary.run(arguments).object()["figures"] as? [[String: Any]])
        let ratios = figures.filter { ($0["name"] as? String)?.hasPrefix("ratio, ") == true }
        #expect(ratios.map { $0["goal"] as? String } == ["<= 1.15", "<= 1.15", "<= 1.3", ""])
        #expect(figures.count == 12 && figures.allSatisfy { ($0["median"] as? Double ?? 0) > 0 })
    }
}
