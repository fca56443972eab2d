import CChildProcess

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A gate process that is started, killed and ended; the kernel ends it with the thread that has started it.
final class GateDayProcess {
    private let configuration: String
    private let log: String
    private let socket: String
    private var process: pid_t = -1

    /// - **Parameters**: the path of its configuration, of what it says, and of a socket that it listens at once it has
    ///   started.
    init(_ configuration: String, log: String, socket: String) {
        self.configuration = configuration
        self.log = log
        self.socket = socket
    }

    /// Starts it.
    func start() throws {
        let arguments = [ChildProcess.own, "gate", "--config", configuration]
        var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
        unsafe words.append(nil)
        defer {
            for index in unsafe words.indices { unsafe free(words[index]) }
        }
        process = unsafe faregate_start_child(words, environ, log)
        guard process > 0 else {
            throw ChildProcess.Failure(description: "cannot run \(arguments[0]): \(Machine.errorText)")
        }
    }

    /// Whether it has ended by itself.
    var hasEnded: Bool {
        guard process > 0 else { return true }
        var status: Int32 = 0
        guard unsafe waitpid(process, &status, WNOHANG) == process else { return false }
        process = -1
        return true
    }

    /// Whether it has come so far that it takes cards: its start stands in its journal.
    var hasStarted: Bool {
        guard process > 0, let descriptor = try? LocalSocket.call(socket) else { return false }
        close(descriptor)
        return true
    }

    /// kill -9.
    func kill() {
        guard process > 0 else { return }
        _ = Glibc.kill(process, SIGKILL)
        _ = wait()
    }

    /// SIGTERM; its exit code, negative for a signal.
    func end() -> Int32 {
        guard process > 0 else { return -1 }
        _ = Glibc.kill(process, SIGTERM)
        return wait()
    }

    private func wait() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        process = -1
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
    }
}
