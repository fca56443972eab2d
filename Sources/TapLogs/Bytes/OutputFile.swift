#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An output that appears whole or not at all: written without a name, which it gets when it is complete.
///
/// A process that is killed leaves nothing behind; where the file system has no nameless files, a `.part` beside the
/// final name. `-`, pipes and devices are written as the bytes come; a link keeps being one.
///
/// - **Errors**: ``LogError/unwritable(file:reason:)`` if it cannot be made, ``LogError/failed(file:reason:)`` after.
package final class OutputFile {
    /// Linux: open a file without a name in a folder (open(2), O_TMPFILE), whose macro Swift does not see.
    private static let nameless = 0o20_000_000 | O_DIRECTORY

    /// The name as it was given.
    package let path: String
    /// The name behind links.
    private let target: String
    /// The name for the time being; nil: nameless, or written in place.
    private let temporary: String?
    private var descriptor: Int32
    private let isInPlace: Bool

    /// Opens the file, nameless, in its final folder.
    package init(_ path: String) throws(LogError) {
        self.path = path
        var status = stat()
        let exists = unsafe path != "-" && stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR {
            throw .unwritable(file: path, reason: "it is a directory; expected a file name")
        }
        target = exists ? Self.resolved(path) : path
        isInPlace = path == "-" || (exists && status.st_mode & S_IFMT != S_IFREG)
        guard !isInPlace else {
            temporary = nil
            descriptor = 1
            if path != "-" { descriptor = unsafe Glibc.open(path, O_WRONLY | O_CLOEXEC) }
            guard descriptor >= 0 else { throw .unwritable(file: path, reason: systemMessage(errno)) }
            return
        }
        let folder = Self.folder(of: target)
        descriptor = unsafe Glibc.open(folder, Self.nameless | O_WRONLY | O_CLOEXEC, 0o644)
        guard descriptor < 0 else {
            temporary = nil
            return
        }
        let name = Self.partName(target)
        temporary = name
        descriptor = unsafe Glibc.open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unwritable(file: path, reason: systemMessage(errno)) }
    }

    deinit {
        guard descriptor >= 0, path != "-" else { return }
        close(descriptor)
        if let temporary { unsafe unlink(temporary) }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func partName(_ target: String) -> String { "\(target).\(getpid()).part" }

    /// The file that a path leads to behind symbolic links.
    private static func resolved(_ path: String) -> String {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    /// Writes bytes.
    package func write(_ bytes: [UInt8]) throws(LogError) {
        let file = displayName
        let descriptor = descriptor
        try unsafe bytes.withUnsafeBufferPointer { buffer throws(LogError) in
            try unsafe Self.write(buffer, to: descriptor, file: file)
        }
    }

    /// Writes raw bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(LogError) {
        try unsafe Self.write(bytes.bindMemory(to: UInt8.self), to: descriptor, file: displayName)
    }

    private static func write(_ buffer: UnsafeBufferPointer<UInt8>, to descriptor: Int32, file: String) throws(LogError)
    {
        var done = 0
        while done < buffer.count, let base = buffer.baseAddress {
            let count = unsafe Glibc.write(descriptor, base + done, buffer.count - done)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .failed(file: file, reason: systemMessage(errno)) }
            done += count
        }
    }

    private var displayName: String { path == "-" ? "standard output" : path }

    /// Gives the file its final name.
    package func complete() throws(LogError) {
        guard path != "-", descriptor >= 0 else { return }
        if !isInPlace { try name() }
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 else { throw .failed(file: path, reason: systemMessage(errno)) }
    }

    private func name() throws(LogError) {
        let name = temporary ?? Self.partName(target)
        if temporary == nil {
            let linked = unsafe linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW)
            guard linked == 0 else { throw .failed(file: path, reason: systemMessage(errno)) }
        }
        guard unsafe rename(name, target) == 0 else {
            let reason = systemMessage(errno)
            unsafe unlink(name)
            throw .failed(file: path, reason: reason)
        }
    }
}
