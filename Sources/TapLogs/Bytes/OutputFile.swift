#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An output that appears whole or not at all: written under a temporary name, renamed when it is complete.
///
/// `-` is standard output, which is written as it comes.
///
/// - **Errors**: ``LogError/unwritable(file:reason:)``; an output that is not completed leaves nothing behind.
package final class OutputFile {
    /// The final name.
    package let path: String
    private let temporary: String
    private var descriptor: Int32
    private let isStandard: Bool

    /// Opens the temporary file beside its final place.
    package init(_ path: String) throws(LogError) {
        self.path = path
        isStandard = path == "-"
        var status = stat()
        // A device or a pipe has no place for a temporary name: it is written directly.
        let exists = unsafe stat(path, &status) == 0
        let isSpecial = exists && status.st_mode & S_IFMT != S_IFREG
        temporary = isStandard || isSpecial ? path : "\(path).\(getpid()).part"
        if isSpecial, status.st_mode & S_IFMT == S_IFDIR {
            throw .unwritable(file: path, reason: "it is a directory; expected a file name")
        }
        descriptor = 1
        if !isStandard { descriptor = unsafe Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) }
        guard descriptor >= 0 else { throw .unwritable(file: path, reason: systemMessage(errno)) }
    }

    deinit {
        guard descriptor >= 0, !isStandard else { return }
        close(descriptor)
        if temporary != path { unsafe unlink(temporary) }
    }

    /// Writes bytes.
    package func write(_ bytes: [UInt8]) throws(LogError) {
        let file = isStandard ? "standard output" : path
        let descriptor = descriptor
        try unsafe bytes.withUnsafeBufferPointer { buffer throws(LogError) in
            try unsafe Self.write(buffer, to: descriptor, file: file)
        }
    }

    /// Writes raw bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(LogError) {
        try unsafe Self.write(bytes.bindMemory(to: UInt8.self), to: descriptor, file: path)
    }

    private static func write(_ buffer: UnsafeBufferPointer<UInt8>, to descriptor: Int32, file: String) throws(LogError)
    {
        var done = 0
        while done < buffer.count, let base = buffer.baseAddress {
            let count = unsafe Glibc.write(descriptor, base + done, buffer.count - done)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unwritable(file: file, reason: systemMessage(errno)) }
            done += count
        }
    }

    /// Gives the file its final name.
    package func complete() throws(LogError) {
        guard !isStandard, descriptor >= 0 else { return }
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 else {
            unsafe unlink(temporary)
            throw .unwritable(file: path, reason: systemMessage(errno))
        }
        guard temporary != path else { return }
        guard unsafe rename(temporary, path) == 0 else {
            let reason = systemMessage(errno)
            unsafe unlink(temporary)
            throw .unwritable(file: path, reason: reason)
        }
    }
}
