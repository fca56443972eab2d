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

    /// Unplugs it.
    package func cut() {
        guard near >= 0 else { return }
        _ = unsafe unlink(path)
        close(near)
        near = -1
    }
}
