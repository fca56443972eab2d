import ArgumentParser
import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The other end of a ``LineServer``: a command that asks, and hears lines.
///
/// - **Errors**: exit code 69 where nobody listens, 74 where the connection breaks.
final class LineCaller {
    /// The longest line that is heard, in bytes: a status of 64 lanes.
    private static let mostBytes = 1 << 20

    private let descriptor: Int32
    private let path: String
    private var input: [UInt8] = []

    init(_ path: String) throws {
        self.path = path
        do throws(LocalSocket.Fault) { descriptor = try LocalSocket.call(path) } catch {
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
    func next() throws -> String? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = input.firstIndex(of: 0x0A) {
                let line = String(decoding: input[..<end], as: UTF8.self)
                input.removeFirst(end + 1)
                return line
            }
            guard input.count < Self.mostBytes else { throw failure(.noAnswer.at(path), CommandExit.inputOutput) }
            let count = unsafe read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            input += buffer[..<count]
        }
    }
}
