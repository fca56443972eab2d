import Lane

/// The sockets of a gate process: one to look at it, one to command it.
struct GateSockets {
    /// After so long without a request a connection of the control socket is closed.
    private static let idleSeconds = 60

    /// Nil where the configuration names none.
    private(set) var status: LineServer?
    private(set) var control: LineServer?

    /// Opens them.
    ///
    /// - **Errors**: said on stderr; an exit code.
    init(_ process: GateProcess) throws {
        let configuration = process.material.configuration
        let limits = configuration.limits
        let refusal: @Sendable (LineRefusal) -> String = { GateControl.refusal($0.rawValue).line }
        if let socket = configuration.status {
            status = try Self.server(
                socket.path.path,
                LineLimits(
                    connections: limits.statusConnections, lineBytes: limits.controlLineBytes,
                    backlogBytes: limits.statusBacklogBytes, linesPerSecond: limits.controlRequestsPerSecond),
                LineServer.Service(
                    greeting: { [unowned process] in GateStatus(process).whole.line },
                    answer: { _, _ in GateControl.refusal("no-requests-here").line }, refusal: refusal))
        }
        if let socket = configuration.control {
            let answers = GateControl(process)
            control = try Self.server(
                socket.path.path,
                LineLimits(
                    connections: limits.controlConnections, lineBytes: limits.controlLineBytes,
                    backlogBytes: limits.statusBacklogBytes, linesPerSecond: limits.controlRequestsPerSecond,
                    idleSeconds: Self.idleSeconds),
                LineServer.Service(
                    greeting: { nil }, answer: { answers.answer($1, of: $0).line }, refusal: refusal))
        }
    }

    private static func server(
        _ path: String, _ limits: LineLimits, _ service: LineServer.Service
    ) throws -> LineServer {
        do throws(LocalSocket.Fault) { return try LineServer(path, limits, service) } catch {
            throw error.failure(at: path)
        }
    }
}
