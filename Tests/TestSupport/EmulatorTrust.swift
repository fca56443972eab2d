import CardEmulator
import EMV

/// The emulator's own CA as a terminal's store: what tests trust.
package enum EmulatorTrust {
    /// All its keys, as test keys.
    package static let keys: CAPublicKeyStore = {
        var store = CAPublicKeyStore()
        for key in TestCertificationAuthority.publicKeys {
            let identity = CAKeyIdentity(rid: key.rid.reduce(0) { $0 << 8 | UInt64($1) }, index: key.index)
            do throws(CAPublicKeyStore.Fault) {
                switch key.value {
                case .rsa(let modulus, let exponent):
                    try store.add(rsa: identity, modulus: modulus, exponent: exponent, checkValue: nil, role: .test)
                case .sm2(let xy): try store.add(sm2: identity, xy: xy, role: .test)
                }
            } catch {
                preconditionFailure("the emulator's key \(identity): \(error)")
            }
        }
        return store
    }()
}
