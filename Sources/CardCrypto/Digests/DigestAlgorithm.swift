/// The hash functions of cards and tickets.
package enum DigestAlgorithm: CaseIterable, Sendable {
    /// FIPS 180-4; EMV's RSA signatures.
    case sha1
    /// FIPS 180-4.
    case sha256
    /// GB/T 32905-2016.
    case sm3

    /// Bytes of a digest.
    package var length: Int { self == .sha1 ? 20 : 32 }

    /// Fetched once a process; a fetch costs more than hashing a certificate.
    var method: DigestMethod {
        switch self {
        case .sha1: .sha1
        case .sha256: .sha256
        case .sm3: .sm3
        }
    }
}
