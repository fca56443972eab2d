import TestSupport
import Testing

@testable import CardCrypto

struct CurveSignatureTests {
    // RFC 6979, A.2.5.
    private static let scalar = bytes("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")
    private static let xy = bytes(
        """
        60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6
        7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299
        """)

    @Test(arguments: [
        (
            "sample",
            """
            EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716
            F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8
            """
        ),
        (
            "test",
            """
            F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367
            019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083
            """
        ),
    ])
    func publishedECDSA(text: String, expected: String) throws {
        let message = Array(text.utf8)
        let pair = try #require(ECDSAP256PrivateKey(scalar: Self.scalar))
        let key = try #require(ECDSAP256PublicKey(Self.xy))
        #expect(pair.publicKey == Self.xy)
        #expect(pair.sign(message) == bytes(expected))
        #expect(key.verify(message, signature: bytes(expected)))
        let signature = bytes(expected)
        for bit in 0..<512 {
            #expect(!key.verify(message, signature: flipping(bit, of: signature)))
            #expect(ECDSAP256PublicKey(flipping(bit, of: Self.xy)) == nil)
        }
        for bit in 0..<message.count * 8 {
            #expect(!key.verify(flipping(bit, of: message), signature: signature))
        }
    }

    @Test func ecdsaRefusals() throws {
        var generator = SplitMix64(seed: 12)
        let pair = ECDSAP256PrivateKey.generate(using: &generator)
        let key = try #require(ECDSAP256PublicKey([4] + pair.publicKey))
        #expect(key.xy == pair.publicKey)
        #expect(ECDSAP256PrivateKey(scalar: pair.scalar) == pair)
        for prefix: UInt8 in [0, 2, 3, 5, 6, 7] { #expect(ECDSAP256PublicKey([prefix] + pair.publicKey) == nil) }
        #expect(ECDSAP256PublicKey([]) == nil)
        #expect(ECDSAP256PublicKey([UInt8](repeating: 0, count: 64)) == nil)
        #expect(ECDSAP256PublicKey([4]) == nil)
        let signature = pair.sign([1, 2, 3])
        let order = EllipticCurve.p256.order.bytes(length: 32)
        let zero = [UInt8](repeating: 0, count: 32)
        let refused = [
            zero + signature.suffix(32), signature.prefix(32) + zero, order + signature.suffix(32),
            signature.prefix(32) + order, Array(signature.dropLast()), signature + [0], [],
        ]
        #expect(key.verify([1, 2, 3], signature: signature))
        for bytes in refused { #expect(!key.verify([1, 2, 3], signature: bytes)) }
        #expect(ECDSAP256PrivateKey(scalar: zero) == nil)
        #expect(ECDSAP256PrivateKey(scalar: order) == nil)
        #expect(ECDSAP256PrivateKey(scalar: [1]) == nil)
    }

    @Test(arguments: [
        // RFC 8032, 7.1, tests 1 to 3.
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            """
            e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555
            fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
            """
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            """
            92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
            085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
            """
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            """
            6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac
            18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
            """
        ),
    ])
    func publishedEd25519(seed: String, publicKey: String, text: String, expected: String) throws {
        let (message, signature) = (bytes(text), bytes(expected))
        let pair = try #require(Ed25519PrivateKey(seed: bytes(seed)))
        let key = try #require(Ed25519PublicKey(bytes(publicKey)))
        #expect(pair.publicKey == key.bytes)
        #expect(pair.sign(message) == signature)
        #expect(key.verify(message, signature: signature))
        for bit in 0..<512 { #expect(!key.verify(message, signature: flipping(bit, of: signature))) }
        for bit in 0..<message.count * 8 {
            #expect(!key.verify(flipping(bit, of: message), signature: signature))
        }
        #expect(!key.verify(message + [0], signature: signature))
        for bit in 0..<256 {
            let other = try #require(Ed25519PublicKey(flipping(bit, of: key.bytes)))
            #expect(!other.verify(message, signature: signature))
        }
    }

    /// RFC 8032, 5.1.7: S must be below the group's order, or a signature could be changed into another valid one.
    @Test func ed25519Refusals() throws {
        var generator = SplitMix64(seed: 13)
        let pair = Ed25519PrivateKey.generate(using: &generator)
        let key = try #require(Ed25519PublicKey(pair.publicKey))
        let signature = pair.sign([1])
        let order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        var (malleable, carry) = (signature, 0)
        for index in 0..<32 {
            carry += Int(signature[32 + index]) + Int(order[index])
            malleable[32 + index] = UInt8(carry & 0xFF)
            carry >>= 8
        }
        #expect(key.verify([1], signature: signature))
        #expect(!key.verify([1], signature: malleable))
        for bytes in [[], Array(signature.dropLast()), signature + [0]] { #expect(!key.verify([1], signature: bytes)) }
        #expect(Ed25519PublicKey([1, 2, 3]) == nil)
        #expect(Ed25519PrivateKey(seed: generator.bytes(31)) == nil)
        #expect(Ed25519PrivateKey(seed: generator.bytes(33)) == nil)
        #expect(Ed25519PrivateKey(seed: pair.seed)?.publicKey == pair.publicKey)
    }
}
