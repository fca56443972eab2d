import CardCrypto

/// The SHA-256 of a certificate's bytes, by which a cache knows it.
struct CertificateDigest: Hashable {
    private let high: UInt128
    private let low: UInt128

    init(_ certificate: Span<UInt8>) {
        var hash = SHA256()
        hash.update(certificate)
        let digest = hash.finish()
        var (high, low): (UInt128, UInt128) = (0, 0)
        for index in 0..<16 {
            high = high << 8 | UInt128(digest[index])
            low = low << 8 | UInt128(digest[index + 16])
        }
        (self.high, self.low) = (high, low)
    }
}
