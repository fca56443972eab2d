import QRTickets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Codes as lines on stdin: from a pipe, a file, or the keyboard.
final class LineScanner: CodeSource {
    private var lines = LineCodes()
    private var waiting: [FramerEvent] = []
    private var hasEnded = false
    private var buffer = [UInt8](repeating: 0, count: CodeFormat.mostBytes)

    func next(milliseconds: Int) -> CodeSourceEvent {
        if !waiting.isEmpty { return .scanned(waiting.removeFirst()) }
        if hasEnded { return .end }
        var one = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&one, 1, Int32(clamping: milliseconds)) > 0 else { return .nothing }
        let count = unsafe read(STDIN_FILENO, &buffer, buffer.count)
        if count > 0 {
            let bytes = Array(buffer[..<count])
            waiting = lines.receive(bytes.span)
        } else if count == 0 || errno != EINTR && errno != EAGAIN {
            hasEnded = true
            waiting = lines.finish()
        }
        return waiting.isEmpty ? (hasEnded ? .end : .nothing) : .scanned(waiting.removeFirst())
    }

    func close() {}
}
