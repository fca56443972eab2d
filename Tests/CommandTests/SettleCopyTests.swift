import Foundation
import Journal
import TestSupport
import Testing

/// `journal settle` on the real binary with copies of journals that are not what they should be: old, short, forked.
struct SettleCopyTests {
    private static let day = SettleCommandTests.date
    private static let next = "2026-11-25"

    private static func settle(
        _ folder: Folder, _ date: String, journal: String = "gate", _ more: [String] = []
    ) throws -> Run {
        try SettleCommandTests.settle([journal], folder, try SettleCommandTests.small(folder) + more, date: date)
    }

    private static func append(_ taps: Int, of date: String, on written: String = day, _ folder: Folder) throws {
        let taps = try (0..<taps).map { _ in try SettleLateTests.bus(date) }
        try SettleEndTests.append(taps, to: "gate", in: folder, on: written)
    }

    /// A journal of which the batch of the first day has seen more than a copy that was made before.
    private static func seen(_ folder: Folder) throws {
        try append(2, of: day, folder)
        try FileManager.default.copyItem(atPath: folder.file("gate"), toPath: folder.file("copy"))
        try append(1, of: day, folder)
        #expect(try settle(folder, day).code == 0)
    }

    private static func expectRefusal(_ run: Run, _ folder: Folder, _ words: String) {
        #expect(run.code == 65 && run.words.contains(words), "\(run.code) \(run.words)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("settled/\(next)-1")))
    }

    @Test("a copy that ends before what a batch of another day has seen is refused")
    func older() throws {
        let folder = try Folder()
        try Self.seen(folder)
        let run = try Self.settle(folder, Self.next, journal: "copy")
        Self.expectRefusal(run, folder, "copy: ends at record 2; an earlier batch has seen 3")
    }

    /// The restored copy has gone on by itself: the same numbers stand for other taps.
    @Test("a journal that is another one at the record that a batch has seen last is refused", arguments: [1, 2, 5])
    func forked(taps: Int) throws {
        let folder = try Folder()
        try Self.seen(folder)
        try FileManager.default.removeItem(atPath: folder.file("gate"))
        try FileManager.default.moveItem(atPath: folder.file("copy"), toPath: folder.file("gate"))
        try Self.append(taps, of: Self.next, on: Self.next, folder)
        let words = "gate: its record 3 is another one than that which a batch has seen"
        Self.expectRefusal(try Self.settle(folder, Self.next), folder, words)
        let zh = try Self.settle(folder, Self.next, ["--lang", "zh"])
        Self.expectRefusal(zh, folder, "gate: 其记录 3 与某批次所见的不同")
    }

    @Test("a journal that goes on where batches have left it is taken")
    func goesOn() throws {
        let folder = try Folder()
        try Self.seen(folder)
        for (taps, code) in [(0, Int32(0)), (2, 0)] {
            try Self.append(taps, of: Self.next, on: Self.next, folder)
            let run = try Self.settle(folder, Self.next)
            #expect(run.code == code, "\(run.words)")
        }
    }

    @Test("a journal without a record after the day's end is named; one with such a record is not")
    func endsWithTheDay() throws {
        let folder = try Folder()
        try Self.append(1, of: Self.day, folder)
        let words = "1 of 1 journals has no record after the end of \(Self.day): gate"
        let first = try Self.settle(folder, Self.day)
        #expect(first.code == 0 && first.words.contains(words), "\(first.words)")
        let zh = try Self.settle(folder, Self.day, ["--lang", "zh"])
        #expect(zh.words.contains("1 个日志中 1 个在 \(Self.day) 结束后没有记录：gate"), "\(zh.words)")
        let final = try Self.settle(folder, Self.day, ["--final"])
        #expect(!final.words.contains(words), "nothing is to come: \(final.words)")
        try Self.append(1, of: Self.day, on: Self.next, folder)
        let late = try Self.settle(folder, Self.day)
        #expect(late.code == 0 && late.words.isEmpty, "\(late.words)")
    }
}
