import Fares
import Testing

@testable import Simulator

/// Plans on the shipped edition, and their runs.
enum StationScene {
    static let book = Result { () throws -> FareBook in
        let edition = try #require(try Edition.shipped("2018-08"))
        return try FareBook(edition)
    }

    /// Riders with these media in these shares, at 罗湖 in the morning.
    static func plan(_ shares: [(String, Int)] = [("shenzhen-tong", 1_000_000)]) throws -> StationPlan {
        let book = try book.get()
        let media = try shares.map { name, share in
            StationPlan.Medium(
                medium: try #require(book.tariff.medium(name)), name: name, perMillion: share,
                profile: .standard(for: name))
        }
        return StationPlan(
            media: media, station: try book.edition.directory.station("罗湖"),
            start: try #require(LocalTime("2018-08-31 08:00:00")))
    }

    /// A plan in which every passenger takes the same time, with one queue for all gates.
    static func constant(gates: Int, load: Double, milliseconds: Int = 2400, minutes: Int) throws -> StationPlan {
        var plan = try plan()
        plan.makeConstant(milliseconds: milliseconds)
        plan.queues = .common
        plan.gates = gates
        plan.minutes = minutes
        plan.arrivals = .chance(
            perThousandMinutes: Int((load * Double(gates) * 60_000_000 / Double(milliseconds)).rounded()))
        return plan
    }

    static func run(_ plan: StationPlan) throws -> StationFigures {
        var run = try StationRun(plan, book: try book.get())
        run.run()
        return run.figures
    }
}
