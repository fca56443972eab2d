import CardCrypto
import QRTickets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The lines of stdin, one at a time, none of which stays behind: numbers of documents may stand in them.
///
/// - **Limits**: ``mostBytes`` a line; a longer one comes as an empty one, and reading goes on behind it.
final class RailLines {
    /// A code as hex, and a word before it.
    static let mostBytes = 2 * CodeFormat.mostBytes + 32
    private static let noLimit = -1

    /// What came of a wait.
    enum Event {
        case line([UInt8])
        case nothing
        case end
    }

    private var buffer: [UInt8] = []
    /// Bytes of the buffer that were read.
    private var filled = 0
    private var line: [UInt8] = []
    private var taken = 0
    private var isTooLong = false
    private var hasEnded = false

    init() {
        buffer.reserveCapacity(Self.mostBytes)
        line.reserveCapacity(Self.mostBytes)
    }

    deinit {
        buffer.wipe()
        line.wipe()
    }

    /// The next line, however long it takes; nil at the end.
    func wait() -> [UInt8]? {
        while true {
            switch next(milliseconds: Self.noLimit) {
            case .line(let line): return line
            case .nothing: continue
            case .end: return nil
            }
        }
    }

    /// The next line, if it comes within that time; empty lines are passed over.
    func next(milliseconds: Int) -> Event {
        while true {
            while taken < filled {
                let byte = buffer[taken]
                taken += 1
                if byte == 0x0A || byte == 0x0D {
                    if let line = finish() { return .line(line) }
                } else if line.count < Self.mostBytes {
                    line.append(byte)
                } else {
                    isTooLong = true
                }
            }
            if hasEnded { return finish().map { .line($0) } ?? .end }
            guard fill(milliseconds) else { return .nothing }
        }
    }

    /// The line that has ended; nil: it is empty.
    private func finish() -> [UInt8]? {
        defer { isTooLong = false }
        guard !isTooLong else {
            line.wipe()
            return []
        }
        guard !line.isEmpty else { return nil }
        // Handed over, not copied: whoever gets it overwrites it.
        let whole = line
        line = []
        line.reserveCapacity(Self.mostBytes)
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
