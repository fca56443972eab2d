/// The curves whose ECDSA signatures tickets carry.
package enum NamedCurve: String, CaseIterable, Sendable {
    /// FIPS 186-4, D.1.2.3.
    case p256 = "P-256"
    /// SEC 2, 2.4.1.
    case secp256k1
    /// SEC 2, 2.2.1: 192 bits, for codes of an older time only.
    case secp192k1

    /// Bytes of a coordinate, and of r and s.
    package var fieldLength: Int { self == .secp192k1 ? 24 : 32 }
}
