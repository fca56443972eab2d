import TestSupport
import Testing

@testable import CardCrypto

struct KeyedHashTests {
    @Test(arguments: [
        // RFC 4231, 4.2, 4.3, 4.4, 4.7 and 4.8.
        (
            [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131),
            Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. "
                    + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
    ])
    func published(key: [UInt8], message: [UInt8], expected: String) {
        #expect(HMAC.sha256(message, key: key) == bytes(expected))
    }

    /// RFC 2104 written out; the kept key gives the same for every message, an empty key and message included.
    @Test func agreesWithTheDefinition() {
        var generator = SplitMix64(seed: 4)
        for keyLength in [0, 1, 16, 32, 63, 64, 65, 200] {
            let key = generator.bytes(keyLength)
            let kept = KeyedHash(key: key)
            let short = keyLength > 64 ? Digest.hash(.sha256, key) : key
            let block = short + [UInt8](repeating: 0, count: 64 - short.count)
            var output: [UInt8] = [1, 2, 3]
            for length in [0, 1, 19, 64, 200] {
                let message = generator.bytes(length)
                let inner = Digest.hash(.sha256, block.map { $0 ^ 0x36 } + message)
                let expected = Digest.hash(.sha256, block.map { $0 ^ 0x5C } + inner)
                kept.hash(message.span, into: &output)
                #expect(output == expected)
                #expect(HMAC.sha256(message, key: key) == expected)
            }
        }
    }
}
