import Foundation
import TestSupport
import Testing

@testable import CardCrypto

/// The memory in use after thousands of operations, good and bad, is what it was before.
@Suite(.serialized)
struct LeakTests {
    /// A leaked key or context is 100 bytes or more, and so 100 kB in a thousand loops.
    private static let tolerance = 48 << 10

    @Test func cheapOperations() throws {
        var generator = SplitMix64(seed: 1)
        let pair = RSAPrivateKey.generate(bits: 512, exponent: 3, using: &generator)
        let sm2 = SM2PrivateKey.generate(using: &generator)
        let text = generator.bytes(64)
        let growth = try leastGrowth(rounds: 10, loops: 1000) {
            let workspace = RSAWorkspace()
            _ = RSAPublicKey(pair.modulus, pair.exponent).map {
                workspace.recover(text, $0, pair.modulus, pair.exponent)
            }
            _ = pair.sign([0] + text.dropFirst())
            _ = Digest.hash(.sm3, text)
            _ = HMAC.sha256(text, key: text)
            _ = TripleDES.retailMAC(text, key: Array(text.prefix(16)))
            _ = SM4.cbcMAC(text, key: Array(text.prefix(16)))
            _ = SM2PublicKey(sm2.publicKey)?.za(id: text)
            _ = SM2PublicKey(text)
        }
        #expect(growth < Self.tolerance)
    }

    @Test func curveOperations() throws {
        var generator = SplitMix64(seed: 2)
        let (sm2, ecdsa) = (
            SM2PrivateKey.generate(using: &generator), ECDSAP256PrivateKey.generate(using: &generator)
        )
        let ed25519 = Ed25519PrivateKey.generate(using: &generator)
        let (text, receiver) = (generator.bytes(64), generator.bytes(32))
        let publicKey = try #require(SealedBox.publicKey(of: receiver))
        let growth = try leastGrowth(rounds: 10, loops: 100) {
            _ = SM2PublicKey(sm2.publicKey)?.verifies(sm2.sign(text), of: text)
            _ = SM2PublicKey(sm2.publicKey)?.verifies(text, of: text)
            _ = ECDSAP256PublicKey(ecdsa.publicKey)?.verify(text, signature: ecdsa.sign(text))
            _ = Ed25519PublicKey(ed25519.publicKey)?.verify(text, signature: ed25519.sign(text))
            let box = SealedBox.seal(text, to: publicKey, context: [1], using: &generator) ?? []
            _ = SealedBox.open(box, privateKey: receiver, context: [1])
            _ = SealedBox.open(box, privateKey: receiver, context: [2])
        }
        #expect(growth < Self.tolerance)
    }

    /// Bytes by which the process grows in the best of some rounds: other tests' threads share its memory, but a leak
    /// shows in every round.
    private func leastGrowth(rounds: Int, loops: Int, _ body: () -> Void) throws -> Int {
        var least = Int.max
        for _ in 0..<rounds {
            let before = try residentBytes()
            for _ in 0..<loops { body() }
            least = min(least, try residentBytes() - before)
        }
        return least
    }

    /// The second field of /proc/self/statm, in pages.
    private func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return try #require(Int(text.split(separator: " ")[1])) * 4096
    }
}
