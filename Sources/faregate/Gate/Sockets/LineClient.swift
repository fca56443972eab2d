#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One connection of a ``LineServer``, for its thread.
final class LineClient {
    /// A line that has come.
    enum Line {
        case text(String)
        case tooLong
        case notText
    }

    /// The user at the other end.
    let user: UInt32
    /// When it last sent something.
    private(set) var lastMilliseconds = GateClock.milliseconds
    private(set) var isClosed = false
    private let descriptor: Int32
    private var input: [UInt8] = []
    /// The rest of a line that is too long is thrown away.
    private var isSkipping = false
    private var output: [UInt8] = []
    private var sent = 0
    private var second = 0
    private var askedInSecond = 0

    init(_ descriptor: Int32, user: UInt32) {
        self.descriptor = descriptor
        self.user = user
    }

    /// Bytes that it has not taken yet.
    var backlog: Int { output.count - sent }

    /// What is waited for.
    var polled: pollfd {
        pollfd(fd: descriptor, events: Int16(POLLIN) | (backlog > 0 ? Int16(POLLOUT) : 0), revents: 0)
    }

    /// Reads what has come; its whole lines.
    func receive(_ events: Int16, mostBytes: Int) -> [Line] {
        guard events & Int16(POLLIN) != 0 else {
            if events & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { close() }
            return []
        }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe read(descriptor, &buffer, buffer.count)
        guard count > 0 else {
            if count == 0 || errno != EAGAIN && errno != EINTR { close() }
            return []
        }
        lastMilliseconds = GateClock.milliseconds
        var lines: [Line] = []
        for byte in buffer[..<count] {
            guard byte == 0x0A else {
                if input.count < mostBytes { input.append(byte) } else { isSkipping = true }
                continue
            }
            if isSkipping {
                lines.append(.tooLong)
            } else if let text = String(validating: input, as: UTF8.self) {
                lines.append(.text(text))
            } else {
                lines.append(.notText)
            }
            isSkipping = false
            input.removeAll(keepingCapacity: true)
        }
        return lines
    }

    /// Whether it has asked few enough times in this second; counts.
    func mayAsk(linesPerSecond: Int) -> Bool {
        let now = GateClock.milliseconds / 1000
        if now != second { (second, askedInSecond) = (now, 0) }
        askedInSecond += 1
        return askedInSecond <= linesPerSecond
    }

    /// Gives it a line, which goes when it can be sent.
    func append(_ line: String) {
        guard !isClosed else { return }
        output += Array(line.utf8) + [0x0A]
    }

    /// Sends what it takes at once.
    func flush() {
        while backlog > 0, !isClosed {
            let part = output[sent...]
            let count = unsafe part.withUnsafeBytes { bytes in
                unsafe send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                if errno != EAGAIN { close() }
                break
            }
            sent += count
        }
        guard backlog == 0 else { return }
        output.removeAll(keepingCapacity: output.count < 1 << 16)
        sent = 0
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        Glibc.close(descriptor)
    }
}
