import CardCrypto
import SmartCard

/// Checker of known answers of SM2, SM3 and SM4.
enum SMCryptoVectors {
    static func results(_ item: VectorItem) throws -> [String: VectorValue] {
        switch try item.text("alg") {
        case "SM3": return ["digest_hex": CodeVectors.hex(Digest.hash(.sm3, try item.hex("message_hex")))]
        case "SM4-ECB":
            let (key, block) = (try item.hex("key", count: 16), try item.hex("plaintext", count: 16))
            return ["ciphertext": CodeVectors.hex(SM4.encryptBlock(block, key: key))]
        case "SM2": return try signature(item)
        default: throw VectorItem.MissingInput(path: "alg")
        }
    }

    /// A signature, the key in every form that the item has, and the example's own secret numbers.
    private static func signature(_ item: VectorItem) throws -> [String: VectorValue] {
        let xy = try point(item)
        guard let key = SM2PublicKey(xy.span) else { throw VectorItem.MissingInput(path: "the public key") }
        let (id, message) = (Array(try item.text("user_id").utf8), try item.hex("message_hex"))
        let (r, s) = (try item.hex("r", count: 32), try item.hex("s", count: 32))
        let verification = SM2Verification()
        verification.start(key, id: id)
        verification.update(message.span)
        let isValid = verification.finish(signature: (r + s).span)
        let (za, digest) = (key.za(id: id), Digest.hash(.sm3, key.za(id: id) + message))
        var results: [String: VectorValue] = ["valid": .flag(isValid)]
        for (name, value) in [("x", Array(xy.prefix(32))), ("y", Array(xy.suffix(32))), ("za", za), ("e", digest)]
        where item.isGiven(name) { results[name] = CodeVectors.hex(value) }
        if item.isGiven("compressed") { results["compressed"] = CodeVectors.hex([2 | xy[63] & 1] + xy.prefix(32)) }
        if let scalar = try item.optionalHex("private"), SM2PrivateKey(scalar: scalar)?.publicKey == xy {
            results["private"] = CodeVectors.hex(scalar)
        }
        if let nonce = try item.optionalHex("k"), isNonce(nonce, digest: digest, r: r) {
            results["k"] = CodeVectors.hex(nonce)
        }
        return results
    }

    /// X || Y, from the first form that the item has: the others must then agree.
    private static func point(_ item: VectorItem) throws -> [UInt8] {
        if item.isGiven("x") { return try item.hex("x", count: 32) + item.hex("y", count: 32) }
        let compressed = try item.hex("compressed", count: 33)
        guard let key = SM2PublicKey(encoded: compressed.span) else {
            throw VectorItem.MissingInput(path: "compressed")
        }
        return key.xy
    }

    /// n of SM2's curve (GB/T 32918.5-2017).
    private static let order = Hex.bytes("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123") ?? []

    /// Whether r = e + x modulo n, where x is the X of k times the base point (GB/T 32918.2-2016, 6.1, A5).
    private static func isNonce(_ k: [UInt8], digest e: [UInt8], r: [UInt8]) -> Bool {
        guard let point = SM2PrivateKey(scalar: k)?.publicKey else { return false }
        let sum = sum([0] + e, [0] + point.prefix(32))
        let candidate = [0] + r
        let once = Self.sum(candidate, [0] + order)
        return sum == candidate || sum == once || sum == Self.sum(once, [0] + order)
    }

    /// The sum of two numbers of as many bytes, highest first; a carry out of the top is lost.
    private static func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var (sum, carry) = (left, 0)
        for index in left.indices.reversed() {
            let digit = Int(left[index]) + Int(right[index]) + carry
            sum[index] = UInt8(digit & 0xFF)
            carry = digit >> 8
        }
        return sum
    }
}
