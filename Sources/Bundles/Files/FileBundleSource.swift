import Glibc

/// A regular file, read by calls and never mapped: whoever shortens it meanwhile gives a bundle that is cut short.
package final class FileBundleSource: BundleSource {
    private let descriptor: Int32
    private let path: String
    private let isOwner: Bool

    /// Opens a file, which must be a regular one.
    package init(_ path: String) throws(BundleStorageError) {
        // Without waiting, so that a FIFO is no place to hang at.
        descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw .system(code: errno, what: "open", path: path) }
        self.path = path
        isOwner = true
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .system(code: EINVAL, what: "read, it is no regular file", path: path)
        }
    }

    /// A file that somebody else has opened, and closes.
    init(borrowing descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
        isOwner = false
    }

    deinit { if isOwner { _ = Glibc.close(descriptor) } }

    package func size() throws(BundleStorageError) -> Int {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .system(code: errno, what: "measure", path: path) }
        return Int(status.st_size)
    }

    package func read(at offset: Int, count: Int) throws(BundleStorageError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe pread(descriptor, bytes.baseAddress.map { unsafe $0 + done }, count - done, offset + done)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .system(code: errno, what: "read", path: path) }
            if got == 0 { break }
            done += got
        }
        buffer.removeLast(count - done)
        return buffer
    }
}
