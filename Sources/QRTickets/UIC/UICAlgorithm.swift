/// Algorithms as U1 and U2 headers name them.
package enum UICAlgorithm {
    /// ECC P-256, 1.2.840.10045.3.1.7 (RFC 5480, 2.1.1.1), contents of the OBJECT IDENTIFIER.
    package static let p256: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
    /// ECDSA with SHA-256, 1.2.840.10045.4.3.2 (RFC 5758, 3.2).
    package static let ecdsaSHA256: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]

    /// Numbers and dots; nil for contents that are no OBJECT IDENTIFIER in its shortest form (X.690, 8.19).
    package static func name(_ contents: [UInt8]) -> String? {
        guard let last = contents.last, last < 0x80 else { return nil }
        var (parts, number): ([Int], Int) = ([], 0)
        var isFresh = true
        for byte in contents {
            guard !(isFresh && byte == 0x80), number < 1 << 48 else { return nil }
            number = number << 7 | Int(byte & 0x7F)
            isFresh = byte < 0x80
            guard isFresh else { continue }
            if parts.isEmpty {
                let first = min(number / 40, 2)
                parts = [first, number - 40 * first]
            } else {
                parts.append(number)
            }
            number = 0
        }
        return parts.map(String.init).joined(separator: ".")
    }
}
