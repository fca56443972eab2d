import Foundation
import Testing

@testable import TapLogs

/// An output appears whole under its name, or not at all.
struct OutputFileTests {
    @Test func appearsOnlyWhenComplete() throws {
        let folder = try TemporaryFolder()
        let output = try OutputFile(folder.file("out"))
        try output.write(Array("abc".utf8))
        #expect(!(try folder.names()).contains("out"))
        try output.complete()
        #expect(try folder.names() == ["out"])
        #expect(try folder.text("out") == "abc")
        try output.complete()
        #expect(try folder.text("out") == "abc")
    }

    @Test func whatIsNotCompletedLeavesNothing() throws {
        let folder = try TemporaryFolder()
        do {
            let output = try OutputFile(folder.file("out"))
            try output.write(Array("abc".utf8))
        }
        #expect(try folder.names() == [])
    }

    @Test func anOlderFileStandsUntilTheNewOneIsComplete() throws {
        let folder = try TemporaryFolder()
        try folder.write("old and longer", to: "out")
        do {
            let output = try OutputFile(folder.file("out"))
            try output.write(Array("new".utf8))
        }
        #expect(try folder.text("out") == "old and longer")
        let output = try OutputFile(folder.file("out"))
        try output.write(Array("new".utf8))
        #expect(try folder.text("out") == "old and longer")
        try output.complete()
        #expect(try folder.text("out") == "new")
        #expect(try folder.names() == ["out"])
    }

    /// A path that cannot be written, and a word of the reason.
    @Test(arguments: [("no-such-folder/out", "No such file"), ("", "directory"), ("file/out", "Not a directory")])
    func refusesAtOnce(name: String, words: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "file")
        let error = #expect(throws: LogError.self) { try OutputFile(name.isEmpty ? folder.path : folder.file(name)) }
        guard case .unwritable(_, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains(words))
        #expect(try folder.names() == ["file"])
    }

    @Test(.enabled(if: FileManager.default.isWritableFile(atPath: "/dev/full"), "no /dev/full on this machine"))
    func aFullDeviceIsAnError() throws {
        let output = try OutputFile("/dev/full")
        let error = #expect(throws: LogError.self) { try output.write([1, 2, 3]) }
        guard case .failed("/dev/full", let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("space"))
        #expect(FileManager.default.fileExists(atPath: "/dev/full"))
    }

    @Test func aDeviceIsWrittenInPlace() throws {
        let output = try OutputFile("/dev/null")
        try output.write([1, 2, 3])
        try output.complete()
        #expect(FileManager.default.fileExists(atPath: "/dev/null"))
    }

    /// A replay that fails leaves none of its outputs.
    @Test func aReplayThatFailsLeavesNothing() throws {
        let folder = try TemporaryFolder()
        let stream = Gzip.member(Array(CSVStyle().text(SampleRows.plain).utf8))
        let cut = Array(stream.dropLast(20))
        #expect(throws: LogError.self) { try folder.replay(cut) }
        #expect(try folder.names() == ["log-1"])
    }
}
