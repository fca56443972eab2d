#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A gate process that is started, killed and ended.
final class GateDayProcess {
    private let configuration: String
    private let log: String
    private var process: pid_t = -1

    /// - **Parameters**: the path of its configuration, and of what it says.
    init(_ configuration: String, log: String) {
        self.configuration = configuration
        self.log = log
    }

    /// Starts it.
    func start() throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o640)
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let arguments = [ChildProcess.own, "gate", "--config", configuration]
        var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
        unsafe words.append(nil)
        defer {
            for index in unsafe words.indices { unsafe free(words[index]) }
        }
        let result = unsafe posix_spawn(&process, arguments[0], &actions, nil, words, environ)
        guard result == 0 else {
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
