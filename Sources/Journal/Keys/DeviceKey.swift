import CardCrypto

/// The key that a device authenticates its records with.
package struct DeviceKey: Sendable {
    /// The shortest key, in bytes.
    package static let shortest = 16

    /// Which key; 1 or more.
    package let identifier: UInt16
    private let hash: KeyedSHA256

    /// A key; nil if it is too short, or its number is 0.
    package init?(identifier: UInt16, key: [UInt8]) {
        guard identifier > 0, key.count >= Self.shortest else { return nil }
        self.identifier = identifier
        hash = KeyedSHA256(key: key)
    }

    /// HMAC-SHA-256 over a record's digest, of which the record keeps 16 bytes.
    func code(of digest: borrowing InlineArray<32, UInt8>) -> InlineArray<32, UInt8> { hash.hash(digest.span) }
}
