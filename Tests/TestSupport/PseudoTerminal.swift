import Foundation
import Glibc

/// The far end of a serial line: a pseudo terminal that a link leads to.
package final class PseudoTerminal {
    /// What the far end could not do.
    package struct Failure: Error {
        package let operation: String
        package let code: Int32
    }

    package let path: String
    private var near: Int32 = -1

    /// Plugs it in.
    package init(_ path: String) throws {
        self.path = path
        var far: Int32 = -1
        guard unsafe openpty(&near, &far, nil, nil, nil) == 0 else { throw Failure(operation: "openpty", code: errno) }
        defer { close(far) }
        guard let name = unsafe ttyname(far).map({ unsafe String(cString: $0) }) else {
            throw Failure(operation: "ttyname", code: errno)
        }
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: name)
    }

    deinit { cut() }

    /// Sends bytes, all of them.
    package func send(_ bytes: [UInt8]) throws {
        var left = bytes[...]
        while !left.isEmpty {
            let count = unsafe left.withUnsafeBytes { unsafe write(near, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure(operation: "write", code: errno) }
            left = left.dropFirst(count)
        }
    }

    /// What has come within so many milliseconds; empty if nothing has.
    package func receive(milliseconds: Int32) -> [UInt8] {
        var request = pollfd(fd: near, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&request, 1, milliseconds) == 1 else { return [] }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(near, $0.baseAddress, $0.count) }
        return Array(buffer.prefix(max(0, count)))
    }

    /// Unplugs it.
    package func cut() {
        guard near >= 0 else { return }
        _ = unsafe unlink(path)
        close(near)
        near = -1
    }
}
