import TestSupport
import Testing

@testable import CardCrypto

/// Bytes from outside must be refused, never trap.
struct RandomBytesTests {
    @Test(arguments: 0..<16)
    func keysAndSignatures(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let workspace = RSAWorkspace()
        let key = try #require(SM2PublicKey(SM2PrivateKey.generate(using: &generator).publicKey))
        var accepted = 0
        for _ in 0..<1000 {
            let length = Int(generator.next() % 300)
            let (first, second) = (generator.bytes(length), generator.bytes(Int(generator.next() % 6)))
            if let rsa = RSAPublicKey(first, second.count < 3 ? [3] : second) {
                accepted += workspace.recover(generator.bytes(length), rsa, first, [3]) == nil ? 0 : 1
            }
            _ = workspace.recover(second, modulus: first, exponent: second)
            _ = RSAPrivateKey(primeP: Array(first.prefix(40)), primeQ: second, exponent: 3)
            if SM2PublicKey(generator.bytes(64)) != nil { Issue.record("a random point lies on the curve") }
            _ = SM2PublicKey(first)
            _ = ECDSAP256PublicKey(generator.bytes(64 + length % 2))
            _ = SM2PrivateKey(scalar: Array(first.prefix(32)))
            #expect(!key.verifies(first, of: second))
        }
        #expect(accepted > 0)
    }

    @Test(arguments: 0..<16)
    func pointsAndBoxes(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let ecdsa = try #require(ECDSAP256PublicKey(ECDSAP256PrivateKey.generate(using: &generator).publicKey))
        for _ in 0..<50 {
            let text = generator.bytes(Int(generator.next() % 100))
            let key = try #require(Ed25519PublicKey(generator.bytes(32)))
            #expect(!key.verify(text, signature: generator.bytes(64)))
            #expect(!ecdsa.verify(text, signature: generator.bytes(64)))
            #expect(SealedBox.open(text, privateKey: generator.bytes(32), context: []) == nil)
            _ = SealedBox.seal(text, to: generator.bytes(32), context: [], using: &generator)
        }
    }
}
