import Glibc

/// Device keys in a file: one a line, `NUMBER HEX`; the last one is in use, the others verify older records.
///
/// - **Limits**: ``mostBytes``; the file may be readable by its owner only (mode 0600 or less).
/// - **Errors**: ``JournalError/keyFile(path:reason:)``.
package enum DeviceKeyFile {
    /// The largest file.
    package static let mostBytes = 65_536

    /// Reads the keys.
    package static func read(_ path: String) throws(JournalError) -> [DeviceKey] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .keyFile(path: path, reason: reason(errno)) }
        defer { close(descriptor) }
        // Asked of the open file, so that it is the one that is read.
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .keyFile(path: path, reason: "not a file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .keyFile(path: path, reason: "group or others may use this key; chmod 600 \(path)")
        }
        guard status.st_size <= mostBytes else { throw .keyFile(path: path, reason: "too large for a key file") }
        var bytes = [UInt8](repeating: 0, count: mostBytes)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw .keyFile(path: path, reason: reason(errno)) }
        return try keys(bytes[..<count], path: path)
    }

    /// Reads the keys in the text of such a file.
    package static func keys(_ text: ArraySlice<UInt8>, path: String) throws(JournalError) -> [DeviceKey] {
        var keys: [DeviceKey] = []
        for (index, line) in text.split(separator: 0x0A).enumerated() where line.first != UInt8(ascii: "#") {
            let fields = line.split(separator: 0x20)
            guard fields.count == 2, let number = UInt16(String(decoding: fields[0], as: UTF8.self)),
                let bytes = bytes(ofHex: fields[1]), let key = DeviceKey(identifier: number, key: bytes),
                !keys.contains(where: { $0.identifier == number })
            else {
                throw .keyFile(
                    path: path,
                    reason: "line \(index + 1) is not a key: a number from 1, a space, and hex of at least "
                        + "\(DeviceKey.shortest) bytes; each number once")
            }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw .keyFile(path: path, reason: "no key in it") }
        return keys
    }

    private static func bytes(ofHex text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text {
            guard let digit = Character(UnicodeScalar(character)).hexDigitValue else { return nil }
            if let first = high {
                bytes.append(first << 4 | UInt8(digit))
                high = nil
            } else {
                high = UInt8(digit)
            }
        }
        return bytes
    }

    private static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
