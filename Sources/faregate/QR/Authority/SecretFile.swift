import ArgumentParser
import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file with one secret in hexadecimal, which nobody but its owner may use.
///
/// - **Limits**: ``bytes``; mode 0600 or less.
/// - **Errors**: exit code 78 for a file that others may use, 65 for one that cannot be read or is no secret.
enum SecretFile {
    /// How many bytes a secret has.
    static let bytes = 32
    /// Digits, and a line's end.
    private static let mostFileBytes = 2 * bytes + 2

    /// The secret in a file.
    static func read(_ path: String) throws -> [UInt8] {
        // Without waiting, so that a FIFO is no place to hang at.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw failure(.cannotRead(Machine.errorText).at(path), CommandExit.badData) }
        defer { close(descriptor) }
        // Asked of the open file, so that it is the one that is read.
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure(.notSecret(bytes).at(path), CommandExit.badData)
        }
        guard status.st_mode & 0o077 == 0 else {
            throw failure(.secretIsOpen(path).at(path), CommandExit.configuration)
        }
        var text = [UInt8](repeating: 0, count: mostFileBytes + 1)
        let count = unsafe text.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw failure(.cannotRead(Machine.errorText).at(path), CommandExit.badData) }
        guard count <= mostFileBytes, let secret = secret(text[..<count]) else {
            throw failure(.notSecret(bytes).at(path), CommandExit.badData)
        }
        return secret
    }

    /// The text of a file with a secret.
    static func text(_ secret: [UInt8]) -> String { Hex.text(secret).lowercased() + "\n" }

    private static func secret(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let digits = text.prefix { $0 != 0x0A && $0 != 0x0D }
        guard digits.count == 2 * bytes, text.dropFirst(digits.count).allSatisfy({ $0 == 0x0A || $0 == 0x0D }) else {
            return nil
        }
        return Hex.bytes(String(decoding: digits, as: UTF8.self))
    }
}
