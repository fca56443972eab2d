import Foundation
import TestSupport
import Testing

/// `bench frames` on a list of two drawn pictures.
struct BenchFramesTests {
    private static func folder(payload: String) throws -> Folder {
        let folder = try Folder()
        let header = Array("P5 320 240 255 ".utf8)
        try Data(header + DrawnSymbol().pixels()).write(to: URL(fileURLWithPath: folder.file("a.pgm")))
        try Data(header + [UInt8](repeating: 99, count: 320 * 240)).write(
            to: URL(fileURLWithPath: folder.file("b.pgm")))
        try folder.write(
            """
            {"frames": [{"file": "a.pgm", "category": "clean", "payload_hex": "\(payload)"},
                        {"file": "b.pgm", "category": "none", "payload_hex": null}]}
            """, to: "frames.json")
        return folder
    }

    @Test(arguments: [true, false])
    func measuresAndChecks(isRight: Bool) throws {
        let payload = isRight ? DrawnSymbol.payload.map { String(format: "%02x", $0) }.joined() : "00ff"
        let folder = try Self.folder(payload: payload)
        let run = try Binary.run(["bench", "frames", folder.path, "--repeats", "3", "--json"])
        let object = try run.object()
        let checks = try #require(object["checks"] as? [String: Bool])
        #expect(checks["all 2 frames as the list says"] == isRight && checks["no wrong payload"] == isRight)
        #expect((object["figures"] as? [Any])?.count == 4)
    }

    @Test func refusesWhatIsNoList() throws {
        let folder = try Folder()
        #expect(try Binary.run(["bench", "frames", folder.path]).code == 65)
        try folder.write("[]", to: "frames.json")
        #expect(try Binary.run(["bench", "frames", folder.path]).code == 65)
        try folder.write("{\"frames\": [{\"file\": \"x\", \"category\": \"clean\"}]}", to: "frames.json")
        #expect(try Binary.run(["bench", "frames", folder.path]).code == 65)
        #expect(try Binary.run(["bench", "frames", folder.path, "--repeats", "0"]).code == 64)
    }
}
