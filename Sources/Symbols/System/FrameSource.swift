#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Frames from a file, a named pipe or standard input.
///
/// - **Shape**: one owner, which closes it. A named pipe without a writer is one whose frames have not come yet.
/// - **Limits**: holds one frame and ``chunkBytes``; a reader that is slow makes the writer wait, so that a camera's
///   program has to drop frames itself.
/// - **Errors**: ``FrameSourceError``.
package struct FrameSource: ~Copyable {
    /// What has come.
    package enum Event: Hashable, Sendable {
        case frame(GreyImage)
        /// No whole frame in the time given.
        case nothingYet
        /// The stream is over, between two frames.
        case ended
    }

    private let descriptor: Int32
    private let closes: Bool
    private var parser: FrameParser
    private var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)

    /// Bytes that are read at a time.
    package static let chunkBytes = 1 << 16
    /// The kernel's number of video4linux devices.
    private static let cameraMajor: UInt64 = 81

    /// Opens a path, or standard input for `-`.
    package init(_ path: String, _ form: FrameForm) throws(FrameSourceError) {
        let parser: FrameParser
        do throws(ImageFault) { parser = try FrameParser(form) } catch { throw .image(error) }
        descriptor = path == "-" ? 0 : try Self.opened(path)
        closes = path != "-"
        self.parser = parser
    }

    private static func opened(_ path: String) throws(FrameSourceError) -> Int32 {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw .cannotOpen(code: errno) }
        var status = stat()
        let isKnown = unsafe fstat(descriptor, &status) == 0
        let code = errno
        let major = UInt64(status.st_rdev) >> 8 & 0xFFF
        switch status.st_mode & S_IFMT {
        case _ where !isKnown:
            close(descriptor)
            throw .cannotOpen(code: code)
        case S_IFDIR:
            close(descriptor)
            throw .isFolder
        case S_IFCHR where major == cameraMajor:
            close(descriptor)
            throw .isCamera
        default: return descriptor
        }
    }

    deinit {
        if closes { close(descriptor) }
    }

    /// The next frame, waiting for so long at most each time that nothing comes; nil waits for ever.
    package mutating func next(withinMilliseconds: Int? = nil) throws(FrameSourceError) -> Event {
        while true {
            do throws(ImageFault) {
                if let frame = try parser.next() { return .frame(frame) }
            } catch { throw .image(error) }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = unsafe poll(&waiting, 1, withinMilliseconds.map { Int32(clamping: $0) } ?? -1)
            if ready == 0 { return .nothingYet }
            let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count >= 0 else { throw .failed(code: errno) }
            guard count > 0 else {
                do throws(ImageFault) { try parser.finish() } catch { throw .image(error) }
                return .ended
            }
            parser.append(chunk[..<count])
        }
    }
}
