import Glibc

/// A TCP server on a free port of this machine, for one connection at a time.
final class TCPListener {
    struct Failure: Error {
        let code: Int32
    }

    /// One connection, closed with its owner.
    final class Connection {
        private var descriptor: Int32
        private var heard = ""

        init(_ descriptor: Int32) { self.descriptor = descriptor }

        deinit { close() }

        /// All that has come so far.
        func receive() -> String {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&request, 1, 5) == 1 else { return heard }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            heard += String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
            return heard
        }

        func send(_ text: String) {
            let bytes = Array(text.utf8)
            _ = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
        }

        /// Reads to the end: why there is one, as the system's number; 0 for a regular one.
        func end() -> Int32 {
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
                if count <= 0 { return count == 0 ? 0 : errno }
            }
        }

        func close() {
            if descriptor >= 0 { Glibc.close(descriptor) }
            descriptor = -1
        }
    }

    let port: UInt16
    private let descriptor: Int32

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, length) == 0 && listen(descriptor, 4) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard descriptor >= 0, isBound else { throw Failure(code: errno) }
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }

    func accept(milliseconds: Int32) -> Connection? {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&request, 1, milliseconds) == 1 else { return nil }
        let accepted = Glibc.accept(descriptor, nil, nil)
        return accepted < 0 ? nil : Connection(accepted)
    }
}
