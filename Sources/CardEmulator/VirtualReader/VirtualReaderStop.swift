import Glibc

/// Ends a ``VirtualReaderClient`` from another thread, wherever it waits.
package final class VirtualReaderStop: Sendable {
    /// Readable once ``now()`` was called.
    let descriptor: Int32
    private let other: Int32

    init() throws(VirtualReaderError) {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .system(call: "socketpair", code: errno) }
        descriptor = ends[0]
        other = ends[1]
    }

    deinit {
        close(descriptor)
        close(other)
    }

    /// Ends the client now.
    package func now() {
        var byte: UInt8 = 1
        _ = unsafe write(other, &byte, 1)
    }
}
