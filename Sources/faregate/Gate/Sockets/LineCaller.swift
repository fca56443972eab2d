import ArgumentParser
import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The other end of a ``LineServer``: a command that asks, and hears lines.
///
/// - **Limits**: ``connectSeconds`` until whoever listens takes the call.
/// - **Errors**: exit code 69 where nobody listens or nothing is said in time, 74 where the connection breaks.
final class LineCaller {
    /// The longest line that is heard, in bytes: a status of 64 lanes.
    private static let mostBytes = 1 << 20
    /// How long a listener whose queue is full is waited for, as that of a stopped process is.
    private static let connectSeconds = 5

    private let descriptor: Int32
    private let path: String
    private var input: [UInt8] = []

    init(_ path: String) throws {
        self.path = path
        do throws(LocalSocket.Fault) {
            descriptor = try LocalSocket.call(path, longestSeconds: Self.connectSeconds)
        } catch {
            throw failure(error.words.at(path), CommandExit.unavailable)
        }
    }

    deinit { close(descriptor) }

    /// Sends a line.
    func send(_ line: String) throws {
        var left = (Array(line.utf8) + [0x0A])[...]
        while !left.isEmpty {
            let count = unsafe left.withUnsafeBytes { bytes in
                unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(.noAnswer.at(path), CommandExit.inputOutput) }
            left = left.dropFirst(count)
        }
    }

    /// The next line; nil at the end of the connection.
    ///
    /// - **Errors**: exit code 69 where there is none within so many seconds; nil: it is waited for.
    func next(withinSeconds longest: Int? = nil) throws -> String? {
        let end = longest.map { GateClock.milliseconds + $0 * 1000 }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = input.firstIndex(of: 0x0A) {
                let line = String(decoding: input[..<end], as: UTF8.self)
                input.removeFirst(end + 1)
                return line
            }
            guard input.count < Self.mostBytes else { throw failure(.noAnswer.at(path), CommandExit.inputOutput) }
            guard waitForBytes(until: end) else { throw failure(.silentSocket.at(path), CommandExit.unavailable) }
            let count = unsafe read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            input += buffer[..<count]
        }
    }

    /// Waits for something to read; false: there was nothing until then.
    private func waitForBytes(until end: Int?) -> Bool {
        guard let end else { return true }
        while true {
            var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = max(0, end - GateClock.milliseconds)
            let count = unsafe poll(&polled, 1, Int32(left))
            if count < 0, errno == EINTR { continue }
            return count != 0
        }
    }
}
