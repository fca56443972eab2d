@testable import CardCrypto

// The macros of swift-testing cannot take a Span apart, so tests call with arrays.

extension RSAPublicKey {
    convenience init?(_ modulus: [UInt8], _ exponent: [UInt8]) {
        self.init(modulus: modulus.span, exponent: exponent.span)
    }
}

extension RSAWorkspace {
    /// By the kept key and by the key used once, which must agree; nil if both refuse.
    func recover(_ signature: [UInt8], _ key: RSAPublicKey, _ modulus: [UInt8], _ exponent: [UInt8]) -> [UInt8]? {
        var (kept, once): ([UInt8], [UInt8]) = ([1, 2, 3], [4, 5])
        let keptWorks = recover(signature.span, with: key, into: &kept)
        let onceWorks = recover(signature.span, modulus: modulus.span, exponent: exponent.span, into: &once)
        precondition(keptWorks == onceWorks && kept == once, "the two ways to recover disagree")
        precondition(keptWorks || kept.isEmpty, "a refused recovery leaves bytes behind")
        return keptWorks ? kept : nil
    }

    func recover(_ signature: [UInt8], modulus: [UInt8], exponent: [UInt8]) -> [UInt8]? {
        var output: [UInt8] = [1]
        return recover(signature.span, modulus: modulus.span, exponent: exponent.span, into: &output) ? output : nil
    }
}

extension SM2PublicKey {
    convenience init?(_ xy: [UInt8]) { self.init(xy.span) }

    func verifies(_ signature: [UInt8], of message: [UInt8], id: [UInt8] = SM2.defaultIdentifier) -> Bool {
        let verification = SM2Verification()
        verification.start(self, id: id)
        verification.update(message.span)
        return verification.finish(signature: signature.span)
    }
}
