#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Bytes to and from the helper, never waiting beyond a moment.
///
/// - **Errors**: ``HelperLoss``.
struct HelperWire {
    let socket: Int32
    /// On the clock's own scale, in nanoseconds.
    let deadline: UInt64
    let now: @Sendable () -> UInt64

    func send(_ bytes: [UInt8]) throws(HelperLoss) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe Glibc.send(
                    socket, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count > 0 { sent += count } else { try recover(count, from: errno, Int16(POLLOUT)) }
        }
    }

    func receive(_ count: Int) throws(HelperLoss) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var received = 0
        while received < count {
            let here = unsafe bytes.withUnsafeMutableBytes { bytes in
                unsafe recv(socket, bytes.baseAddress?.advanced(by: received), count - received, 0)
            }
            guard here != 0 else { throw .died }
            if here > 0 { received += here } else { try recover(here, from: errno, Int16(POLLIN)) }
        }
        return bytes
    }

    /// Waits until the socket is ready, where that is all that is wrong.
    private func recover(_ count: Int, from code: Int32, _ events: Int16) throws(HelperLoss) {
        guard count < 0 else { throw .died }
        if code == EINTR { return }
        guard code == EAGAIN || code == EWOULDBLOCK else { throw .died }
        let moment = now()
        guard moment < deadline else { throw .tooSlow }
        var waiting = pollfd(fd: socket, events: events, revents: 0)
        // Rounded up, so that the last millisecond is not spent in a loop.
        let milliseconds = Int32(clamping: (deadline - moment + 999_999) / 1_000_000)
        if unsafe poll(&waiting, 1, milliseconds) == 0 { throw .tooSlow }
    }
}
