import Glibc

/// Ends another thread's wait for a descriptor.
///
/// - **Shape**: a pipe that is never read but to empty it; ``reader`` stands beside what is waited for.
/// - **Source**: pipe(2), poll(2).
final class WakePipe: Sendable {
    /// Readable once somebody has called ``wake()``; -1 where there is no pipe: then nobody is woken early.
    let reader: Int32
    private let writer: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else {
            (reader, writer) = (-1, -1)
            return
        }
        (reader, writer) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        guard reader >= 0 else { return }
        close(reader)
        close(writer)
    }

    /// Ends the wait of now, or the next one.
    func wake() {
        var byte: UInt8 = 0
        _ = unsafe write(writer, &byte, 1)
    }

    /// The next wait is a whole one again.
    func clear() {
        var bytes: (UInt64, UInt64) = (0, 0)
        while unsafe read(reader, &bytes, 16) > 0 {}
    }
}
