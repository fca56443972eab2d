/// Cuts a stream of bytes into frames, however the bytes come in.
///
/// - **Shape**: bytes go in by ``append(_:)``, frames come out of ``next()`` until it gives nil, and ``finish()`` says
///   whether the stream ended between two frames. Luminance is kept, colour thrown away.
/// - **Limits**: holds one frame and what was appended since.
/// - **Errors**: ``ImageFault`` with offsets in the stream; after one nothing more is read.
package struct FrameParser: Sendable {
    private enum State {
        /// The line in front of a Y4M stream.
        case header
        /// Frames of one size; for Y4M behind a line each.
        case frames(Frame)
        case failed(ImageFault)
    }

    private struct Frame {
        let width: Int
        let height: Int
        let bytesAPixel: Int
        let colourBytes: Int
        let hasLine: Bool

        var pixelBytes: Int { width * height * bytesAPixel }
    }

    private var state: State
    private var buffer: [UInt8] = []
    /// Bytes of the buffer that have been read.
    private var used = 0
    /// Where the buffer begins in the stream.
    private var base = 0

    private static let frameLine = Array("FRAME".utf8)

    package init(_ form: FrameForm) throws(ImageFault) {
        switch form {
        case .grey(let width, let height):
            try GreyImage.check(width: width, height: height, at: 0)
            state = .frames(Frame(width: width, height: height, bytesAPixel: 1, colourBytes: 0, hasLine: false))
        case .yuyv(let width, let height):
            try GreyImage.check(width: width, height: height, at: 0)
            guard width % 2 == 0 else { throw ImageFault(.size, at: 0) }
            state = .frames(Frame(width: width, height: height, bytesAPixel: 2, colourBytes: 0, hasLine: false))
        case .y4m: state = .header
        }
    }

    /// Takes the next bytes of the stream.
    package mutating func append(_ bytes: ArraySlice<UInt8>) {
        if used > 0 {
            buffer.removeFirst(used)
            base += used
            used = 0
        }
        buffer += bytes
    }

    /// The next whole frame; nil until more bytes have come.
    package mutating func next() throws(ImageFault) -> GreyImage? {
        do throws(ImageFault) {
            switch state {
            case .failed(let fault): throw fault
            case .header:
                guard let line = try line(after: used, startsWith: Y4MHeader.magic) else { return nil }
                let header = try Y4MHeader(buffer.span.extracting(line))
                used = line.upperBound + 1
                let frame = Frame(
                    width: header.width, height: header.height, bytesAPixel: 1, colourBytes: header.colourBytes,
                    hasLine: true)
                state = .frames(frame)
                return try image(frame)
            case .frames(let frame): return try image(frame)
            }
        } catch {
            state = .failed(error)
            throw error
        }
    }

    /// The stream has ended: it must not do so inside a frame, or without a header.
    package func finish() throws(ImageFault) {
        if case .failed(let fault) = state { throw fault }
        let end = base + buffer.count
        guard end > 0 else { throw ImageFault(.empty, at: 0) }
        if case .header = state { throw ImageFault(.truncated, at: end) }
        guard used == buffer.count else { throw ImageFault(.truncated, at: end) }
    }

    private mutating func image(_ frame: Frame) throws(ImageFault) -> GreyImage? {
        var start = used
        if frame.hasLine {
            guard let line = try line(after: used, startsWith: Self.frameLine) else { return nil }
            let next = line.lowerBound + Self.frameLine.count
            guard next == line.upperBound || buffer[next] == 0x20 else { throw ImageFault(.header, at: base + next) }
            start = line.upperBound + 1
        }
        let end = start + frame.pixelBytes
        guard buffer.count - end >= frame.colourBytes else { return nil }
        let pixels: [UInt8]
        if frame.bytesAPixel == 1 {
            pixels = Array(buffer[start..<end])
        } else {
            var luminance: [UInt8] = []
            luminance.reserveCapacity(frame.width * frame.height)
            for index in 0..<frame.width * frame.height { luminance.append(buffer[start + 2 * index]) }
            pixels = luminance
        }
        used = end + frame.colourBytes
        return try GreyImage(width: frame.width, height: frame.height, pixels: pixels)
    }

    /// The line that begins at `start`; nil while its end has not come. Its first word is checked as soon as it can be.
    private func line(after start: Int, startsWith word: [UInt8]) throws(ImageFault) -> Range<Int>? {
        for index in word.indices where start + index < buffer.count {
            guard buffer[start + index] == word[index] else { throw ImageFault(.unknown, at: base + start + index) }
        }
        let end = min(buffer.count, start + Y4MHeader.mostBytes)
        guard let lineEnd = buffer[start..<end].firstIndex(of: 0x0A) else {
            guard buffer.count - start < Y4MHeader.mostBytes else { throw ImageFault(.header, at: base + start) }
            return nil
        }
        guard lineEnd - start >= word.count else { throw ImageFault(.unknown, at: base + lineEnd) }
        return start..<lineEnd
    }
}
