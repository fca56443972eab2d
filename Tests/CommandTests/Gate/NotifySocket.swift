import Glibc
import Testing

@testable import faregate

/// A service manager's socket: hears datagrams.
final class NotifySocket {
    private let descriptor: Int32

    init(_ name: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        let address = try #require(SocketAddress(name))
        #expect(unsafe address.with { unsafe bind(descriptor, $0, $1) } == 0)
    }

    deinit { close(descriptor) }

    /// The next datagram within so many milliseconds; nil: none.
    func next(milliseconds: Int32) -> String? {
        var one = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&one, 1, milliseconds) > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe read(descriptor, &bytes, bytes.count)
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Waits for a datagram that begins so; what came until then.
    func wait(for text: String) throws -> [String] {
        var heard: [String] = []
        while let next = next(milliseconds: 60_000) {
            heard.append(next)
            if next.hasPrefix(text) { return heard }
        }
        throw Missing(what: "\(text) after \(heard)")
    }
}
