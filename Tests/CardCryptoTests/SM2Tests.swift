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
}
