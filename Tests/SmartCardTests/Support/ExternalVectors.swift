import Foundation
import SmartCard
import Testing

/// Public vectors that are not part of the repository (`FAREGATE_EXTERNAL_DATA`).
enum ExternalVectors {
    static let folder = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].map { "\($0)/vectors/emv" }
    static let areThere = folder.map { FileManager.default.fileExists(atPath: "\($0)/tlv-dol.json") } ?? false

    /// The items of a file.
    static func items(_ name: String) throws -> [[String: Any]] {
        let path = "\(try #require(folder))/\(name)"
        let value = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path)))
        return try #require(value as? [[String: Any]])
    }

    /// The exchanges of an item.
    static func transcript(_ item: [String: Any]) -> Transcript {
        let pairs = item["apdus"] as? [[String: String]] ?? []
        return Transcript(pairs.map { .init(command: bytes($0["c"] ?? ""), answer: bytes($0["r"] ?? "")) })
    }
}

/// The bytes of hex that a test spells out.
func bytes(_ hex: String) -> [UInt8] {
    guard let bytes = Hex.bytes(hex) else {
        Issue.record("not hex: \(hex)")
        return []
    }
    return bytes
}

/// A TLV error as the tables of tests write it.
func name(_ error: TLVError) -> String {
    switch error {
    case .truncated(let at): "truncated(at: \(at))"
    case .lengthTooLong(let at): "lengthTooLong(at: \(at))"
    case .tagTooLong(let at): "tagTooLong(at: \(at))"
    case .tooDeep(let at): "tooDeep(at: \(at))"
    case .listTooLong(let at): "listTooLong(at: \(at))"
    }
}
