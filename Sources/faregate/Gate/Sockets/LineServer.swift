import Journal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A unix stream socket that speaks in lines: answers what is asked, and tells all who listen.
///
/// - **Shape**: one thread for all connections; ``send(_:)`` may be called by any thread and never waits.
/// - **Limits**: ``LineLimits``; ``mostWaiting`` lines wait for the thread, further ones are lost and counted.
/// - **Errors**: a connection that breaks a limit is told so where it can be, or dropped; the others go on.
final class LineServer: @unchecked Sendable {
    /// Lines that wait to be given to the connections.
    static let mostWaiting = 4096

    /// What a server does for those who connect.
    struct Service: Sendable {
        /// What each is told at first.
        var greeting: @Sendable () -> String?
        /// What is answered to a line of a user; nil: nothing.
        var answer: @Sendable (UInt32, String) -> String?
        /// What is said of something that is not taken.
        var refusal: @Sendable (LineRefusal) -> String
    }

    let path: String
    private let limits: LineLimits
    private let service: Service
    private let listener: Int32
    private let wakeReader: Int32
    private let wakeWriter: Int32
    private let monitor = Monitor()
    // Under the monitor's lock.
    private var waiting: [String] = []
    private var lost = 0
    private var dropped = 0
    private var isClosing = false
    // The thread's own.
    private var clients: [LineClient] = []

    init(_ path: String, _ limits: LineLimits, _ service: Service) throws(LocalSocket.Fault) {
        self.path = path
        self.limits = limits
        self.service = service
        listener = try LocalSocket.listen(path)
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw .failed(Machine.errorText) }
        (wakeReader, wakeWriter) = (ends[0], ends[1])
        for end in ends {
            LocalSocket.setNonBlocking(end)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        do throws(JournalError) { try WorkerThread { [self] in run() }.abandon() } catch {
            throw .failed("\(error)")
        }
    }

    /// Connections that were dropped because they did not read.
    var droppedConnections: Int {
        monitor.lock()
        defer { monitor.unlock() }
        return dropped
    }

    /// Gives a line to all who are connected.
    func send(_ line: String) {
        monitor.lock()
        if waiting.count < Self.mostWaiting { waiting.append(line) } else { lost += 1 }
        monitor.unlock()
        wake()
    }

    /// Ends it: connections get what waits for them as far as they take it at once.
    func close() {
        monitor.lock()
        isClosing = true
        monitor.unlock()
        wake()
        Machine.remove(path)
    }

    private func wake() {
        var byte: UInt8 = 1
        // A full pipe wakes as well.
        _ = unsafe write(wakeWriter, &byte, 1)
    }

    // MARK: The thread

    private func run() {
        while turn() {}
        for client in clients { client.close() }
        Glibc.close(listener)
    }

    /// Waits for something to do and does it; false at the end.
    private func turn() -> Bool {
        var polled = [
            pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0),
            pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
        ]
        polled += clients.map { $0.polled }
        _ = unsafe poll(&polled, nfds_t(polled.count), 1000)
        drainWaker(polled[0])
        let isOver = deliver()
        for (client, state) in zip(clients, polled.dropFirst(2)) where state.revents != 0 {
            take(client, client.receive(state.revents, mostBytes: limits.lineBytes))
        }
        if polled[1].revents != 0 { accept() }
        let now = GateClock.milliseconds
        for client in clients {
            client.flush()
            if let idle = limits.idleSeconds, now - client.lastMilliseconds > idle * 1000 { client.close() }
            if client.backlog > limits.backlogBytes { drop(client) }
        }
        clients.removeAll { $0.isClosed }
        return !isOver
    }

    private func drainWaker(_ state: pollfd) {
        guard state.revents != 0 else { return }
        var bytes = [UInt8](repeating: 0, count: 256)
        while unsafe read(wakeReader, &bytes, bytes.count) == bytes.count {}
    }

    /// Gives what waits to the connections; true at the end.
    private func deliver() -> Bool {
        monitor.lock()
        let (lines, missed, isOver) = (waiting, lost, isClosing)
        waiting.removeAll(keepingCapacity: true)
        lost = 0
        monitor.unlock()
        for client in clients {
            for line in lines {
                client.append(line)
                // A reader that does not read holds no more memory than it may.
                if client.backlog > limits.backlogBytes { break }
            }
            if missed > 0 { client.append(JSONValue.object([("type", "lost"), ("lines", .integer(missed))]).line) }
        }
        return isOver
    }

    private func take(_ client: LineClient, _ lines: [LineClient.Line]) {
        for line in lines {
            guard client.mayAsk(linesPerSecond: limits.linesPerSecond) else {
                client.append(service.refusal(.tooFast))
                continue
            }
            switch line {
            case .text(let text):
                if let answer = service.answer(client.user, text) { client.append(answer) }
            case .tooLong: client.append(service.refusal(.tooLong))
            case .notText: client.append(service.refusal(.notText))
            }
        }
    }

    private func accept() {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        LocalSocket.setNonBlocking(descriptor)
        let client = LineClient(descriptor, user: LocalSocket.user(descriptor) ?? .max)
        guard clients.count < limits.connections else {
            client.append(service.refusal(.tooMany))
            client.flush()
            client.close()
            return
        }
        if let greeting = service.greeting() { client.append(greeting) }
        client.flush()
        clients.append(client)
    }

    private func drop(_ client: LineClient) {
        client.close()
        monitor.lock()
        dropped += 1
        monitor.unlock()
    }
}
