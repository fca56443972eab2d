import Glibc

/// A folder of the file system.
///
/// - **Errors**: ``StorageError`` with the system's number; interrupted and partial calls are carried on.
package final class FileStorage: JournalStorage {
    package let path: String
    private let folder: Int32
    /// The names of open files, for messages.
    private var openNames: [Int32: String] = [:]

    /// Opens a folder, which is made with mode 0750 if `creates` (its parent must exist).
    package init(_ path: String, creates: Bool) throws(StorageError) {
        self.path = path
        if creates, unsafe mkdir(path, 0o750) != 0, errno != EEXIST {
            throw StorageError(code: errno, operation: .create, path: path)
        }
        folder = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw StorageError(code: errno, operation: .openFolder, path: path) }
    }

    deinit {
        for number in openNames.keys { _ = Glibc.close(number) }
        _ = Glibc.close(folder)
    }

    package func lock() throws(StorageError) -> Bool {
        // flock(2): belongs to this opening of the folder, ends with it and with the process, however it ends.
        if flock(folder, LOCK_EX | LOCK_NB) == 0 { return true }
        if errno == EWOULDBLOCK { return false }
        throw StorageError(code: errno, operation: .lock, path: path)
    }

    package func unlock() { _ = flock(folder, LOCK_UN) }

    package func names() throws(StorageError) -> [String] {
        // A descriptor of its own, since reading moves its position.
        let descriptor = unsafe openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, let stream = unsafe fdopendir(descriptor) else {
            throw StorageError(code: errno, operation: .list, path: path)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let name = unsafe String(cString: faregateName(of: entry))
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw StorageError(code: errno, operation: .list, path: path) }
        return names
    }

    package func create(_ name: String) throws(StorageError) -> StorageFile {
        try open(name, O_RDWR | O_CREAT | O_EXCL, .create)
    }

    package func open(_ name: String, forWriting: Bool) throws(StorageError) -> StorageFile {
        try open(name, forWriting ? O_RDWR : O_RDONLY, .open)
    }

    private func open(
        _ name: String, _ flags: Int32, _ operation: StorageError.Operation
    ) throws(StorageError) -> StorageFile {
        let descriptor = unsafe openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw StorageError(code: errno, operation: operation, path: full(name)) }
        openNames[descriptor] = name
        return StorageFile(number: descriptor)
    }

    package func close(_ file: StorageFile) {
        openNames[file.number] = nil
        _ = Glibc.close(file.number)
    }

    package func size(of file: StorageFile) throws(StorageError) -> Int {
        var status = stat()
        guard unsafe fstat(file.number, &status) == 0 else { throw error(.size, file) }
        return Int(status.st_size)
    }

    package func read(
        _ file: StorageFile, at offset: Int, into buffer: inout [UInt8], from start: Int, count: Int
    ) throws(StorageError) -> Int {
        precondition(start >= 0 && count >= 0 && start + count <= buffer.count, "a read beyond its buffer")
        var done = 0
        while done < count {
            let got = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe pread(
                    file.number, bytes.baseAddress.map { unsafe $0 + start + done }, count - done, offset + done)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw error(.read, file) }
            if got == 0 { break }
            done += got
        }
        return done
    }

    package func write(_ file: StorageFile, at offset: Int, _ bytes: Span<UInt8>) throws(StorageError) {
        var done = 0
        while done < bytes.count {
            let put = unsafe bytes.withUnsafeBytes { raw in
                unsafe pwrite(file.number, raw.baseAddress.map { unsafe $0 + done }, raw.count - done, offset + done)
            }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { throw error(.write, file) }
            done += put
        }
    }

    package func sync(_ file: StorageFile) throws(StorageError) {
        // Never tried again, not even after EINTR: the pages may count as clean by then.
        guard fdatasync(file.number) == 0 else { throw error(.sync, file) }
    }

    package func syncFolder() throws(StorageError) {
        guard fsync(folder) == 0 else { throw StorageError(code: errno, operation: .syncFolder, path: path) }
    }

    package func truncate(_ file: StorageFile, to size: Int) throws(StorageError) {
        guard ftruncate(file.number, size) == 0 else { throw error(.truncate, file) }
    }

    package func rename(_ name: String, to newName: String) throws(StorageError) {
        // The folder is locked by this writer, so that nobody takes the new name between look and rename.
        guard unsafe faccessat(folder, newName, F_OK, 0) != 0 else {
            throw StorageError(code: EEXIST, operation: .rename, path: full(newName))
        }
        guard unsafe renameat(folder, name, folder, newName) == 0 else {
            throw StorageError(code: errno, operation: .rename, path: full(name))
        }
    }

    package func replace(_ name: String, with newFile: String) throws(StorageError) {
        guard unsafe renameat(folder, newFile, folder, name) == 0 else {
            throw StorageError(code: errno, operation: .rename, path: full(newFile))
        }
    }

    package func remove(_ name: String) throws(StorageError) {
        guard unsafe unlinkat(folder, name, 0) == 0 else {
            throw StorageError(code: errno, operation: .remove, path: full(name))
        }
    }

    private func full(_ name: String) -> String { "\(path)/\(name)" }

    private func error(_ operation: StorageError.Operation, _ file: StorageFile) -> StorageError {
        StorageError(code: errno, operation: operation, path: full(openNames[file.number] ?? "?"))
    }
}

/// The name inside a directory entry, which Swift sees as a tuple.
@unsafe private func faregateName(of entry: UnsafeMutablePointer<dirent>) -> UnsafePointer<CChar> {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    return unsafe UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
}
