import EMV
import Fares
import Journal
import Lane
import SmartCard

/// What `gate --config FILE --check` prints of a configuration that is right.
struct GateSummary {
    let material: GateMaterial
    /// What of the store of bundles cannot be used.
    let alarms: [Wording]

    var json: JSONValue {
        let configuration = material.configuration
        return .object([
            ("ok", .bool(alarms.isEmpty)), ("device", .string(configuration.device)),
            ("station", .string(material.book.edition.network.stations[Int(material.station)].id)),
            ("edition", .string(material.book.edition.id)), ("journal", .string(configuration.store.folder.path)),
            ("durability", .string(configuration.store.durability.rawValue)),
            ("deny_list", .integer(Int(clamping: material.cards.denyList.version))),
            ("test_keys", .bool(configuration.keys.acceptsTest)),
            ("alarms", .array(alarms.map { .string($0.english) })),
            (
                "lanes",
                .array(
                    configuration.lanes.enumerated().map { place, lane in
                        .object([
                            ("id", .string(lane.id.value)), ("direction", .string(lane.direction.rawValue)),
                            ("takes", .array(Self.sources(lane).map { .string($0) })),
                            ("barrier", .string(lane.barrier.kind.rawValue)),
                            ("station", .optional(station(lane, place))),
                        ])
                    })
            ),
        ])
    }

    func text(_ language: Language) -> String {
        let configuration = material.configuration
        let station = material.book.edition.network.stations[Int(material.station)]
        let name = language.pick(station.nameZh, station.nameEn)
        var lines = [
            "\(configuration.device)   \(name) (\(station.id))   \(material.book.edition.id)",
            language.pick("日志", "journal") + " \(configuration.store.folder.path) "
                + configuration.store.durability.rawValue,
        ]
        if configuration.keys.acceptsTest {
            lines.append(language.pick("接受测试密钥：任何人都能制卡", "test keys are accepted: anybody can make cards for them"))
        }
        for (place, lane) in configuration.lanes.enumerated() {
            let own = self.station(lane, place).map { "   \($0)" } ?? ""
            lines.append(
                "\(lane.id.value)   \(lane.direction.rawValue)   \(Self.sources(lane).joined(separator: ", "))   "
                    + lane.barrier.kind.rawValue + own)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What a lane takes media by.
    private static func sources(_ lane: LaneConfiguration) -> [String] {
        lane.ways.flatMap { way in
            let riders = way.deck?.riders.map { ["riders \($0.path)"] } ?? []
            return lane.sourceNames(way) + riders
        }
    }

    /// Where a lane stands; nil: where the gate does.
    private func station(_ lane: LaneConfiguration, _ place: Int) -> String? {
        guard lane.station != nil else { return nil }
        return material.book.edition.network.stations[Int(material.laneStations[place])].id
    }
}
