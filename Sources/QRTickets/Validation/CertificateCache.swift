/// Issuers' keys whose certificates were verified.
///
/// - **Shape**: only verified certificates enter, so that nobody without a root's signature can fill it. Dates are no
///   part of it: they are checked at every use.
/// - **Limits**: ``mostEntries``; the oldest makes room.
struct CertificateCache {
    /// The most certificates of one cache.
    static let mostEntries = 64

    private var keys: [CertificateDigest: CodeKey] = [:]
    private var order: [CertificateDigest] = []
    private var oldest = 0

    /// How many certificates there are.
    var count: Int { keys.count }

    /// The key in a certificate that was verified before.
    func key(_ digest: CertificateDigest) -> CodeKey? { keys[digest] }

    /// Keeps the key in a certificate that a root has signed.
    mutating func add(_ key: CodeKey, _ digest: CertificateDigest) {
        guard keys.updateValue(key, forKey: digest) == nil else { return }
        if order.count < Self.mostEntries {
            order.append(digest)
        } else {
            keys[order[oldest]] = nil
            order[oldest] = digest
            oldest = (oldest + 1) % Self.mostEntries
        }
    }
}
