import CardCrypto
import QRTickets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The lines of stdin, one at a time, none of which stays behind: numbers of documents may stand in them.
///
/// - **Limits**: ``mostBytes`` a line; a longer one comes as an empty one, and reading goes on behind it. What the
///   system has in its pipes is its own.
final class RailLines {
    /// A code as hex, and a word before it.
    static let mostBytes = 2 * CodeFormat.mostBytes + 32
    private static let noLimit = -1

    /// What came of a wait.
    enum Event {
        case line(WipedLine)
        case nothing
        case end
    }

    private var buffer: [UInt8] = []
    /// Bytes of the buffer that were read.
    private var filled = 0
    private var line = WipedLine(capacity: mostBytes)
    private var taken = 0
    private var isTooLong = false
    private var hasEnded = false

    init() {
        buffer.reserveCapacity(Self.mostBytes)
    }

    deinit { buffer.wipe() }

    /// The next line, however long it takes; nil at the end.
    func wait() -> WipedLine? {
        while true {
            switch next(milliseconds: Self.noLimit) {
            case .line(let line): return line
            case .nothing: continue
            case .end: return nil
            }
        }
    }

    /// The next line, if it comes within that time; empty lines are passed over.
    ///
    /// Bytes are asked for once at most: whatever pours in, the caller has its turn.
    func next(milliseconds: Int) -> Event {
        if let line = take() { return .line(line) }
        if !hasEnded {
            guard fill(milliseconds) else { return .nothing }
            if let line = take() { return .line(line) }
        }
        guard hasEnded else { return .nothing }
        return finish().map { .line($0) } ?? .end
    }

    /// The next whole line of what was read; nil: there is none yet.
    private func take() -> WipedLine? {
        while taken < filled {
            let byte = buffer[taken]
            taken += 1
            if byte == 0x0A || byte == 0x0D {
                if let line = finish() { return line }
            } else if !line.append(byte) {
                isTooLong = true
            }
        }
        return nil
    }

    /// The line that has ended; nil: it is empty.
    private func finish() -> WipedLine? {
        defer { isTooLong = false }
        guard isTooLong || !line.isEmpty else { return nil }
        if isTooLong { line.wipe() }
        let whole = line
        line = WipedLine(capacity: Self.mostBytes)
        return whole
    }

    /// Whether there are bytes, or an end.
    private func fill(_ milliseconds: Int) -> Bool {
        var one = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&one, 1, Int32(clamping: milliseconds)) > 0 else { return false }
        buffer.wipe()
        (taken, filled) = (0, 0)
        buffer.append(contentsOf: repeatElement(0, count: Self.mostBytes))
        let count = unsafe read(STDIN_FILENO, &buffer, buffer.count)
        if count > 0 { filled = count } else if count == 0 || errno != EINTR && errno != EAGAIN { hasEnded = true }
        return true
    }
}
