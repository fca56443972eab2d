/// The SM2 cases of group E of emv-cases.md.
extension CardFault {
    /// 16 bytes like the usual identity, and not it.
    private static let otherIdentity = Array("8765432187654321".utf8)
    /// Where r and s begin in `9F4B`: behind format, length, and the counter with its length.
    private static let (r, s) = (5, 37)

    private static func broken(_ variant: String, _ what: String, _ changes: FaultChange...) -> CardFault {
        CardFault("QP-E24-\(variant)", "SM2: \(what)", .quickPassSM2, changes)
    }

    static let sm2: [CardFault] = [
        CardFault("QP-E22", "good card with RSA and SM2", .quickPassSM2),
        broken("id", "another identity in the signature", .signature(.identity(otherIdentity))),
        broken("id-card", "another identity in the card certificate", .certificate(.card, .identity(otherIdentity))),
        broken(
            "id-issuer", "another identity in the issuer certificate", .certificate(.issuer, .identity(otherIdentity))),
        broken(
            "static", "a signed record altered", .image(.signsStaticData), .records(.exclusiveOr(0x9F07, at: 1, 0x01))),
        broken("off-curve", "card key off the curve", .certificate(.card, .keyExclusiveOr(at: -1, 0x01))),
        broken("off-curve-issuer", "issuer key off the curve", .certificate(.issuer, .keyExclusiveOr(at: -1, 0x01))),
        broken("r-zero", "r = 0", .processing(.overwrite(0x9F4B, at: r, [UInt8](repeating: 0, count: 32)))),
        broken("s-zero", "s = 0", .processing(.overwrite(0x9F4B, at: s, [UInt8](repeating: 0, count: 32)))),
        broken("r-order", "r = n", .processing(.overwrite(0x9F4B, at: r, SM2Order.bytes))),
        broken("s-order", "s = n", .processing(.overwrite(0x9F4B, at: s, SM2Order.bytes))),
        broken("sum-order", "r + s = n", .processing(.complementSM2(0x9F4B))),
        broken("bit", "one bit of the card certificate flipped", .records(.exclusiveOr(0x9F46, at: -1, 0x01))),
        CardFault("QP-E25", "good card with RSA and SM2, for a reader without SM2", .quickPassSM2),
        CardFault(
            "QP-E25-sm2-only", "card with SM2 alone: refuses a reader without it", .quickPassSM2,
            .image(.algorithms([.sm2]))),
    ]
}
