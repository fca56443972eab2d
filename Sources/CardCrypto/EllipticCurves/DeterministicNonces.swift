/// The secret numbers of signatures, drawn from key and digest (RFC 6979, 3.2, with HMAC-SHA-256 and 256-bit orders).
///
/// A signature that repeats byte for byte keeps vectors and transcripts reproducible, and needs no random source.
struct DeterministicNonces {
    private var key = [UInt8](repeating: 0, count: 32)
    private var value = [UInt8](repeating: 1, count: 32)

    /// The digest is reduced modulo the order (bits2octets).
    init(scalar: [UInt8], reducedDigest: [UInt8]) {
        for step: UInt8 in [0, 1] {
            key = HMAC.sha256(value + [step] + scalar + reducedDigest, key: key)
            value = HMAC.sha256(value, key: key)
        }
    }

    /// Step h; the caller refuses numbers out of range and asks again.
    mutating func next() -> [UInt8] {
        value = HMAC.sha256(value, key: key)
        let nonce = value
        key = HMAC.sha256(value + [0], key: key)
        value = HMAC.sha256(value, key: key)
        return nonce
    }
}
