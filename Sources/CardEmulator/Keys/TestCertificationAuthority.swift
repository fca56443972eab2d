import CardCrypto

/// The project's own certification authority: it signs the issuers of emulated cards, and nothing else.
///
/// Its indexes F1 to F7 are no real scheme's. A gate loads ``publicKeys`` as test keys, only when it is told to.
package enum TestCertificationAuthority {
    /// UnionPay's application provider.
    package static let unionPay: [UInt8] = [0xA0, 0x00, 0x00, 0x03, 0x33]
    /// Visa's application provider.
    package static let visa: [UInt8] = [0xA0, 0x00, 0x00, 0x00, 0x03]
    /// T-Union's application provider.
    package static let tUnion: [UInt8] = [0xA0, 0x00, 0x00, 0x06, 0x32]
    /// The index of the SM2 key.
    package static let sm2Index: UInt8 = 0xF7

    /// A key as a terminal stores it.
    package struct PublicKey: Hashable, Sendable {
        /// The key itself.
        package enum Value: Hashable, Sendable {
            case rsa(modulus: [UInt8], exponent: [UInt8])
            /// X and Y, 64 bytes.
            case sm2([UInt8])
        }
        /// The scheme, five bytes.
        package let rid: [UInt8]
        /// Tag `8F` of the cards that it vouches for.
        package let index: UInt8
        /// The key itself.
        package let value: Value
    }

    private static let indexes: [(UInt8, TestKeyName)] = [
        (0xF1, TestKeyName(.authority, bits: 1024)),
        (0xF2, TestKeyName(.authority, bits: 1152)),
        (0xF3, TestKeyName(.authority, bits: 1408)),
        (0xF4, TestKeyName(.authority, bits: 1984)),
        (0xF5, TestKeyName(.authority, bits: 1408, exponent: 65537)),
        (0xF6, TestKeyName(.authority, bits: 1984, exponent: 65537)),
    ]
    private static let visaIndexes: [(UInt8, TestKeyName)] = [
        (0xF3, TestKeyName(.visaAuthority, bits: 1408)),
        (0xF4, TestKeyName(.visaAuthority, bits: 1984)),
    ]

    /// All its keys, by scheme and index.
    package static let publicKeys: [PublicKey] = {
        var keys: [PublicKey] = []
        for (rid, table) in [(visa, visaIndexes), (unionPay, indexes), (tUnion, indexes)] {
            for (index, name) in table {
                guard let key = TestKeys.rsa(name) else { continue }
                keys.append(
                    PublicKey(rid: rid, index: index, value: .rsa(modulus: key.modulus, exponent: key.exponent)))
            }
            guard rid != visa else { continue }
            keys.append(PublicKey(rid: rid, index: sm2Index, value: .sm2(TestKeys.sm2(.authority).publicKey)))
        }
        return keys
    }()

    /// The name of the RSA key behind an index; nil if there is none.
    package static func keyName(rid: [UInt8], index: UInt8) -> TestKeyName? {
        (rid == visa ? visaIndexes : indexes).first { $0.0 == index }?.1
    }
}
