import CAllocationCounter
import TestSupport
import Testing

@testable import CardCrypto

/// What an operation allocates once it has been done before: nothing of ours; the rest is libcrypto's own.
@Suite(.serialized)
struct AllocationTests {
    @Test(arguments: [(1984, 3), (1408, 3), (1984, 65537), (1152, 65537)])
    func recovery(bits: Int, exponent: UInt32) throws {
        var generator = SplitMix64(seed: 1)
        let pair = RSAPrivateKey.generate(bits: bits, exponent: exponent, using: &generator)
        let key = try #require(RSAPublicKey(pair.modulus, pair.exponent))
        let signature = pair.sign([0x6A] + generator.bytes(bits / 8 - 1))
        let (modulus, exponentBytes) = (pair.modulus, pair.exponent)
        let workspace = RSAWorkspace()
        var output: [UInt8] = []
        var works = true
        let kept = allocations {
            works = workspace.recover(signature.span, with: key, into: &output) && works
        }
        let once = allocations {
            works =
                workspace.recover(signature.span, modulus: modulus.span, exponent: exponentBytes.span, into: &output)
                && works
        }
        #expect(works)
        #expect(kept == 0)
        #expect(once == 0)
    }

    /// libcrypto makes a new state at every start of a digest.
    @Test(arguments: DigestAlgorithm.allCases)
    func digest(algorithm: DigestAlgorithm) {
        let digest = Digest(algorithm)
        let message = [UInt8](repeating: 5, count: 200)
        var output: [UInt8] = []
        let count = allocations {
            digest.start()
            digest.update(message.span)
            digest.finish(into: &output)
        }
        #expect(count <= 1)
    }

    @Test func keyedHash() {
        let hash = KeyedHash(key: [1, 2, 3])
        let message = [UInt8](repeating: 5, count: 19)
        var output: [UInt8] = []
        let count = allocations { hash.hash(message.span, into: &output) }
        #expect(count <= 2)
    }

    /// libcrypto 3.0 allocates some 160 times for the arithmetic on the curve.
    @Test func sm2() throws {
        var generator = SplitMix64(seed: 2)
        let pair = SM2PrivateKey.generate(using: &generator)
        let key = try #require(SM2PublicKey(pair.publicKey))
        let message = generator.bytes(100)
        let signature = pair.sign(message)
        let verification = SM2Verification()
        var works = true
        let identifier = SM2.defaultIdentifier
        let start = allocations {
            verification.start(key, id: identifier)
            verification.update(message.span)
        }
        let whole = allocations {
            verification.start(key, id: identifier)
            verification.update(message.span)
            works = verification.finish(signature: signature.span) && works
        }
        #expect(works)
        #expect(start <= 2)
        #expect(whole <= 200)
    }

    /// The most that one of ten calls allocates after three.
    private func allocations(_ body: () -> Void) -> UInt64 {
        for _ in 0..<3 { body() }
        var most: UInt64 = 0
        for _ in 0..<10 {
            faregate_reset_allocation_count()
            body()
            most = max(most, faregate_allocation_count())
        }
        return most
    }
}
