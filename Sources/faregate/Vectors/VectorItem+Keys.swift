import EMV

extension VectorItem {
    /// The CA keys of an item: the one it brings, else those of the run.
    ///
    /// An item that says it has none (`null`) is run with an empty store.
    func keyStore(else keys: CAPublicKeyStore) throws -> CAPublicKeyStore {
        let names = (modulus: "inputs.capk_modulus", xy: "inputs.capk_sm2_xy")
        guard isGiven(names.modulus) || isGiven(names.xy) else { return keys }
        var store = CAPublicKeyStore()
        if let modulus = try optionalHex(names.modulus) {
            try store.add(
                rsa: try keyIdentity(rid: "inputs.rid", index: "inputs.capk_index"), modulus: modulus,
                exponent: try hex("inputs.capk_exponent"), checkValue: nil, role: .test)
        }
        if let xy = try optionalHex(names.xy) {
            try store.add(sm2: try keyIdentity(rid: "inputs.rid", index: "inputs.capk_index"), xy: xy, role: .test)
        }
        return store
    }

    /// A certification authority key's name.
    func keyIdentity(rid: String, index: String) throws(MissingInput) -> CAKeyIdentity {
        let provider = try hex(rid, count: 5)
        return CAKeyIdentity(rid: provider.reduce(0) { $0 << 8 | UInt64($1) }, index: try hex(index, count: 1)[0])
    }
}
