import QRTickets
import SmartCard

/// Checker of Alipay's codes: form, times and both signatures.
enum AlipayCodeVectors {
    static func results(_ item: VectorItem) throws -> [String: VectorValue] {
        let bytes = try item.payload()
        guard let now = (item.value("now") as? Int).flatMap({ UInt32(exactly: $0) }) else {
            throw VectorItem.MissingInput(path: "now")
        }
        var policy = CodePolicy()
        policy.formats = [.alipay, .city]
        policy.longestValiditySeconds = 600
        let validator = CodeValidator(roots: RootStore(), policy: policy, alipayKeys: try keys(item))
        let result = try validator.validate(bytes.span, at: CodeClock(now: now)).result
        guard result == .accept else { return ["expect": .text(result.rawValue)] }
        return ["expect": .text("accept"), "fields": .object(fields(of: try AlipayCode.parse(bytes.span), bytes))]
    }

    /// The issuers' keys, under names such as `alg1_secp256k1_key0`.
    private static func keys(_ item: VectorItem) throws -> AlipayKeyStore {
        var store = AlipayKeyStore()
        guard let named = item.value("context.keys") as? [String: Any] else {
            throw VectorItem.MissingInput(path: "keys")
        }
        for name in named.keys.sorted() {
            let parts = name.split(separator: "_")
            let algorithm: AlipayCode.Algorithm
            switch parts.dropLast() {
            case ["alg1", "secp256k1"]: algorithm = .ecdsa
            case ["alg2", "sm2"]: algorithm = .sm2
            default: throw VectorItem.MissingInput(path: "keys.\(name)")
            }
            guard let last = parts.last, last.hasPrefix("key"), let number = UInt8(last.dropFirst(3)),
                store.add(algorithm, number: number, point: try item.hex("context.keys.\(name)"))
            else { throw VectorItem.MissingInput(path: "keys.\(name)") }
        }
        return store
    }

    private static func fields(of code: AlipayCode, _ bytes: [UInt8]) -> [String: VectorValue] {
        func text(_ range: Range<Int>) -> VectorValue { .text(String(decoding: bytes[range], as: UTF8.self)) }
        return [
            "prefix": CodeVectors.hex(bytes[code.prefix]), "version": .number(Int(bytes[code.start])),
            "algorithm": .number(code.algorithm.rawValue), "keyId": .number(Int(code.keyNumber)),
            "part1Length": .number(code.partOne.count), "userId": text(code.account),
            "authExpiry": .number(Int(code.authorisedUntil)), "validitySeconds": .number(Int(code.validitySeconds)),
            "amountLimitFen": .number(Int(code.limitFen)), "identity": CodeVectors.hex(bytes[code.identity]),
            "platform": CodeVectors.hex(bytes[code.platform]), "reserved": CodeVectors.hex(bytes[code.reserved]),
            "userPublicKey": CodeVectors.hex(bytes[code.userKey]), "cardType": text(code.cardType),
            "cardNo": text(code.cardNumber), "cardData": CodeVectors.hex(bytes[code.cardData]),
            "generatedAt": .number(Int(code.generated)),
        ]
    }
}
