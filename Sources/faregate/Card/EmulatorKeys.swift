import CardEmulator
import EMV

/// The emulator's own test CA, as keys of a store.
enum EmulatorKeys {
    /// Adds its keys; they are test keys.
    static func add(to store: inout CAPublicKeyStore) throws(CAPublicKeyStore.Fault) {
        for key in TestCertificationAuthority.publicKeys {
            let identity = CAKeyIdentity(rid: key.rid.reduce(0) { $0 << 8 | UInt64($1) }, index: key.index)
            switch key.value {
            case .rsa(let modulus, let exponent):
                try store.add(rsa: identity, modulus: modulus, exponent: exponent, checkValue: nil, role: .test)
            case .sm2(let xy): try store.add(sm2: identity, xy: xy, role: .test)
            }
        }
    }
}
