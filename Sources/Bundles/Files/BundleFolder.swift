import Glibc

/// A store's folder in the file system.
///
/// - **Shape**: made with mode 0700, its files with 0400: nobody but the owner (and root) can shorten what is mapped,
///   and nothing of ours ever does. What is found there is not believed: the folder and each file that is opened must
///   be this user's or root's, and no other may write to it.
/// - **Errors**: ``BundleStorageError`` with the system's number, ``BundleStorageError/exposed(path:)``; interrupted
///   and partial calls are carried on.
package final class BundleFolder: BundleStorage {
    package let path: String
    private let folder: Int32

    /// Opens a folder, which is made if `creates` (its parent must exist).
    package init(_ path: String, creates: Bool) throws(BundleStorageError) {
        self.path = path
        if creates, unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
            throw .system(code: errno, what: "make the folder", path: path)
        }
        folder = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .system(code: errno, what: "open the folder", path: path) }
        guard Self.isOwn(folder, S_IFDIR) else {
            _ = Glibc.close(folder)
            throw .exposed(path: path)
        }
    }

    /// Whether an open file is of a kind, this user's or root's, and nobody else may write to it.
    private static func isOwn(_ descriptor: Int32, _ kind: mode_t) -> Bool {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == kind
            && (status.st_uid == geteuid() || status.st_uid == 0) && status.st_mode & (S_IWGRP | S_IWOTH) == 0
    }

    deinit { _ = Glibc.close(folder) }

    package func lock() throws(BundleStorageError) -> Bool {
        if flock(folder, LOCK_EX | LOCK_NB) == 0 { return true }
        if errno == EWOULDBLOCK { return false }
        throw .system(code: errno, what: "lock the folder", path: path)
    }

    package func unlock() { _ = flock(folder, LOCK_UN) }

    package func names() throws(BundleStorageError) -> [String] {
        // A descriptor of its own, since reading moves its position.
        let descriptor = unsafe openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, let stream = unsafe fdopendir(descriptor) else {
            throw .system(code: errno, what: "list the folder", path: path)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
            let name = unsafe String(
                cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .system(code: errno, what: "list the folder", path: path) }
        return names
    }

    package func read(_ name: String, at offset: Int, count: Int) throws(BundleStorageError) -> [UInt8]? {
        guard let descriptor = try open(name) else { return nil }
        defer { _ = Glibc.close(descriptor) }
        let source = FileBundleSource(borrowing: descriptor, path: full(name))
        return try source.read(at: offset, count: count)
    }

    package func map(_ name: String) throws(BundleStorageError) -> MappedFile? {
        guard let descriptor = try open(name) else { return nil }
        defer { _ = Glibc.close(descriptor) }
        let size = try FileBundleSource(borrowing: descriptor, path: full(name)).size()
        guard let file = MappedFile(descriptor: descriptor, count: size) else { throw error("map", name) }
        return file
    }

    private func open(_ name: String) throws(BundleStorageError) -> Int32? {
        let descriptor = unsafe openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw error("open", name) }
        guard Self.isOwn(descriptor, S_IFREG) else {
            _ = Glibc.close(descriptor)
            throw .exposed(path: full(name))
        }
        return descriptor
    }

    package func create(
        _ name: String, from next: () throws(BundleStorageError) -> [UInt8]?
    ) throws(BundleStorageError) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let descriptor = unsafe openat(folder, name, flags, 0o400)
        guard descriptor >= 0 else { throw error("create", name) }
        defer { _ = Glibc.close(descriptor) }
        while let piece = try next() {
            var done = 0
            while done < piece.count {
                let put = unsafe piece.withUnsafeBytes { raw in
                    unsafe Glibc.write(descriptor, raw.baseAddress.map { unsafe $0 + done }, raw.count - done)
                }
                if put < 0, errno == EINTR { continue }
                guard put > 0 else { throw error("write", name) }
                done += put
            }
        }
        // Never tried again, not even after EINTR: the pages may count as clean by then.
        guard fsync(descriptor) == 0 else { throw error("sync", name) }
    }

    package func rename(_ name: String, to newName: String) throws(BundleStorageError) {
        // The folder is locked by this writer, so that nobody takes the new name between look and rename.
        guard unsafe faccessat(folder, newName, F_OK, 0) != 0 else {
            throw .system(code: EEXIST, what: "rename", path: full(newName))
        }
        guard unsafe renameat(folder, name, folder, newName) == 0 else { throw error("rename", name) }
    }

    package func remove(_ name: String) throws(BundleStorageError) {
        guard unsafe unlinkat(folder, name, 0) == 0 else { throw error("remove", name) }
    }

    package func syncFolder() throws(BundleStorageError) {
        guard fsync(folder) == 0 else { throw .system(code: errno, what: "sync the folder", path: path) }
    }

    private func full(_ name: String) -> String { "\(path)/\(name)" }

    private func error(_ what: String, _ name: String) -> BundleStorageError {
        .system(code: errno, what: what, path: full(name))
    }
}
