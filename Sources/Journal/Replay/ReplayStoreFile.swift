import Glibc
import QRTickets

/// The file of a store and what SQLite keeps beside it, as the file system knows them.
///
/// - **Shape**: made with mode 0600 before SQLite opens it; afterwards its number tells whether a name still leads to
///   it.
struct ReplayStoreFile {
    private struct Identity: Equatable {
        let device: UInt
        let number: UInt
    }

    /// The file, its log, and the index of its log.
    private static let endings = ["", "-wal", "-shm"]

    let path: String
    private var identities: [Identity] = []

    /// Looks for the file, and makes it where it is not there.
    init(_ path: String) throws(ReplayStoreFailure) {
        self.path = path
        var status = stat()
        if unsafe stat(path, &status) != 0 {
            guard errno == ENOENT else { throw Self.failure() }
            try Self.create(path)
        } else {
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw ReplayStoreFailure(.notADatabase, operation: "open", reason: "\(path): no file")
            }
            guard unsafe access(path, R_OK | W_OK) == 0 else { throw Self.failure() }
        }
        let folder = Self.folder(of: path)
        // SQLite makes its log beside the file.
        guard unsafe access(folder, W_OK | X_OK) == 0 else { throw Self.failure() }
    }

    /// Remembers the three files; called when SQLite has them open.
    mutating func settle() throws(ReplayStoreFailure) {
        identities = []
        for ending in Self.endings {
            guard let identity = Self.identity(path + ending) else {
                throw ReplayStoreFailure(
                    .inputOutput, operation: "open", code: errno, reason: "\(path)\(ending) was not made")
            }
            identities.append(identity)
        }
    }

    /// Throws where a name does not lead to the file that is open: two gates would keep two books.
    func check(_ operation: String) throws(ReplayStoreFailure) {
        for (index, ending) in Self.endings.enumerated() where Self.identity(path + ending) != identities[index] {
            throw ReplayStoreFailure(
                .replaced, operation: operation, reason: "\(path)\(ending) was removed or replaced; start again")
        }
    }

    /// Made under another name and linked, so that nobody's lock on it ends with our closing it.
    private static func create(_ path: String) throws(ReplayStoreFailure) {
        let temporary = "\(path).\(getpid()).new"
        _ = unsafe unlink(temporary)
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure() }
        close(descriptor)
        defer { _ = unsafe unlink(temporary) }
        guard unsafe link(temporary, path) == 0 || errno == EEXIST else { throw failure() }
    }

    private static func identity(_ path: String) -> Identity? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Identity(device: UInt(status.st_dev), number: UInt(status.st_ino))
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func failure() -> ReplayStoreFailure {
        let code = errno
        let kind: ReplayStoreFailure.Kind =
            switch code {
            case ENOENT, ENOTDIR: .noFolder
            case EACCES, EPERM, EROFS: .noPermission
            case ENOSPC, EDQUOT: .diskFull
            case EIO: .inputOutput
            default: .failed
            }
        return ReplayStoreFailure(
            kind, operation: "open", code: code, reason: unsafe String(cString: strerror(code)))
    }
}
