import Fares
import Foundation
import Gate
import Glibc
import Journal
import TestSupport
import Testing

/// `journal export` and `settle` on the real binary at the bounds: of a piece of output, and of what a file may hold.
struct JournalBoundsTests {
    private static let taps = 500

    /// A journal whose export is larger than a piece of output.
    private static func large() throws -> Folder {
        let folder = try Folder()
        let day = try #require(ServiceDate(SettleCommandTests.date))
        let storage = try FileStorage(folder.file("in"), creates: true)
        var writer = try JournalWriter.open(storage, device: "in", newEpoch: 1, durability: .none)
        let moment = JournalMoment(wallMilliseconds: Int64(day.dayNumber) * 86_400_000, monotonicNanoseconds: 1)
        for card in 0..<taps {
            let tap = JournalTap(
                time: LocalTime(day, secondOfDay: 8 * 3600 + card), serviceDate: day, kind: .entry,
                station: JournalStation(index: 0, id: "SZ001"),
                token: JournalToken(token: CardToken(high: 0xCAFE, low: UInt64(card)), keyIdentifier: 1),
                medium: "quickpass", rider: "adult", fares: FareVersion(edition: "current", hash: 1), outcome: .open,
                reason: .entered)
            try writer.append(tap, at: moment)
        }
        try writer.close()
        return folder
    }

    @Test("a long export is in its format from the first line to the last", arguments: ["ndjson", "csv", "tides"])
    func longExport(format: String) throws {
        let folder = try Self.large()
        let run = try Binary.run(["journal", "export", "in", "--format", format], in: folder.path)
        #expect(run.code == 0 && run.output.utf8.count > 65_536, "\(run.output.utf8.count) \(run.words)")
        let lines = run.lines
        #expect(lines.count == Self.taps + (format == "ndjson" ? 0 : 1))
        if format == "ndjson" {
            for line in lines {
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                #expect(object?["medium"] as? String == "quickpass")
            }
        } else {
            let columns = lines[0].split(separator: ",", omittingEmptySubsequences: false).count
            #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == columns })
            #expect(lines.count { $0 == lines[0] } == 1)
        }
    }

    @Test("a file that may not grow is told of as a full disk is, and leaves nothing settled")
    func fileLimit() throws {
        let folder = try Self.large()
        let small = try SettleCommandTests.small(folder).joined(separator: " ")
        let run = try Binary.shell(
            "ulimit -f 4; $FG journal settle in --date \(SettleCommandTests.date) --out settled --other-fares \(small)",
            in: folder)
        #expect(run.code == 74 && run.words.contains("settled"), "\(run.code) \(run.words)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("settled/\(SettleCommandTests.date)-1")))
    }
}
