import Fares
import Gate
import Lane
import SmartCard

/// What a rail gate prints.
///
/// - **Errors**: an output that takes nothing is said once; the lane goes on, its journal has everything.
final class RailOutput {
    private let stations: RailStations
    private let station: StationIndex
    private let direction: TapKind
    private let isJSON: Bool
    private let language: Language
    private let exitDays: Int
    private let today: () -> ServiceDate
    private var hasComplained = false

    init(
        stations: RailStations, station: StationIndex, direction: TapKind, isJSON: Bool, language: Language,
        exitDays: Int, today: @escaping () -> ServiceDate
    ) {
        self.exitDays = exitDays
        self.today = today
        self.stations = stations
        self.station = station
        self.direction = direction
        self.isJSON = isJSON
        self.language = language
    }

    func print(_ tap: RailTap) {
        let report = RailTapReport(
            stations: stations, station: station, direction: direction, tap: tap, today: today(),
            exitDays: exitDays)
        let text = isJSON ? report.json.line + "\n" : report.text(language) + "\n"
        guard let reason = Terminal.report(text), !hasComplained else { return }
        hasComplained = true
        Terminal.say("faregate: \(Wording.cannotWrite(reason).at(Wording.standardOutput).text)")
    }
}
