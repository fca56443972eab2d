import CardCrypto

/// The first 16 bytes of a record's SHA-256, which the next record carries.
///
/// Sixteen are enough: to put another record in the place of one takes 2^128 trials. Whoever could choose both records
/// beforehand needs 2^64; against that stands the authentication code, made over all 32 bytes.
package struct ChainHash: Hashable, Sendable {
    /// Bytes kept.
    package static let length = 16

    /// Bytes 0 to 7, little-endian.
    package let low: UInt64
    /// Bytes 8 to 15.
    package let high: UInt64

    /// The first 16 bytes of a digest.
    init(_ digest: Span<UInt8>, at offset: Int = 0) {
        low = digest.number(UInt64.self, at: offset)
        high = digest.number(UInt64.self, at: offset + 8)
    }

    /// What the first record of a journal carries: a hash of whose journal it is.
    init(seedOf identity: JournalIdentity) {
        var text = Array("FareGate journal 1\n".utf8)
        text.append(littleEndian: identity.epoch)
        text += Array(identity.device.utf8)
        let digest = Digest.hash(.sha256, text)
        self.init(digest.span)
    }
}

extension ChainHash: CustomStringConvertible {
    /// 32 hex digits, in the order of the bytes.
    package var description: String { low.byteSwapped.hexDigits + high.byteSwapped.hexDigits }
}
