#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Unix stream sockets: one to listen at, one to call.
enum LocalSocket {
    /// Why there is none.
    enum Fault: Error, Hashable {
        /// Another process listens there.
        case taken
        /// Something stands there that is no socket.
        case notSocket
        /// What the system says.
        case failed(String)
    }

    /// Connections that wait to be accepted.
    private static let backlog: Int32 = 16
    /// Owner and group may talk to it.
    private static let mode: mode_t = 0o660

    /// Listens at a path; what a dead process has left there is replaced.
    static func listen(_ path: String) throws(Fault) -> Int32 {
        guard let address = SocketAddress(path) else { throw .failed("not a socket's path") }
        try clear(path)
        let descriptor = try make()
        // The file gets its mode when it is made, so that nobody comes in before.
        guard fchmod(descriptor, mode) == 0,
            unsafe address.with({ unsafe bind(descriptor, $0, $1) }) == 0,
            unsafe chmod(path, mode) == 0, Glibc.listen(descriptor, backlog) == 0
        else { throw closing(descriptor) }
        setNonBlocking(descriptor)
        return descriptor
    }

    /// Calls whoever listens at a path; at most so long where its queue is full, or as long as that takes.
    static func call(_ path: String, longestSeconds: Int? = nil) throws(Fault) -> Int32 {
        guard let address = SocketAddress(path) else { throw .failed("not a socket's path") }
        let descriptor = try make()
        if let longestSeconds {
            var longest = timeval(tv_sec: longestSeconds, tv_usec: 0)
            let size = socklen_t(MemoryLayout<timeval>.size)
            _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &longest, size)
        }
        guard unsafe address.with({ unsafe connect(descriptor, $0, $1) }) == 0 else { throw closing(descriptor) }
        return descriptor
    }

    /// Who is at the other end, as the system knows it; nil where it does not say.
    static func user(_ descriptor: Int32) -> UInt32? {
        // struct ucred: process, user, group (unix(7)).
        var credentials: [UInt32] = [0, .max, 0]
        var length = socklen_t(12)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0, length == 12 else {
            return nil
        }
        return credentials[1]
    }

    /// From here on no call on it waits.
    static func setNonBlocking(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    private static func make() throws(Fault) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .failed(Machine.errorText) }
        return descriptor
    }

    private static func closing(_ descriptor: Int32) -> Fault {
        let reason = Machine.errorText
        close(descriptor)
        return .failed(reason)
    }

    /// Removes a socket that nobody listens at.
    private static func clear(_ path: String) throws(Fault) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notSocket }
        if let other = try? call(path) {
            close(other)
            throw .taken
        }
        Machine.remove(path)
    }
}
