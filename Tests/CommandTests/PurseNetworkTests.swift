import TestSupport
import Testing

/// A gate that takes purses, in networks whose stations a purse can hold, and in others.
struct PurseNetworkTests {
    @Test(
        "station ids over 7 bytes are refused at the start",
        arguments: [("STN-00", 0, ""), ("STN-000", 78, "7 bytes"), ("罗湖站", 78, "7 bytes")] as [(String, Int32, String)])
    func longIDs(prefix: String, code: Int32, words: String) throws {
        let folder = try Folder()
        try Samples.writeNetwork(folder, metres: [1000, 2000], prefix: prefix)
        func gate(_ more: String...) throws -> Run {
            try Binary.run(
                [
                    "gate", "--simulated", "t-union", "--network", folder.path, "--station", prefix + "1",
                    "--direction",
                    "entry", "--journal", folder.path + "/day", "--time", "2026-11-24 08:00:00", "--once", "--json",
                ] + more)
        }
        let run = try gate()
        #expect(run.code == code && run.words.contains(words), "\(run.words)")
        if code != 0 { #expect(try gate("--lang", "zh").words.contains("7 字节")) }
    }
}
