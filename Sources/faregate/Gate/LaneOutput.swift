import Fares
import Lane
import SmartCard

/// What a lane prints of each tap.
///
/// - **Errors**: an output that takes nothing is said once; the lane goes on, its journal has every tap.
final class LaneOutput {
    private let book: FareBook
    private let site: LaneSite
    private let isJSON: Bool
    private let language: Language
    private var hasComplained = false

    init(book: FareBook, site: LaneSite, isJSON: Bool, language: Language) {
        self.book = book
        self.site = site
        self.isJSON = isJSON
        self.language = language
    }

    func print(_ tap: LaneTap) {
        let report = TapReport(
            book: book, station: site.station, kind: site.direction, outcome: GateTap.Outcome(tap))
        let text = isJSON ? report.json.line + "\n" : report.text(language) + "\n"
        guard let reason = Terminal.report(text), !hasComplained else { return }
        hasComplained = true
        Terminal.say("faregate: \(Wording.cannotWrite(reason).at(Wording.standardOutput).text)")
    }
}
