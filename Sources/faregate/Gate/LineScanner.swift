import Lane
import QRTickets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Codes as lines on stdin: from a pipe, a file, or the keyboard.
struct LineScanner {
    /// What came of waiting.
    enum Event {
        case nothing
        case code(FramerEvent)
        /// Nothing will come any more.
        case end
    }

    private var lines = LineCodes()
    private var waiting: [FramerEvent] = []
    private var hasEnded = false
    private var buffer = [UInt8](repeating: 0, count: CodeFormat.mostBytes)

    /// What comes next, within so many milliseconds.
    mutating func next(milliseconds: Int32) -> Event {
        if !waiting.isEmpty { return .code(waiting.removeFirst()) }
        if hasEnded { return .end }
        var one = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&one, 1, milliseconds) > 0 else { return .nothing }
        let count = unsafe read(STDIN_FILENO, &buffer, buffer.count)
        if count > 0 {
            let bytes = Array(buffer[..<count])
            waiting = lines.receive(bytes.span)
        } else if count == 0 || errno != EINTR && errno != EAGAIN {
            hasEnded = true
            waiting = lines.finish()
        }
        return waiting.isEmpty ? (hasEnded ? .end : .nothing) : .code(waiting.removeFirst())
    }
}
