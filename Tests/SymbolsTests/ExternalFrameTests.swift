import Foundation
import Symbols
import Testing

/// Camera-like frames that are not part of the repository (`FAREGATE_EXTERNAL_DATA`): each payload exact, or none.
struct ExternalFrameTests {
    private static let folder = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].map {
        "\($0)/vectors/qr/frames"
    }

    @Test(.enabled(if: folder != nil, "FAREGATE_EXTERNAL_DATA is not set"))
    func areRead() throws {
        let folder = try #require(Self.folder)
        let data = try Data(contentsOf: URL(filePath: "\(folder)/frames.json"))
        let list = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let frames = try #require(list["frames"] as? [[String: Any]])
        #expect(frames.count >= 13)
        let ladder = SymbolLadder()
        for frame in frames {
            let name = try #require(frame["file"] as? String)
            let image = try GreyImage(file: [UInt8](Data(contentsOf: URL(filePath: "\(folder)/\(name)"))))
            let found = ladder.read(image).map { $0.payload.map { String(format: "%02x", $0) }.joined() }
            #expect(found == frame["payload_hex"] as? String, "\(name)")
        }
    }
}
