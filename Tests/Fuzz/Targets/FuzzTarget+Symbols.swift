import Symbols
import TestSupport

extension FuzzTarget {
    /// A sound PNG or PGM with some of its bytes changed, or any bytes: a picture of the size it says, or a fault
    /// inside the file.
    static func picture(_ bytes: [UInt8]) {
        var source = FuzzBytes(bytes)
        var file: [UInt8]
        switch source.byte() % 4 {
        case 0: file = soundPNG(source.byte())
        case 1: file = Array("P5 # grey\n4 3\n255\n".utf8) + (0..<12).map { UInt8($0) }
        case 2: file = Array("P2 2 2 9 1 2 3 4".utf8)
        default: file = source.rest()
        }
        while !source.isAtEnd, !file.isEmpty {
            let place = source.number() % file.count
            if source.byte() < 0xF0 { file[place] = source.byte() } else { file.removeLast(file.count - place) }
        }
        do throws(ImageFault) {
            let image = try GreyImage(file: file)
            precondition(image.pixels.count == image.width * image.height)
        } catch {
            precondition((0...max(file.count, SymbolLimits.mostFileBytes)).contains(error.offset))
        }
    }

    private static func soundPNG(_ kind: UInt8) -> [UInt8] {
        var sample = SamplePNG()
        (sample.width, sample.height, sample.isInterlaced) = (5, 3, kind & 1 == 1)
        if kind & 2 != 0 {
            sample.colourType = 6
            sample.pixel = { x, y in [UInt8(x), UInt8(y), 7, 200] }
        }
        return sample.bytes
    }

    /// The same frames, and the same end, however a stream is cut into pieces.
    static func frames(_ bytes: [UInt8]) {
        var source = FuzzBytes(bytes)
        let form: FrameForm
        var stream: [UInt8] = []
        switch source.byte() % 4 {
        case 0: form = .grey(width: Int(source.byte()) % 5, height: Int(source.byte()) % 5)
        case 1: form = .yuyv(width: Int(source.byte()) % 5, height: Int(source.byte()) % 5)
        case 2:
            form = .y4m
            stream = Array("YUV4MPEG2 W2 H2 Cmono\nFRAME\n".utf8)
        default: form = .y4m
        }
        let piece = 1 + Int(source.byte()) % 40
        stream += source.rest()
        precondition(endOf(stream, form, piece: piece) == endOf(stream, form, piece: Int.max))
    }

    private static func endOf(_ stream: [UInt8], _ form: FrameForm, piece: Int) -> String {
        var frames: [GreyImage] = []
        do throws(ImageFault) {
            var parser = try FrameParser(form)
            var left = stream[...]
            repeat {
                parser.append(left.prefix(piece))
                left = left.dropFirst(piece)
                while let frame = try parser.next() { frames.append(frame) }
            } while !left.isEmpty
            try parser.finish()
        } catch {
            precondition((0...stream.count).contains(error.offset))
            return "\(frames.map(\.pixels)) \(error)"
        }
        return "\(frames.map(\.pixels))"
    }

    /// What is taken for a message is written the same again, and asks for no more memory than the limits allow.
    static func symbolWire(_ bytes: [UInt8]) {
        for header in [bytes, Array((bytes + [UInt8](repeating: 0, count: 16)).prefix(16))] {
            if let request = SymbolRequest(header.span) {
                precondition(request.bytes == header && request.bodyCount <= SymbolLimits.mostFileBytes)
            }
            if let answer = SymbolAnswer(header.span) {
                precondition(answer.bytes == header && answer.bodyCount <= SymbolLimits.mostPayloadBytes)
            }
        }
    }
}
