import CardCrypto

/// The name of a scheme's certification authority key: registered application provider and index.
package struct CAKeyIdentity: Hashable, Sendable {
    /// The five bytes of the RID as a number.
    package let rid: UInt64
    /// The index (`8F`).
    package let index: UInt8

    package init(rid: UInt64, index: UInt8) {
        self.rid = rid
        self.index = index
    }

    /// The RID in front of an application identifier; nil if that has fewer than five bytes.
    package static func rid(of name: Span<UInt8>) -> UInt64? {
        guard name.count >= 5 else { return nil }
        var rid: UInt64 = 0
        for index in 0..<5 { rid = rid << 8 | UInt64(name[index]) }
        return rid
    }
}

/// A certification authority's public key, loaded and checked.
///
/// - **Shape**: made by ``CAPublicKeyStore`` or by a test; an RSA key keeps its Montgomery context.
package struct CAPublicKey: Sendable {
    /// The key itself.
    package enum Material: Sendable {
        case rsa(RSAPublicKey)
        case sm2(SM2PublicKey)
    }

    /// What a list says about a key.
    package enum Role: String, Hashable, Sendable {
        case production
        case test
        /// The list does not say: treated as a test key.
        case unknown
    }

    package let identity: CAKeyIdentity
    package let material: Material
    package let role: Role
    /// The last day it may be used, where the operator has configured one.
    package let lastDay: CalendarDate?

    /// How long the issuer certificates are that this key signs.
    package var certificateLength: Int {
        switch material {
        case .rsa(let key): key.modulusLength
        case .sm2: 142
        }
    }

    /// The modulus, or X and Y.
    package var valueBytes: [UInt8] {
        switch material {
        case .rsa(let key): key.modulusBytes
        case .sm2(let key): key.xy
        }
    }

    package init(identity: CAKeyIdentity, material: Material, role: Role, lastDay: CalendarDate? = nil) {
        self.identity = identity
        self.material = material
        self.role = role
        self.lastDay = lastDay
    }
}
