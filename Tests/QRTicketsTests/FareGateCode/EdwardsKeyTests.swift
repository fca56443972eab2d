import CardCrypto
import QRTickets
import TestSupport
import Testing

/// Which 32 bytes are an Ed25519 key for codes.
struct EdwardsKeyTests {
    /// The eight points of small order: of order 1, 2, 4 (two) and 8 (four).
    static let smallOrder: [[UInt8]] = [
        hexBytes("0100000000000000000000000000000000000000000000000000000000000000"),
        hexBytes("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        hexBytes("0000000000000000000000000000000000000000000000000000000000000000"),
        hexBytes("0000000000000000000000000000000000000000000000000000000000000080"),
        hexBytes("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        hexBytes("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
        hexBytes("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        hexBytes("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
    ]
    /// y = 2: x² is no square.
    static let noPoint = hexBytes("0200000000000000000000000000000000000000000000000000000000000000")

    @Test("points of small order, other encodings of points, and no points at all are no keys")
    func refused() {
        let encodings = [
            // y = p + 1 and p: 1 and 0 written longer; x = 0 with a sign.
            hexBytes("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
            hexBytes("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
            hexBytes("0100000000000000000000000000000000000000000000000000000000000080"), CurveNumbers.largest,
        ]
        for bytes in Self.smallOrder + encodings + [Self.noPoint, [], [UInt8](repeating: 3, count: 31)] {
            #expect(CodeKey(.ed25519, bytes.span) == nil, "\(bytes)")
        }
    }

    @Test("made keys are keys, with their sign turned too; RFC 8032, 7.1, test 1 is one")
    func taken() {
        var random = SplitMix64(seed: 25519)
        for _ in 0..<200 {
            var bytes = Ed25519PrivateKey.generate(using: &random).publicKey
            #expect(CodeKey(.ed25519, bytes.span) != nil)
            bytes[31] ^= 0x80
            #expect(CodeKey(.ed25519, bytes.span) != nil)
        }
        let published = hexBytes("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        #expect(CodeKey(.ed25519, published.span) != nil)
    }

    @Test("about half of all numbers are the y of a point")
    func randomBytes() {
        var random = SplitMix64(seed: 1)
        var points = 0
        for _ in 0..<400 {
            var bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
            bytes[31] &= 0x3F
            if CodeKey(.ed25519, bytes.span) != nil { points += 1 }
        }
        #expect((150...250).contains(points))
    }
}
