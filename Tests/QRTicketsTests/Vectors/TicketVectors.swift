import Foundation

/// Public vectors that are not part of the repository (`FAREGATE_EXTERNAL_DATA`).
enum TicketVectors {
    private static let folder = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].map { "\($0)/vectors/qr" }
    static let areThere = folder.map { FileManager.default.fileExists(atPath: $0 + "/mot-v2.json") } ?? false

    /// The object in a file.
    static func object(_ name: String) throws -> [String: Any] {
        guard let folder else { return [:] }
        let data = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// The bytes of a hexadecimal member.
    static func bytes(_ object: [String: Any], _ name: String) -> [UInt8] { hexBytes(object[name] as? String ?? "") }
}
