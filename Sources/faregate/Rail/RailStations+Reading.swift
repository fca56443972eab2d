import ArgumentParser
import Fares
import SmartCard

extension RailStations {
    /// The station that a text of the command line names; what is none is refused by name, with near ones, exit code
    /// 65.
    func railStation(
        _ text: String, _ facts: [(String, JSONValue)], json: Bool, language: Language
    ) throws -> StationIndex {
        do throws(StationLookupError) {
            return try station(text)
        } catch {
            let (reason, near) =
                switch error {
                case .unknown(_, let near): ("unknown-station", near)
                case .ambiguous(_, let matches): ("ambiguous-station", matches)
                }
            throw RailRefusalReport(
                reason: reason, words: Wording(of: error),
                facts: facts + [("station", .string(text)), ("near", .array(near.map { .string($0) }))]
            ).end(json: json, language: language)
        }
    }
}
