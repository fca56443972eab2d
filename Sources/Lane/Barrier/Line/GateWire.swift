import Glibc

/// An open line to a barrier's controller, both ways; never waits but for bytes to come.
///
/// - **Shape**: a descriptor with one owner, closed with it.
/// - **Errors**: ``Fault`` with the system's number; 0 where a host has no address.
/// - **Source**: termios(3): tcflush; ioctl_tty(2): TIOCEXCL; connect(2), tcp(7): TCP_USER_TIMEOUT; socket(7):
///   SO_LINGER.
final class GateWire: @unchecked Sendable {
    /// Why a line was not opened.
    struct Fault: Error, Hashable {
        let code: Int32
    }

    /// What came of a wait.
    enum Arrival {
        /// So many; 0: the wait was cut short, or nothing came.
        case bytes(Int)
        case gone
    }

    /// How long a TCP connection may take to be made.
    private static let connectMilliseconds: Int32 = 2000
    /// How long what was sent over TCP may stay without an answer of the other machine.
    private static let unansweredMilliseconds: UInt32 = 3000

    /// Whether each connection has its own bytes; a terminal's line stays the same.
    let isConnection: Bool
    private let descriptor: Int32

    /// Opens a line; `pipe` ends a wait for a connection.
    init(_ address: GateLineAddress, _ pipe: WakePipe) throws(Fault) {
        switch address {
        case .serial(let path, let rate):
            isConnection = false
            descriptor = try Self.openSerial(path, rate)
        case .tcp(let host, let port):
            isConnection = true
            descriptor = try Self.connect(host, port, pipe)
        }
    }

    deinit { close(descriptor) }

    /// Drops what was written and has not left: of a connection together with its end, which comes with this value's.
    func discard() {
        guard isConnection else {
            tcflush(descriptor, TCOFLUSH)
            return
        }
        var now = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }

    /// Waits for bytes, at most so long.
    func read(into buffer: inout [UInt8], milliseconds: Int32, _ pipe: WakePipe) -> Arrival {
        var requests = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: pipe.reader, events: Int16(POLLIN), revents: 0),
        ]
        let ready = unsafe poll(&requests, 2, milliseconds)
        if ready < 0 { return errno == EINTR || errno == EAGAIN ? .bytes(0) : .gone }
        if requests[1].revents != 0 { pipe.clear() }
        if ready == 0 || requests[0].revents == 0 { return .bytes(0) }
        // What arrived before the line was cut is read before the cut is told.
        guard requests[0].revents & Int16(POLLIN) != 0 else { return .gone }
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        if count > 0 { return .bytes(count) }
        return count < 0 && (errno == EINTR || errno == EAGAIN) ? .bytes(0) : .gone
    }

    /// Writes what is taken at once; how many bytes.
    func write(_ bytes: ArraySlice<UInt8>) -> Int {
        guard !bytes.isEmpty else { return 0 }
        while true {
            let count = unsafe bytes.withUnsafeBytes { unsafe Self.send(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            return max(0, count)
        }
    }

    /// A socket whose other end has gone must not end the process by a signal; a terminal is no socket.
    private static func send(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        let sent = unsafe Glibc.send(descriptor, bytes, count, Int32(MSG_NOSIGNAL))
        return sent < 0 && errno == ENOTSOCK ? unsafe Glibc.write(descriptor, bytes, count) : sent
    }

    // MARK: Opening

    private static func openSerial(_ path: String, _ rate: Int) throws(Fault) -> Int32 {
        let descriptor = unsafe open(path, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault(code: errno) }
        guard isatty(descriptor) == 1, SerialPort.makeRaw(descriptor, rate: rate) else {
            let code = errno
            close(descriptor)
            throw Fault(code: code)
        }
        return descriptor
    }

    private static func connect(_ host: String, _ port: UInt16, _ pipe: WakePipe) throws(Fault) -> Int32 {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, "\(port)", &hints, &list) == 0 else { throw Fault(code: 0) }
        defer { unsafe freeaddrinfo(list) }
        var code: Int32 = 0
        var next = unsafe list
        while let address = unsafe next?.pointee {
            let descriptor = unsafe connect(address, pipe)
            if descriptor >= 0 { return descriptor }
            code = errno
            unsafe next = unsafe address.ai_next
        }
        throw Fault(code: code)
    }

    /// A connection to one address, or -1 with the reason in errno.
    private static func connect(_ address: addrinfo, _ pipe: WakePipe) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = unsafe socket(address.ai_family, kind, 0)
        guard descriptor >= 0 else { return -1 }
        var failure: Int32 = 0
        if unsafe Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) != 0 {
            failure = errno == EINPROGRESS ? outcome(descriptor, pipe) : errno
        }
        guard failure == 0 else {
            close(descriptor)
            errno = failure
            return -1
        }
        var on: Int32 = 1
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var longest = unansweredMilliseconds
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &longest, socklen_t(MemoryLayout<UInt32>.size))
        return descriptor
    }

    private static func outcome(_ descriptor: Int32, _ pipe: WakePipe) -> Int32 {
        var requests = [
            pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: pipe.reader, events: Int16(POLLIN), revents: 0),
        ]
        guard unsafe poll(&requests, 2, connectMilliseconds) > 0, requests[0].revents != 0 else { return ETIMEDOUT }
        var failure: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size) == 0 else { return errno }
        return failure
    }
}
