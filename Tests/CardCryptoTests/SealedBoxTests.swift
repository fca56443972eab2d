import TestSupport
import Testing

@testable import CardCrypto

struct SealedBoxTests {
    /// RFC 7748, 6.1.
    @Test func publishedKeyAgreement() {
        let first = bytes("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
        let second = bytes("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")
        let firstPublic = bytes("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a")
        let secondPublic = bytes("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")
        let secret = bytes("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")
        #expect(SealedBox.publicKey(of: first) == firstPublic)
        #expect(SealedBox.publicKey(of: second) == secondPublic)
        #expect(X25519.sharedSecret(privateKey: first, publicKey: secondPublic) == secret)
        #expect(X25519.sharedSecret(privateKey: second, publicKey: firstPublic) == secret)
    }

    /// RFC 5869, A.1 and A.3.
    @Test func publishedKeyDerivation() {
        let secret = [UInt8](repeating: 0x0B, count: 22)
        #expect(
            KeyDerivation.bytes(42, secret: secret, salt: Array(0x00...0x0C), info: Array(0xF0...0xF9))
                == bytes(
                    """
                    3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf
                    34007208d5b887185865
                    """))
        #expect(
            KeyDerivation.bytes(42, secret: secret, salt: [], info: [])
                == bytes(
                    """
                    8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d
                    9d201395faa4b61a96c8
                    """))
    }

    @Test(arguments: [0, 1, 15, 16, 17, 100, 5000])
    func opensWhatItSealed(length: Int) throws {
        var generator = SplitMix64(seed: UInt64(length))
        let receiver = generator.bytes(32)
        let publicKey = try #require(SealedBox.publicKey(of: receiver))
        let (plaintext, context) = (generator.bytes(length), Array("acquirer".utf8))
        let box = try #require(SealedBox.seal(plaintext, to: publicKey, context: context, using: &generator))
        let second = try #require(SealedBox.seal(plaintext, to: publicKey, context: context, using: &generator))
        #expect(box.count == length + SealedBox.overhead)
        #expect(box.prefix(32) != second.prefix(32))
        #expect(SealedBox.open(box, privateKey: receiver, context: context) == plaintext)
        #expect(SealedBox.open(second, privateKey: receiver, context: context) == plaintext)
        #expect(SealedBox.open(box, privateKey: receiver, context: []) == nil)
        #expect(SealedBox.open(box, privateKey: generator.bytes(32), context: context) == nil)
        #expect(SealedBox.open(box, privateKey: Array(receiver.dropLast()), context: context) == nil)
        let bare = try #require(SealedBox.seal(plaintext, to: publicKey, context: [], using: &generator))
        #expect(SealedBox.open(bare, privateKey: receiver, context: []) == plaintext)
    }

    /// Any bit changed, the top bit of the ephemeral key included, which X25519 itself ignores; any length cut.
    @Test func noticesEveryBit() throws {
        var generator = SplitMix64(seed: 21)
        let receiver = generator.bytes(32)
        let publicKey = try #require(SealedBox.publicKey(of: receiver))
        let box = try #require(SealedBox.seal(generator.bytes(19), to: publicKey, context: [1], using: &generator))
        for bit in 0..<box.count * 8 {
            #expect(SealedBox.open(flipping(bit, of: box), privateKey: receiver, context: [1]) == nil, "bit \(bit)")
        }
        for length in 0..<box.count {
            #expect(SealedBox.open(Array(box.prefix(length)), privateKey: receiver, context: [1]) == nil)
        }
        #expect(SealedBox.open(box + [0], privateKey: receiver, context: [1]) == nil)
    }

    /// Points of low order, with which any private key shares the same secret (RFC 7748, 6.1).
    @Test(arguments: [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ])
    func refusesLowOrder(point: String) {
        var generator = SplitMix64(seed: 22)
        let publicKey = bytes(point)
        #expect(SealedBox.seal([1], to: publicKey, context: [], using: &generator) == nil)
        let box = publicKey + generator.bytes(20)
        #expect(SealedBox.open(box, privateKey: generator.bytes(32), context: []) == nil)
    }

    @Test func refusesLengths() {
        var generator = SplitMix64(seed: 23)
        for length in [0, 31, 33, 64] {
            let key = generator.bytes(length)
            #expect(SealedBox.seal([1], to: key, context: [], using: &generator) == nil)
            #expect(SealedBox.publicKey(of: key) == nil)
        }
    }
}
