import Symbols
import TestSupport
import Testing

/// Streams of frames, raw and Y4M, whole and in pieces.
struct FrameParserTests {
    /// Each frame's pixels, and how the stream ended.
    private static func read(_ form: FrameForm, _ bytes: [UInt8], piece: Int = Int.max) -> String {
        var words: [String] = []
        do throws(ImageFault) {
            var parser = try FrameParser(form)
            var left = bytes[...]
            repeat {
                parser.append(left.prefix(piece))
                left = left.dropFirst(piece)
                while let frame = try parser.next() {
                    words.append(frame.pixels.map(String.init).joined(separator: ","))
                }
            } while !left.isEmpty
            try parser.finish()
            words.append("end")
        } catch { words.append(error.description) }
        return words.joined(separator: " ")
    }

    private static func y4m(_ header: String, _ frames: [[UInt8]], line: String = "FRAME\n") -> [UInt8] {
        Array(header.utf8) + frames.flatMap { Array(line.utf8) + $0 }
    }

    @Test(
        arguments: [
            (.grey(width: 2, height: 1), [1, 2, 3, 4], "1,2 3,4 end"),
            (.grey(width: 2, height: 1), [1, 2, 3], "1,2 truncated at byte 3"),
            (.grey(width: 2, height: 1), [], "empty at byte 0"),
            (.grey(width: 0, height: 1), [1], "size at byte 0"),
            (.grey(width: 4097, height: 1), [1], "size at byte 0"),
            (.yuyv(width: 2, height: 1), [1, 9, 2, 9, 3, 9, 4, 9], "1,2 3,4 end"),
            (.yuyv(width: 2, height: 1), [1, 9, 2], "truncated at byte 3"),
            (.yuyv(width: 3, height: 1), [1, 9, 2], "size at byte 0"),
            (.y4m, y4m("YUV4MPEG2 W2 H1 Cmono\n", [[1, 2], [3, 4]]), "1,2 3,4 end"),
            (.y4m, y4m("YUV4MPEG2 W2 H1\n", [[1, 2, 8, 9], [3, 4, 8, 9]]), "1,2 3,4 end"),
            (.y4m, y4m("YUV4MPEG2 H1 W2 F30:1 Ip A1:1 C420jpeg XA=B\n", [[1, 2, 8, 9]]), "1,2 end"),
            (.y4m, y4m("YUV4MPEG2 W1 H1 C422\n", [[1, 8, 9], [2, 8, 9]]), "1 2 end"),
            (.y4m, y4m("YUV4MPEG2 W1 H1 C444alpha\n", [[1, 7, 8, 9], [2, 7, 8, 9]]), "1 2 end"),
            (.y4m, y4m("YUV4MPEG2 W1 H1 C411\n", [[1, 8, 9]]), "1 end"),
            (.y4m, y4m("YUV4MPEG2 W2 H1 Cmono\n", [[1, 2]], line: "FRAME Ip\n"), "1,2 end"),
            (.y4m, y4m("YUV4MPEG2 W2 H1 Cmono\n", [[1, 2]], line: "FRAMES\n"), "header at byte 27"),
            (.y4m, y4m("YUV4MPEG2 W2 H1 Cmono\n", [[1, 2]], line: "FRAMX\n"), "unknown at byte 26"),
            (.y4m, y4m("YUV4MPEG2 W2 H1 Cmono\n", [[1, 2], [3]]), "1,2 truncated at byte 37"),
            (.y4m, y4m("YUV4MPEG2 W2 H1 Cmono\n", []), "end"),
            (.y4m, y4m("YUV4MPEG2 W2 H1 C420p10\n", [[1, 2]]), "unsupported at byte 0"),
            (.y4m, y4m("YUV4MPEG2 W99999 H1 Cmono\n", [[1, 2]]), "size at byte 0"),
            (.y4m, y4m("YUV4MPEG2 W999999 H1 Cmono\n", [[1, 2]]), "header at byte 11"),
            (.y4m, y4m("YUV4MPEG2 W-2 H1 Cmono\n", [[1, 2]]), "header at byte 11"),
            (.y4m, y4m("YUV4MPEG2 W H1 Cmono\n", [[1, 2]]), "header at byte 11"),
            (.y4m, y4m("YUV4MPEG2 W2 Cmono\n", [[1, 2]]), "header at byte 18"),
            (.y4m, y4m("YUV4MPEG2\n", [[1, 2]]), "header at byte 9"),
            (.y4m, y4m("YUV4MPEG22 W1 H1\n", [[1, 2]]), "header at byte 9"),
            (.y4m, y4m("YUV4\n", []), "unknown at byte 4"), (.y4m, Array("YUV4MPEG2 W2".utf8), "truncated at byte 12"),
            (.y4m, [UInt8](repeating: 0x20, count: 600), "unknown at byte 0"),
            (.y4m, Array("YUV4MPEG2 X".utf8) + [UInt8](repeating: 0x41, count: 600), "header at byte 0"),
            (.y4m, [], "empty at byte 0"),
        ] as [(FrameForm, [UInt8], String)])
    func reads(form: FrameForm, bytes: [UInt8], words: String) {
        #expect(Self.read(form, bytes) == words, "\(String(decoding: bytes, as: UTF8.self))")
        for piece in 1...5 { #expect(Self.read(form, bytes, piece: piece) == words, "in pieces of \(piece)") }
    }

    /// A parser that has failed does not find its way again by chance.
    @Test func failsOnce() throws {
        var parser = try FrameParser(.y4m)
        parser.append([0x58])
        for _ in 0..<2 {
            var fault: ImageFault?
            do throws(ImageFault) { _ = try parser.next() } catch { fault = error }
            #expect(fault == ImageFault(.unknown, at: 0))
            parser.append(Array("YUV4MPEG2 W2 H1 Cmono\n".utf8)[...])
        }
    }
}
