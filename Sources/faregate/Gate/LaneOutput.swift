import Fares
import Lane

/// What a lane prints of each tap.
struct LaneOutput {
    let book: FareBook
    let site: LaneSite
    let isJSON: Bool
    let language: Language

    func print(_ tap: LaneTap) {
        let report = TapReport(
            book: book, station: site.station, kind: site.direction, outcome: GateTap.Outcome(tap))
        Terminal.print(isJSON ? report.json.line + "\n" : report.text(language) + "\n")
    }
}
