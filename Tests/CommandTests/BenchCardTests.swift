import Testing

/// `bench card`: the report is whole, and the kernel's own time stands apart from the card's.
struct BenchCardTests {
    /// Taps by RSA and SM2 with median and p99 of CPU time; what the bounds are is the report's to say, and only an
    /// optimised build is held to them.
    @Test("QP-G03 kernel CPU") func percentiles() throws {
        let arguments = ["bench", "card", "--repeats", "1", "--taps", "3", "--singly", "40", "--json"]
        let figures = try #require(try Binary.run(arguments).object()["figures"] as? [[String: Any]])
        for (card, bound) in [("RSA, 1024-bit card", "< 1000"), ("RSA, 1152-bit card", "< 1000"), ("SM2", "< 3000")] {
            let singles = figures.filter { ($0["name"] as? String)?.hasPrefix("one tap, \(card), 40 taps") == true }
            let names = singles.compactMap { $0["name"] as? String }
            #expect(names.map { $0.suffix(8).contains("p99") } == [false, true], "\(names)")
            let values = singles.compactMap { $0["median"] as? Double }
            #expect(values.count == 2 && values[0] > 0 && values[0] <= values[1], "\(card): \(values)")
            #expect(singles.last?["goal"] as? String == bound && singles.last?["unit"] as? String == "CPU µs")
        }
        // Ours, raw and the ratio of both, each with the issuer's key known and not.
        let ratios = figures.filter { ($0["name"] as? String)?.hasPrefix("ratio, ") == true }
        #expect(ratios.count == 6 && ratios.allSatisfy { ($0["median"] as? Double ?? 0) > 0 })
    }
}
