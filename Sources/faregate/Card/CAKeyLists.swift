import EMV
import Fares
import SmartCard

/// CA public keys from files and from the list that the program carries.
enum CAKeyLists {
    /// The public list in the program.
    static func builtIn(allowsTestKeys: Bool) throws -> CAPublicKeyStore {
        let text = try DataFolder.embedded("keys").contents(of: "ca_keys.csv") ?? []
        return try CAPublicKeyFile.store(parsing: text, allowsTestKeys: allowsTestKeys)
    }

    /// The usable keys of a list that is itself under test: a bad one is reported as an item, not here.
    static func usable(in items: [VectorItem]) -> CAPublicKeyStore {
        var store = CAPublicKeyStore()
        for item in items { try? add(item, to: &store, allowsTestKeys: true) }
        return store
    }

    /// A list from a file: JSON in the form of `capk.json`, else CSV.
    static func read(_ path: String, allowsTestKeys: Bool) throws -> CAPublicKeyStore {
        try read(try readWholeFile(path, limit: VectorFiles.mostBytes), path, allowsTestKeys: allowsTestKeys)
    }

    /// A list of which the bytes are there already, by the name that faults are told with.
    static func read(_ data: [UInt8], _ path: String, allowsTestKeys: Bool) throws -> CAPublicKeyStore {
        let store = try parsed(data, path, allowsTestKeys: allowsTestKeys)
        guard !allowsTestKeys else { return store }
        // Called a production key or not: everybody can make cards for a key of which the private half is public.
        var published = try builtIn(allowsTestKeys: true)
        do { try EmulatorKeys.add(to: &published) } catch {
            throw VectorFiles.Fault(path: path, what: Wording(of: error))
        }
        if let key = store.mislabelledTestKey(knownFrom: published) {
            let name = "\(String(key.rid, radix: 16, uppercase: true))/\(Hex.text([key.index]))"
            throw VectorFiles.Fault(path: path, what: .publishedTestKey(name))
        }
        return store
    }

    private static func parsed(_ data: [UInt8], _ path: String, allowsTestKeys: Bool) throws -> CAPublicKeyStore {
        guard path.hasSuffix(".json") else {
            do { return try CAPublicKeyFile.store(parsing: data, allowsTestKeys: allowsTestKeys) } catch {
                throw VectorFiles.Fault(path: path, what: Wording(of: error))
            }
        }
        var store = CAPublicKeyStore()
        for item in try VectorFiles.items(of: path) {
            do { try add(item, to: &store, allowsTestKeys: allowsTestKeys) } catch CAPublicKeyStore.Fault.unusable {
                // Public lists hold numbers that are no key (an even modulus); no card can be checked with them.
                continue
            } catch {
                throw VectorFiles.Fault(path: path, what: .key(item.name, error))
            }
        }
        return store
    }

    private static func add(_ item: VectorItem, to store: inout CAPublicKeyStore, allowsTestKeys: Bool) throws {
        let words = item.value("role") as? String ?? ""
        let role: CAPublicKey.Role = words == "production" ? .production : words.contains("test") ? .test : .unknown
        let identity = try item.keyIdentity(rid: "rid", index: "index")
        var lastDay: CalendarDate?
        if let text = item.value("last_day") as? String {
            lastDay = CAPublicKeyFile.day(text)
            guard lastDay != nil else { throw VectorItemError("last_day: not YYYYMMDD") }
        }
        var one = CAPublicKeyStore()
        if item.value("modulus") == nil {
            try one.add(sm2: identity, xy: try item.hex("public_key"), role: role, lastDay: lastDay)
        } else {
            try one.add(
                rsa: identity, modulus: try item.hex("modulus"), exponent: try item.hex("exponent"),
                checkValue: try item.optionalHex("sha1"), role: role, lastDay: lastDay)
        }
        if role == .production || allowsTestKeys, let key = one.key(identity) { try store.add(key) }
    }
}
