import ArgumentParser
import Fares

extension WholeRounding: ExpressibleByArgument {}

extension FareRounding: ExpressibleByArgument {}

/// How yuan become Hong Kong dollars, and how shares are rounded.
struct RailRateOptions: ParsableArguments {
    @Option(help: "Hong Kong dollars a yuan, such as 1.15, whatever the month.")
    var rate: String?

    @Option(help: "A file of rates: month (YYYY-MM), hkd_per_cny.")
    var rates: String?

    @Option(help: "What happens to a part of a dollar: half-up (the default), down, up.")
    var hkdRounding: WholeRounding?

    @Option(help: "How a concession is rounded to half a yuan: half-up, down, up, or none.")
    var shareRounding = FareRounding.halfUp

    /// The options that are given.
    var given: [String] {
        [
            ("--rate", rate != nil), ("--rates", rates != nil), ("--hkd-rounding", hkdRounding != nil),
            ("--share-rounding", shareRounding != .halfUp),
        ].filter(\.1).map(\.0)
    }

    func validate() throws {
        if rate != nil, rates != nil { throw wrongUsage(.notBoth("--rate", "--rates")) }
    }

    /// Where the rate is from; what is no rate is thrown as a ``RailRefusal``.
    func source() throws -> RailRateSource {
        if let rate {
            do throws(HKDRateError) {
                return .fixed(try HKDRate(rate))
            } catch {
                throw RailRefusal.badRate(error)
            }
        }
        return try rates.map { .months(try HKDRates.read(path: $0)) } ?? .shipped
    }

    /// Puts them into a question; `source` is read once for all.
    func fill(_ question: inout RailQuestion, _ source: RailRateSource) {
        question.rates = source
        question.dollarRounding = hkdRounding
        question.shareRounding = shareRounding
    }
}
