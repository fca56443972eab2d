import CardCrypto
import TestSupport
import Testing

/// Public keys in all their forms, and bounds on signatures.
struct CompressedKeyTests {
    @Test("compressed, with 04 in front and bare are one key, on both curves")
    func forms() throws {
        var random = SplitMix64(seed: 33)
        for _ in 0..<50 {
            for (xy, read) in [
                (SM2PrivateKey.generate(using: &random).publicKey, { SM2PublicKey(encoded: $0.span)?.xy }),
                (ECDSAP256PrivateKey.generate(using: &random).publicKey, { ECDSAP256PublicKey(encoded: $0.span)?.xy }),
            ] as [([UInt8], ([UInt8]) -> [UInt8]?)] {
                for form in [CurveBounds.compressed(xy), [0x04] + xy, xy] { #expect(read(form) == xy) }
                // The other Y of the same X.
                var other = CurveBounds.compressed(xy)
                other[0] ^= 1
                #expect(read(other).map { Array($0.prefix(32)) == Array(xy.prefix(32)) && $0 != xy } == true)
                let short = Array(xy.prefix(32))
                let wrong: [[UInt8]] = [[0x05] + xy, [0x04] + short, Array(xy.dropLast()), xy + [0], [], [0x02]]
                for bytes in wrong { #expect(read(bytes) == nil) }
            }
        }
    }

    @Test("an X that is not below the prime is refused, though it would be a point's modulo the prime")
    func largeX() {
        // 2^256 - 1 - p of SM2 is below 2^225; p + that X is the same field element.
        let large = [0x02] + [UInt8](repeating: 0xFF, count: 32)
        #expect(SM2PublicKey(encoded: large.span) == nil && ECDSAP256PublicKey(encoded: large.span) == nil)
        #expect(!CurveBounds.sm2.isCompressedPoint(large.span) && !CurveBounds.p256.isCompressedPoint(large.span))
    }

    @Test("one context checks Ed25519 signatures of several keys, each by its own")
    func severalKeys() {
        var random = SplitMix64(seed: 5)
        let (first, second) = (Ed25519PrivateKey.generate(using: &random), Ed25519PrivateKey.generate(using: &random))
        let message: [UInt8] = [1, 2, 3]
        let verification = Ed25519Verification()
        for (signer, key, isGood) in [
            (first, first, true), (second, second, true), (first, second, false), (second, first, false),
        ] {
            guard let key = Ed25519PublicKey(key.publicKey) else { return }
            let signature = signer.sign(message)
            verification.start()
            verification.update(message.span)
            let result = verification.finish(key, signature: signature.span)
            #expect(result == isGood)
        }
    }
}
