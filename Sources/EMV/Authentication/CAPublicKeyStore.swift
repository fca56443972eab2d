import CardCrypto
import SmartCard

/// The certification authority keys a terminal trusts.
///
/// - **Shape**: immutable after loading; found by RID and index.
/// - **Limits**: ``mostKeys`` keys.
/// - **Errors**: a key whose check value does not match, or that is no key, is refused; the readers of files then
///   refuse the whole file, for an incomplete store must not look like a complete one (but for numbers in public JSON
///   lists that are no key at all). Test keys and keys of unknown role are left out unless asked for.
package struct CAPublicKeyStore: Sendable {
    /// The most keys of one store.
    package static let mostKeys = 1024

    private var keys: [CAPublicKey] = []

    /// A store without keys.
    package init() {}

    /// Why a key is refused.
    package enum Fault: Error, Hashable, Sendable {
        /// The check value is not SHA-1 of RID, index, modulus and exponent.
        case checkValueMismatch(CAKeyIdentity)
        /// The numbers are no usable key.
        case unusable(CAKeyIdentity)
        /// Two keys of one name and length.
        case duplicate(CAKeyIdentity)
        /// More than ``mostKeys``.
        case tooMany
    }

    /// The key of that name; of several, the one whose certificates have the given length, else the first.
    ///
    /// Public lists have test keys of several generations under one name, all of different lengths.
    package func key(_ identity: CAKeyIdentity, certificateLength: Int? = nil) -> CAPublicKey? {
        var first: CAPublicKey?
        for key in keys where key.identity == identity {
            if certificateLength == nil || key.certificateLength == certificateLength { return key }
            if first == nil { first = key }
        }
        return first
    }

    /// How many keys there are.
    package var count: Int { keys.count }

    /// The names of all keys in the order they were added.
    package var identities: [CAKeyIdentity] { keys.map(\.identity) }

    /// Adds an RSA key after comparing its check value.
    ///
    /// - **Source**: EMV Book 2, 11.2 from public sources (the page was not read): SHA-1 over RID, index, modulus,
    ///   exponent. Recomputed for all keys of `capk.json`.
    package mutating func add(
        rsa identity: CAKeyIdentity, modulus: [UInt8], exponent: [UInt8], checkValue: [UInt8]?, role: CAPublicKey.Role,
        lastDay: CalendarDate? = nil
    ) throws(Fault) {
        if let checkValue, checkValue != Self.checkValue(identity, modulus: modulus, exponent: exponent) {
            throw .checkValueMismatch(identity)
        }
        guard let key = RSAPublicKey(modulus: modulus.span, exponent: exponent.span) else { throw .unusable(identity) }
        try add(CAPublicKey(identity: identity, material: .rsa(key), role: role, lastDay: lastDay))
    }

    /// Adds an SM2 key; a point off the curve is refused. Public lists give no check value for them.
    package mutating func add(
        sm2 identity: CAKeyIdentity, xy: [UInt8], role: CAPublicKey.Role, lastDay: CalendarDate? = nil
    ) throws(Fault) {
        guard xy.count == 64, let key = SM2PublicKey(xy.span) else { throw .unusable(identity) }
        try add(CAPublicKey(identity: identity, material: .sm2(key), role: role, lastDay: lastDay))
    }

    /// Adds a key that is made already.
    package mutating func add(_ key: CAPublicKey) throws(Fault) {
        guard keys.count < Self.mostKeys else { throw .tooMany }
        for other in keys where other.identity == key.identity {
            guard other.certificateLength != key.certificateLength else { throw .duplicate(key.identity) }
        }
        keys.append(key)
    }

    /// A key that this store lists for production although `published` knows it as a test key, by its value: whoever
    /// holds the private key of a test could then make cards.
    package func mislabelledTestKey(knownFrom published: CAPublicKeyStore) -> CAKeyIdentity? {
        let tests = Set(published.keys.filter { $0.role != .production }.map(\.valueBytes))
        return keys.first { $0.role == .production && tests.contains($0.valueBytes) }?.identity
    }

    /// SHA-1 over RID, index, modulus and exponent.
    package static func checkValue(_ identity: CAKeyIdentity, modulus: [UInt8], exponent: [UInt8]) -> [UInt8] {
        var message: [UInt8] = []
        for shift in stride(from: 32, through: 0, by: -8) {
            message.append(UInt8(truncatingIfNeeded: identity.rid >> UInt64(shift)))
        }
        message.append(identity.index)
        return Digest.hash(.sha1, message + modulus + exponent)
    }
}

extension CAPublicKeyStore.Fault: CustomStringConvertible {
    package var description: String {
        func name(_ key: CAKeyIdentity) -> String {
            "key \(Hex.text((0..<5).map { UInt8(truncatingIfNeeded: key.rid >> UInt64(32 - $0 * 8)) }))/"
                + Hex.text([key.index])
        }
        return switch self {
        case .checkValueMismatch(let key): "\(name(key)): the check value does not fit the key; copy the list again"
        case .unusable(let key): "\(name(key)): the numbers are no usable public key"
        case .duplicate(let key): "\(name(key)): a second key of that name and length"
        case .tooMany: "more than \(CAPublicKeyStore.mostKeys) keys"
        }
    }
}
