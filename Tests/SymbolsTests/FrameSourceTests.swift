import Foundation
import Symbols
import TestSupport
import Testing

/// Frames from files and named pipes.
struct FrameSourceTests {
    private static let form = FrameForm.grey(width: 2, height: 1)

    private static func error(_ path: String, _ form: FrameForm = form) -> FrameSourceError? {
        do throws(FrameSourceError) {
            _ = try FrameSource(path, form)
            return nil
        } catch { return error }
    }

    @Test func readsAFileToItsEnd() throws {
        let folder = try TemporaryFolder()
        // More than a chunk of frames, and half a frame at the end of the second file.
        let count = 3 * FrameSource.chunkBytes
        for (name, more) in [("whole", 0), ("broken", 1)] {
            let bytes = (0..<count + more).map { UInt8($0 & 0xFF) }
            try Data(bytes).write(to: URL(fileURLWithPath: folder.file(name)))
            var source = try FrameSource(folder.file(name), Self.form)
            var frames = 0
            var fault: FrameSourceError?
            do throws(FrameSourceError) {
                while case .frame(let frame) = try source.next() {
                    #expect(frame.pixels == [UInt8(2 * frames & 0xFF), UInt8((2 * frames + 1) & 0xFF)])
                    frames += 1
                }
            } catch { fault = error }
            #expect(frames == count / 2)
            #expect(fault == (more == 0 ? nil : .image(ImageFault(.truncated, at: count + 1))))
        }
    }

    /// A pipe without a writer, with one that is slow, and with one that has gone.
    @Test func waitsForAPipe() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("pipe")
        #expect(unsafe mkfifo(path, 0o600) == 0)
        var source = try FrameSource(path, Self.form)
        let unwritten = try source.next(withinMilliseconds: 20)
        #expect(unwritten == .nothingYet)
        let writer = try #require(FileHandle(forWritingAtPath: path))
        try writer.write(contentsOf: [7])
        let half = try source.next(withinMilliseconds: 20)
        #expect(half == .nothingYet)
        try writer.write(contentsOf: [8, 9, 10])
        let first = try source.next(withinMilliseconds: 1000)
        #expect(first == .frame(try GreyImage(width: 2, height: 1, pixels: [7, 8])))
        try writer.close()
        let second = try source.next(withinMilliseconds: 1000)
        #expect(second == .frame(try GreyImage(width: 2, height: 1, pixels: [9, 10])))
        let end = try source.next(withinMilliseconds: 1000)
        #expect(end == .ended)
    }

    @Test func refuses() throws {
        let folder = try TemporaryFolder()
        #expect(Self.error(folder.file("none")) == .cannotOpen(code: ENOENT))
        #expect(Self.error(folder.path) == .isFolder)
        #expect(Self.error(folder.path, .grey(width: 0, height: 1)) == .image(ImageFault(.size, at: 0)))
    }
}
