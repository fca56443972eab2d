import Foundation
import SmartCard
import Testing

/// Items of `transit.json` that are not part of the repository (`FAREGATE_EXTERNAL_DATA`).
struct ExternalVectors {
    static let path = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].map {
        "\($0)/vectors/emv/transit.json"
    }
    static let areThere = path.map { FileManager.default.fileExists(atPath: $0) } ?? false

    private let item: [String: Any]

    init(_ name: String) throws {
        let data = try Data(contentsOf: URL(filePath: try #require(Self.path)))
        let list = try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        item = try #require(list.first { $0["name"] as? String == name })
    }

    /// The commands and answers.
    var exchanges: [Transcript.Exchange] {
        (item["apdus"] as? [[String: String]] ?? []).map {
            .init(command: Hex.bytes($0["c"] ?? "") ?? [], answer: Hex.bytes($0["r"] ?? "") ?? [])
        }
    }

    /// A text of `inputs` or `expected`.
    func text(_ part: String, _ name: String) throws -> String {
        try #require((item[part] as? [String: String])?[name])
    }

    func number(_ part: String, _ name: String) throws -> UInt64 {
        try #require(Hex.bytes(try text(part, name))).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// A recorded card that is asked in another order: the same command gets the recorded answer, every other `6A83`.
final class RecordedCard: CardChannel {
    private let exchanges: [Transcript.Exchange]

    init(_ exchanges: [Transcript.Exchange]) { self.exchanges = exchanges }

    func reset() throws(CardChannelError) -> [UInt8] { [] }

    func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        // By header: recorded lengths differ, and old purses were selected by their file identifier.
        let isSelect = command[1] == 0xA4
        let found = exchanges.first {
            isSelect ? $0.command[1] == 0xA4 && holds($0.answer, command) : $0.command.prefix(4) == command.prefix(4)
        }
        answer = found?.answer ?? (isSelect ? [0x6A, 0x82] : [0x6A, 0x83])
    }

    private func holds(_ answer: [UInt8], _ select: [UInt8]) -> Bool {
        let name = Array(select.dropFirst(5).dropLast())
        return answer.indices.contains { answer[$0...].starts(with: name) }
    }
}
