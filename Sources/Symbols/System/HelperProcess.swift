#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One helper process and the socket to it.
///
/// - **Shape**: its descriptors 0 and 1 are the other end of the socket, 2 is `/dev/null`; a process group of its own,
///   so that Ctrl-C reaches the gate only; no environment but what the dynamic linker needs.
struct HelperProcess {
    let identifier: pid_t
    let socket: Int32

    /// Starts a program, found by its path.
    static func start(_ program: String, _ arguments: [String]) throws(SymbolReaderError) -> HelperProcess {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw SymbolReaderError(code: errno) }
        defer { close(ends[1]) }
        guard fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 else {
            let code = errno
            close(ends[0])
            throw SymbolReaderError(code: code)
        }
        do throws(SymbolReaderError) {
            return HelperProcess(identifier: try spawn(program, arguments, ends[1]), socket: ends[0])
        } catch {
            close(ends[0])
            throw error
        }
    }

    /// Kills it; whoever calls has to collect it.
    func end() {
        close(socket)
        kill(identifier, SIGKILL)
    }

    private static func spawn(
        _ program: String, _ arguments: [String], _ socket: Int32
    ) throws(SymbolReaderError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, socket, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, socket, 1)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

        // A crash ends it at once, without a picture of the stack.
        var environment = ["SWIFT_BACKTRACE=enable=no"]
        if let path = unsafe getenv("LD_LIBRARY_PATH") {
            environment.append("LD_LIBRARY_PATH=\(unsafe String(cString: path))")
        }
        var identifier: pid_t = 0
        let code = unsafe withCStrings([program] + arguments) { words in
            unsafe withCStrings(environment) { variables in
                unsafe posix_spawn(&identifier, program, &actions, &attributes, words, variables)
            }
        }
        guard code == 0 else { throw SymbolReaderError(code: code) }
        return identifier
    }

    private static func withCStrings(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Int32
    ) -> Int32 {
        var words: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) }
        unsafe words.append(nil)
        defer {
            for index in unsafe words.indices { unsafe free(words[index]) }
        }
        return unsafe body(words)
    }
}
