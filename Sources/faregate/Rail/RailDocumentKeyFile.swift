import CardCrypto
import Gate
import Lane
import SmartCard

/// The key of documents in its file, and hashes as text.
enum RailDocumentKeyFile {
    /// - **Errors**: as ``SecretFile`` has them.
    static func read(_ path: String) throws -> RailDocumentKey {
        var bytes = try SecretFile.read(path)
        defer { bytes.wipe() }
        guard let key = RailDocumentKey(bytes) else {
            throw failure(.notSecret(SecretFile.bytes).at(path), CommandExit.badData)
        }
        return key
    }

    /// 16 hex digits.
    static func text(_ hash: UInt64) -> String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// The hash of 16 hex digits; nil for other text.
    static func hash(_ text: String) -> UInt64? {
        RailTicketFacts.documentHash(text.utf8)
    }
}
