import CardCrypto

/// The key under which a railway's gates and its list of reservations know documents.
///
/// - **Shape**: HMAC-SHA-256 over the number, the first ``hashLength`` bytes; 0, which stands for "bound to no
///   document", becomes 1. The kind is not in it:
///   a reader that sends bare numbers must find what was sold under any kind.
/// - **Limits**: ``length`` bytes. The hash is short: whoever has the key can find a number by trying them all, so the
///   key is kept as the numbers themselves would be. Two documents have the same hash once in 2^64.
/// - **Source**: an arrangement of our own (`rail.md` 7.4).
package final class RailDocumentKey {
    /// Bytes of a key.
    package static let length = 32
    /// Bytes of a hash.
    package static let hashLength = 8

    private let keyed: KeyedHash

    /// A key; nil for one of another length.
    package init?(_ key: [UInt8]) {
        guard key.count == Self.length else { return nil }
        keyed = KeyedHash(key: key)
    }

    func hash(_ number: Span<UInt8>) -> UInt64 {
        let label = Array("FareGate rail document ".utf8)
        var message: [UInt8] = []
        message.reserveCapacity(label.count + number.count)
        message += label
        for index in number.indices { message.append(number[index]) }
        defer { message.wipe() }
        var digest: [UInt8] = []
        keyed.hash(message.span, into: &digest)
        let hash = digest.prefix(Self.hashLength).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return max(hash, 1)
    }
}
