import EMV
import Fares
import Journal
import Lane
import SmartCard

/// What `gate --config FILE --check` prints of a configuration that is right.
struct GateSummary {
    let material: GateMaterial

    var json: JSONValue {
        let configuration = material.configuration
        return .object([
            ("ok", true), ("device", .string(configuration.device)),
            ("station", .string(material.book.edition.network.stations[Int(material.station)].id)),
            ("edition", .string(material.book.edition.id)), ("journal", .string(configuration.store.folder.path)),
            ("durability", .string(configuration.store.durability.rawValue)),
            ("deny_list", .integer(Int(clamping: material.cards.denyList.version))),
            ("test_keys", .bool(configuration.keys.acceptsTest)),
            (
                "lanes",
                .array(
                    configuration.lanes.map { lane in
                        .object([
                            ("id", .string(lane.id.value)), ("direction", .string(lane.direction.rawValue)),
                            ("takes", .array(Self.sources(lane).map { .string($0) })),
                            ("barrier", .string(lane.barrier.kind.rawValue)),
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
        for lane in configuration.lanes {
            lines.append(
                "\(lane.id.value)   \(lane.direction.rawValue)   \(Self.sources(lane).joined(separator: ", "))   "
                    + lane.barrier.kind.rawValue)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What a lane takes media by.
    private static func sources(_ lane: LaneConfiguration) -> [String] {
        lane.ways.flatMap { way in
            [
                way.reader.map { "reader \($0.value)" }, way.scanner.map { "scanner \($0.device.path)" },
                way.camera.map { "camera \($0.source.path)" }, way.deck.map { "simulated \($0.profile.value)" },
            ].compactMap(\.self)
        }
    }
}
