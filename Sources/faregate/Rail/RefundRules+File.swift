import Fares

extension RefundRules {
    /// The rules of a file, or those inside the binary.
    static func read(orShipped path: String?) throws -> RefundRules {
        guard let path else { return try shipped() }
        return try read(file: path, bytes: try readWholeFile(path, limit: 1 << 20))
    }
}
