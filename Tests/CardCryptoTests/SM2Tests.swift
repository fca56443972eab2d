import TestSupport
import Testing

@testable import CardCrypto

struct SM2Tests {
    // GM/T 0003.5-2012, annex A: key, nonce and signature of "message digest" with the default identity.
    private static let scalar = bytes("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
    private static let xy = bytes(
        """
        09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020
        CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13
        """)
    private static let message = Array("message digest".utf8)
    private static let signature = bytes(
        """
        F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
        B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA
        """)

    @Test func publishedSignatureVerifies() throws {
        let key = try #require(SM2PublicKey(Self.xy))
        #expect(
            key.za(id: SM2.defaultIdentifier)
                == bytes("B2E14C5C79C6DF5B85F4FE7ED8DB7A262B9DA7E07CCB0EA9F4747B8CCDA8A4F3"))
        #expect(key.verifies(Self.signature, of: Self.message))
        #expect(!key.verifies(Self.signature, of: Self.message, id: Array("1234567812345679".utf8)))
        #expect(!key.verifies(Self.signature, of: Self.message, id: []))
    }

    /// Our formula gives the published numbers when it is handed the published nonce.
    @Test func publishedSignatureIsMade() throws {
        let key = try #require(SM2PrivateKey(scalar: Self.scalar))
        #expect(key.publicKey == Self.xy)
        #expect(key.scalar == Self.scalar)
        let digest = Digest.hash(.sm3, SM2PublicKey.za(id: SM2.defaultIdentifier, xy: Self.xy) + Self.message)
        #expect(digest == bytes("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640"))
        let nonce = BigNumber(bytes("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21"))
        let x = BigNumber(Array(EllipticCurve.sm2.point(nonce).prefix(32)))
        let input = SignatureInput(
            digest: BigNumber(digest), scalar: BigNumber(Self.scalar), nonce: nonce, x: x,
            order: EllipticCurve.sm2.order)
        #expect(SM2PrivateKey.signature(input, BigNumberContext()) == Self.signature)
    }

    /// Every other message, signature or key than the right one fails, bit by bit.
    @Test func noticesEveryBit() throws {
        let key = try #require(SM2PublicKey(Self.xy))
        for bit in 0..<512 {
            #expect(!key.verifies(flipping(bit, of: Self.signature), of: Self.message), "signature bit \(bit)")
            #expect(SM2PublicKey(flipping(bit, of: Self.xy)) == nil, "key bit \(bit)")
        }
        for bit in 0..<Self.message.count * 8 {
            #expect(!key.verifies(Self.signature, of: flipping(bit, of: Self.message)), "message bit \(bit)")
        }
    }

    @Test func refusesNumbersOutOfRange() throws {
        let key = try #require(SM2PublicKey(Self.xy))
        let (r, s) = (Array(Self.signature.prefix(32)), Array(Self.signature.suffix(32)))
        let order = EllipticCurve.sm2.order.bytes(length: 32)
        let zero = [UInt8](repeating: 0, count: 32)
        let ones = [UInt8](repeating: 0xFF, count: 32)
        let refused: [(String, [UInt8])] = [
            ("r = 0", zero + s), ("s = 0", r + zero), ("both 0", zero + zero), ("r = n", order + s),
            ("s = n", r + order), ("r of all ones", ones + s), ("s of all ones", r + ones), ("swapped", s + r),
            ("empty", []), ("short", Array(Self.signature.dropLast())), ("long", Self.signature + [0]),
        ]
        for (name, signature) in refused { #expect(!key.verifies(signature, of: Self.message), "\(name)") }
    }

    /// GB/T 32918.2-2016, 7.1, B5: with r + s = n the key drops out of the equation, so anybody could make this one.
    @Test func refusesASumOfTheOrder() throws {
        let key = try #require(SM2PublicKey(Self.xy))
        let (context, r, s, e, x) = (BigNumberContext(), BigNumber(), BigNumber(Self.scalar), BigNumber(), BigNumber())
        let order = EllipticCurve.sm2.order
        r.setDifference(order, s)
        x.load(EllipticCurve.sm2.point(s).span.extracting(first: 32))
        e.setDifference(r, x, modulo: order, context)
        let signature = r.bytes(length: 32) + s.bytes(length: 32)
        #expect(!isValid(signature, digest: e.bytes(length: 32), key: key))
        let digest = bytes("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640")
        #expect(isValid(Self.signature, digest: digest, key: key))
    }

    @Test func refusesWhatIsNoPoint() {
        let zero = [UInt8](repeating: 0, count: 32)
        let (x, y) = (Array(Self.xy.prefix(32)), Array(Self.xy.suffix(32)))
        let refused: [(String, [UInt8])] = [
            ("empty", []), ("short", Array(Self.xy.dropLast())), ("long", Self.xy + [0]), ("prefixed", [4] + Self.xy),
            ("zeros", zero + zero), ("swapped", y + x), ("ones", [UInt8](repeating: 0xFF, count: 64)),
            ("x = 0", zero + y), ("y = 0", x + zero),
        ]
        for (name, xy) in refused { #expect(SM2PublicKey(xy) == nil, "\(name)") }
        #expect(SM2PublicKey(Self.xy)?.xy == Self.xy)
    }

    /// (0, √b) lies on the curve; (p, √b) names the same point but is out of the field.
    @Test(arguments: [EllipticCurve.sm2, .p256])
    func refusesACoordinateOutOfTheField(curve: EllipticCurve) throws {
        let (p, root, quarter, context) = (BigNumber(), BigNumber(), BigNumber(), BigNumberContext())
        // Both curves have a = p - 3 and p = 3 modulo 4, so √b = b^((p + 1) / 4).
        p.setSum(BigNumber(Array(curve.parameters.prefix(32))), BigNumber([3]))
        quarter.setSum(p, BigNumber([1]))
        let number = quarter.bytes(length: 32)
        let halved = (0..<32).map { number[$0] >> 2 | ($0 == 0 ? 0 : number[$0 - 1] << 6) }
        root.setPower(BigNumber(Array(curve.parameters[32..<64])), BigNumber(halved), modulo: p, context)
        let y = root.bytes(length: 32)
        let accepted = [UInt8](repeating: 0, count: 32) + y
        let refused = p.bytes(length: 32) + y
        let (first, second) = (curve.key(accepted.span), curve.key(refused.span))
        #expect(first != nil)
        #expect(second == nil)
    }

    @Test func signsForItself() throws {
        var generator = SplitMix64(seed: 11)
        let (first, second) = (
            SM2PrivateKey.generate(using: &generator), SM2PrivateKey.generate(using: &generator)
        )
        let (key, other) = (try #require(SM2PublicKey(first.publicKey)), try #require(SM2PublicKey(second.publicKey)))
        for length in [0, 1, 31, 32, 55, 64, 200, 1000] {
            let message = generator.bytes(length)
            let signature = first.sign(message)
            #expect(signature == first.sign(message))
            #expect(key.verifies(signature, of: message))
            #expect(!other.verifies(signature, of: message))
            #expect(!key.verifies(signature, of: message + [0]))
            let id = generator.bytes(length)
            #expect(key.verifies(first.sign(message, id: id), of: message, id: id))
            #expect(!key.verifies(first.sign(message, id: id), of: message))
        }
        #expect(SM2PrivateKey(scalar: first.scalar) == first)
        var again = SplitMix64(seed: 11)
        #expect(SM2PrivateKey.generate(using: &again) == first)
    }

    @Test func refusesScalars() {
        let (one, order, limit) = (BigNumber([1]), EllipticCurve.sm2.order, BigNumber())
        limit.setDifference(order, one)
        #expect(SM2PrivateKey(scalar: [UInt8](repeating: 0, count: 32)) == nil)
        #expect(SM2PrivateKey(scalar: order.bytes(length: 32)) == nil)
        #expect(SM2PrivateKey(scalar: limit.bytes(length: 32)) == nil)
        limit.setDifference(limit, one)
        #expect(SM2PrivateKey(scalar: limit.bytes(length: 32)) != nil)
        #expect(SM2PrivateKey(scalar: one.bytes(length: 32)) != nil)
        #expect(SM2PrivateKey(scalar: [1]) == nil)
    }

    private func isValid(_ signature: [UInt8], digest: [UInt8], key: SM2PublicKey) -> Bool {
        PairSignature(.sm2).isValid(signature.span, digest: digest, key: key.handle)
    }
}
