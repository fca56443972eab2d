import CardCrypto
import EMV
import Foundation
import SmartCard

/// Checkers of the small kinds: data objects, lists, digests and signatures, keys.
enum DataVectors {
    /// `tlv`: one or more data objects.
    static func tlv(_ item: VectorItem) throws -> [String: Any] {
        let bytes = try item.hex("tlv")
        var results: [String: Any] = [:]
        if let tag = firstTag(bytes) { results["tag"] = TLVTag.name(tag) }
        if item.expected["header_bytes"] != nil {
            // A vector of the header alone: its value may be cut off.
            guard let header = try TLVReader(0..<bytes.count, filler: .zeroAndFF).header(in: bytes.span) else {
                return ["ok": false]
            }
            results["ok"] = true
            results["length"] = header.length
            results["header_bytes"] = header.valueStart - header.start
            return results
        }
        do {
            var card = CardData()
            card.bytes = bytes
            var objects: [TLVObject] = []
            var reader = TLVReader(0..<bytes.count, filler: .zeroAndFF)
            while let object = try reader.next(in: bytes.span) { objects.append(object) }
            results["objects"] = objects.map { [TLVTag.name($0.tag), $0.value.count] as [Any] }
            // Redundant primitive objects are a card error, so they are no good data either.
            try card.add(objectsIn: 0..<bytes.count, filler: .zeroAndFF)
            results["ok"] = true
        } catch {
            results["ok"] = false
        }
        if item.expected["ok"] is String { results["ok"] = verdict(isAccepted: results["ok"] as? Bool == true) }
        return results
    }

    /// An expectation in words ends with its verdict, `why: reject` or `why: accept`; the reason is for people.
    private static func verdict(isAccepted: Bool) -> WordedFact {
        let word = isAccepted ? "accept" : "reject"
        return WordedFact(description: word) { $0.components(separatedBy: ": ").dropFirst().last == word }
    }

    private static func firstTag(_ bytes: [UInt8]) -> UInt32? {
        guard let first = bytes.first else { return nil }
        var tag = UInt32(first)
        guard first & 0x1F == 0x1F else { return tag }
        for byte in bytes.dropFirst().prefix(2) {
            tag = tag << 8 | UInt32(byte)
            if byte & 0x80 == 0 { break }
        }
        return tag
    }

    /// `dol`: a data object list filled with values.
    static func dol(_ item: VectorItem) throws -> [String: Any] {
        let list = try item.hex("dol")
        var data: [UInt8] = []
        var reader = DataObjectList(0..<list.count)
        while let entry = try reader.next(in: list.span) {
            let value = try item.optionalHex("values." + TLVTag.name(entry.tag)) ?? []
            let format: DataFormat =
                value.isEmpty || TLVTag.isConstructed(entry.tag) ? .binary : TagDictionary.format(of: entry.tag)
            let known = TLVTag.isConstructed(entry.tag) ? [] : value
            DataObjectList.append(known.span, format: format, length: entry.length, to: &data)
        }
        return ["data": Hex.text(data)]
    }

    /// `sm3`, `sha1`, `sm4`, `sm2-verify`.
    static func crypto(_ item: VectorItem) throws -> [String: Any] {
        switch item.kind {
        case "sm3": return ["digest": Hex.text(Digest.hash(.sm3, try item.hex("inputs.message_hex")))]
        case "sm4":
            let block = try item.hex("inputs.block")
            let key = try item.hex("inputs.key")
            guard block.count == 16, key.count == 16 else { throw VectorItem.MissingInput(path: "inputs") }
            return ["cipher": Hex.text(SM4.encryptBlock(block, key: key))]
        case "sm2-verify":
            let xy = try item.hex("inputs.public_key")
            let identifier = Array(try item.text("inputs.id_ascii").utf8)
            guard let key = SM2PublicKey(xy.span) else { return ["valid": false] }
            let verification = SM2Verification()
            let message = try item.hex("inputs.message_hex")
            let signature = try item.hex("inputs.signature")
            verification.start(key, id: identifier)
            verification.update(message.span)
            return [
                "valid": verification.finish(signature: signature.span), "za": Hex.text(key.za(id: identifier)),
            ]
        default: throw VectorItem.MissingInput(path: "kind")
        }
    }

    /// `sha1`: the rule of a CA key's check value, on a key of the list or of the store made of it.
    static func checkValueRule(
        _ item: VectorItem, keys: [VectorItem], store: CAPublicKeyStore
    ) throws -> [String: Any] {
        let rid = try item.text("inputs.rid")
        let index = try item.text("inputs.index")
        let exponent = try item.hex("inputs.exponent")
        let identity = try item.keyIdentity(rid: "inputs.rid", index: "inputs.index")
        var modulus: [UInt8]?
        if let key = keys.first(where: { $0.value("rid") as? String == rid && $0.value("index") as? String == index }) {
            // A list may hold numbers that are no key; their check value is one all the same.
            modulus = try key.hex("modulus")
        } else if case .rsa(let key)? = store.key(identity)?.material {
            modulus = key.modulusBytes
        }
        guard let modulus else { throw VectorItem.MissingInput(path: "the key \(rid) \(index) in a key list") }
        return ["sha1": Hex.text(CAPublicKeyStore.checkValue(identity, modulus: modulus, exponent: exponent))]
    }

    /// A key of a key list: its check value and size; an SM2 key must lie on the curve.
    static func caKey(_ item: VectorItem) throws -> [String: Any] {
        let identity = try item.keyIdentity(rid: "rid", index: "index")
        var store = CAPublicKeyStore()
        if item.value("algorithm") as? String == "SM2" || item.value("modulus") == nil {
            try store.add(sm2: identity, xy: try item.hex("public_key"), role: .unknown)
            return ["usable": true]
        }
        let modulus = try item.hex("modulus")
        let exponent = try item.hex("exponent")
        return [
            "bits": modulus.count * 8,
            "sha1": Hex.text(CAPublicKeyStore.checkValue(identity, modulus: modulus, exponent: exponent)),
        ]
    }
}
