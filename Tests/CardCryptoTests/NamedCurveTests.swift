import CardCrypto
import Testing

/// ECDSA over any of the tickets' curves: own keys, points that are none, numbers out of range.
struct NamedCurveTests {
    /// X of each curve's base point in SEC 2 and its prime's and order's last words, from which bad points are made.
    private static let baseX: [NamedCurve: String] = [
        .p256: "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296",
        .secp256k1: "79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798",
        .secp192k1: "DB4FF10EC057E9AE26B07D0280B7F4341DA5D1B1EAE06C7D",
    ]

    @Test("compressed points of every curve; other first bytes and lengths are none", arguments: NamedCurve.allCases)
    func points(curve: NamedCurve) throws {
        let x = hex(try #require(Self.baseX[curve]))
        #expect(ECDSAPublicKey([2] + x, on: curve) != nil && ECDSAPublicKey([3] + x, on: curve) != nil)
        for first: UInt8 in [0, 1, 4, 5, 6, 7, 0xFF] { #expect(ECDSAPublicKey([first] + x, on: curve) == nil) }
        #expect(ECDSAPublicKey(x, on: curve) == nil && ECDSAPublicKey([], on: curve) == nil)
        #expect(ECDSAPublicKey([2] + x + [0], on: curve) == nil && ECDSAPublicKey([0], on: curve) == nil)
        #expect(ECDSAPublicKey([2] + x.dropLast(), on: curve) == nil)
        // 2^n - 1 is above every one of the primes.
        #expect(ECDSAPublicKey([2] + x.map { _ in 0xFF }, on: curve) == nil)
        for other in NamedCurve.allCases where other.fieldLength != curve.fieldLength {
            #expect(ECDSAPublicKey([2] + x, on: other) == nil)
        }
    }

    @Test("half of all X have no point")
    func noPoint() {
        for curve in NamedCurve.allCases {
            let found = (1...64).filter { number in
                let x = [UInt8](repeating: 0, count: curve.fieldLength - 1) + [UInt8(number)]
                return ECDSAPublicKey([2] + x, on: curve) != nil
            }
            #expect((16...48).contains(found.count), "\(curve)")
        }
    }

    @Test("whole points, of which one bit is changed, are none")
    func wholePoints() throws {
        let key = try #require(ECDSAP256PrivateKey(scalar: [UInt8](repeating: 3, count: 32)))
        let point = [4] + key.publicKey
        #expect(ECDSAPublicKey(point, on: .p256) != nil)
        for bit in 0..<(point.count * 8) {
            var changed = point
            changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            #expect(ECDSAPublicKey(changed, on: .p256) == nil)
        }
    }

    @Test("a signature in DER holds for its message and key, and with no bit changed")
    func signature() throws {
        let signer = try #require(ECDSAP256PrivateKey(scalar: [UInt8](repeating: 3, count: 32)))
        let other = try #require(ECDSAP256PrivateKey(scalar: [UInt8](repeating: 4, count: 32)))
        let key = try #require(ECDSAPublicKey([4] + signer.publicKey, on: .p256))
        let otherKey = try #require(ECDSAPublicKey([4] + other.publicKey, on: .p256))
        let message = Array("a ticket".utf8)
        let der = try #require(PairEncoding.bytes(signer.sign(message)))
        #expect(key.verify(message, .sha256, der: der))
        #expect(!key.verify(message, .sha1, der: der) && !key.verify(message + [0], .sha256, der: der))
        #expect(!otherKey.verify(message, .sha256, der: der))
        #expect(!key.verify(message, .sha256, der: der + [0]) && !key.verify(message, .sha256, der: []))
        for bit in 0..<(der.count * 8) {
            var changed = der
            changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            #expect(!key.verify(message, .sha256, der: changed), "bit \(bit)")
        }
    }

    @Test("r and s from the order on are no signature, though their remainders are")
    func range() throws {
        let order = hex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")
        let signer = try #require(ECDSAP256PrivateKey(scalar: [UInt8](repeating: 3, count: 32)))
        let key = try #require(ECDSAPublicKey([4] + signer.publicKey, on: .p256))
        let message = Array("a ticket".utf8)
        let rs = signer.sign(message)
        for pair: [UInt8] in [order + rs.suffix(32), rs.prefix(32) + order, rs.map { _ in 0xFF }] {
            let der = try #require(PairEncoding.bytes(pair))
            #expect(!key.verify(message, .sha256, der: der))
        }
    }

    private func hex(_ text: String) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
