import Glibc

/// Carries a ``VirtualReaderResponder`` over TCP to the virtual reader: the card is the one that dials in.
///
/// - **Shape**: ``run()`` until ``stop``, the last presentation or an error; it comes back by itself when the reader
///   goes away.
/// - **Limits**: between two attempts to connect 20 to ``longestPauseMilliseconds``.
package final class VirtualReaderClient {
    /// How often and how long the card lies on the reader.
    package struct Presentations: Hashable, Sendable {
        /// How long the card stays, from the moment the reader has seen it; nil: for ever.
        package var presentMilliseconds: Int?
        /// How long it is away between two presentations.
        package var absentMilliseconds = 1000
        /// How often it comes; nil: for ever.
        package var count: Int?

        package init() {}
    }

    /// What happens, for those who watch.
    package enum Event: Hashable, Sendable {
        /// The card is in the field.
        case arrived
        /// The card has left the field.
        case left
        /// The reader cannot be reached; it is tried again.
        case noReader
        /// The reader has gone.
        case readerGone
        /// The reader said something that is not in the protocol; the card has left for it.
        case refused(VirtualReaderError)
    }

    /// The longest pause between two attempts to reach the reader.
    package static let longestPauseMilliseconds = 200
    /// What a frame that has begun may take to arrive.
    private static let frameMilliseconds: Int32 = 1000

    private enum Ending {
        case left
        case readerGone
        case stopped
    }

    private let address: VirtualReaderAddress
    private let presentations: Presentations
    private let now: () -> Int
    private let observe: (Event) -> Void
    private let card: any VirtualReaderResponder
    /// Ends ``run()``.
    package let stop: VirtualReaderStop

    /// A card at an address.
    ///
    /// - Parameter now: Microseconds of a clock that only goes forward.
    package init(
        _ card: any VirtualReaderResponder, at address: VirtualReaderAddress,
        presentations: Presentations = Presentations(),
        now: @escaping () -> Int, observe: @escaping (Event) -> Void = { _ in }
    ) throws(VirtualReaderError) {
        self.card = card
        self.address = address
        self.presentations = presentations
        self.now = now
        self.observe = observe
        stop = try VirtualReaderStop()
    }

    /// Presents the card until the last presentation is over or ``stop`` is used.
    package func run() throws(VirtualReaderError) {
        var left = presentations.count ?? Int.max
        var pause = 20
        while left > 0 {
            guard let socket = try connect() else {
                if pause == 20 { observe(.noReader) }
                if isStopped(within: pause) { return }
                pause = min(pause * 2, Self.longestPauseMilliseconds)
                continue
            }
            pause = 20
            let ending: Ending
            do throws(VirtualReaderError) {
                ending = try present(socket)
                close(socket)
            } catch {
                close(socket)
                observe(.refused(error))
                if isStopped(within: Self.longestPauseMilliseconds) { return }
                continue
            }
            switch ending {
            case .stopped: return
            case .readerGone:
                observe(.readerGone)
                if isStopped(within: pause) { return }
            case .left:
                observe(.left)
                left -= 1
                if left > 0, isStopped(within: presentations.absentMilliseconds) { return }
            }
        }
    }

    // MARK: One presentation

    private func present(_ socket: Int32) throws(VirtualReaderError) -> Ending {
        var frames = VirtualReaderFrames()
        var leavesAt: Int?
        var hasArrived = false
        card.arrive()
        while true {
            guard let timeout = timeout(frames, until: leavesAt) else { return .left }
            switch wait(socket, milliseconds: timeout) {
            case .wake: return .stopped
            case .nothing:
                if frames.isWithinFrame { try frames.end() }
                continue
            case .readable: break
            }
            guard let chunk = receive(socket) else {
                try frames.end()
                return .readerGone
            }
            frames.append(chunk)
            while let message = try frames.next() {
                if !hasArrived {
                    hasArrived = true
                    observe(.arrived)
                    leavesAt = presentations.presentMilliseconds.map { now() + $0 * 1000 }
                }
                let reply = card.receive(message)
                if reply.microseconds > 0, isStopped(within: (reply.microseconds + 999) / 1000) { return .stopped }
                guard send(reply.bytes, to: socket) else { return .readerGone }
                if reply.leaves { return .left }
            }
        }
    }

    /// How long to wait for the reader; nil when the card's time is over.
    private func timeout(_ frames: VirtualReaderFrames, until leavesAt: Int?) -> Int32? {
        if frames.isWithinFrame { return Self.frameMilliseconds }
        guard let leavesAt else { return -1 }
        let left = leavesAt - now()
        return left > 0 ? Int32(clamping: (left + 999) / 1000) : nil
    }

    // MARK: The socket

    private enum Readiness {
        case readable
        case wake
        case nothing
    }

    private func wait(_ socket: Int32?, milliseconds: Int32) -> Readiness {
        var polled = [pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)]
        if let socket { polled.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0)) }
        let count = unsafe poll(&polled, nfds_t(polled.count), milliseconds)
        if polled[0].revents != 0 { return .wake }
        return count > 0 ? .readable : .nothing
    }

    private func isStopped(within milliseconds: Int) -> Bool {
        wait(nil, milliseconds: Int32(clamping: milliseconds)) == .wake
    }

    /// A connected socket; nil if nobody listens.
    private func connect() throws(VirtualReaderError) -> Int32? {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(address.host, String(address.port), &hints, &list) == 0, let first = unsafe list else {
            throw .noSuchAddress("\(address)")
        }
        defer { unsafe freeaddrinfo(first) }
        var next: UnsafeMutablePointer<addrinfo>? = unsafe first
        while let info = unsafe next?.pointee {
            let socket = unsafe Glibc.socket(info.ai_family, info.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
            guard socket >= 0 else { throw .system(call: "socket", code: errno) }
            if unsafe Glibc.connect(socket, info.ai_addr, info.ai_addrlen) == 0 {
                var on: Int32 = 1
                unsafe setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
                return socket
            }
            close(socket)
            unsafe next = info.ai_next
        }
        return nil
    }

    /// Some bytes; nil when the reader has closed.
    private func receive(_ socket: Int32) -> ArraySlice<UInt8>? {
        // vpcd writes a frame in two pieces: with a delayed acknowledgement a command takes 44 ms instead of 0.2. The
        // kernel forgets the wish, so it is said before each read.
        var on: Int32 = 1
        unsafe setsockopt(socket, Int32(IPPROTO_TCP), TCP_QUICKACK, &on, 4)
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(socket, &chunk, chunk.count, 0)
        return count > 0 ? chunk[..<count] : nil
    }

    private func send(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe Glibc.send(
                    socket, bytes.baseAddress.map { unsafe $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}
