import Testing

@testable import CardCrypto

struct RSATests {
    @Test(arguments: [512, 896, 1152, 1408, 1984, 2048], [3, 65537])
    func signsAndRecovers(bits: Int, exponent: Int) throws {
        var generator = SplitMix64(seed: UInt64(bits))
        let key = RSAPrivateKey.generate(bits: bits, exponent: UInt32(exponent), using: &generator)
        #expect(key.modulus.count == bits / 8 && key.modulus[0] >= 0x80)
        let kept = try #require(RSAPublicKey(key.modulus, key.exponent))
        let workspace = RSAWorkspace()
        for _ in 0..<10 {
            let block = [0x6A] + generator.bytes(key.modulus.count - 1)
            let signature = key.sign(block)
            #expect(workspace.recover(signature, kept, key.modulus, key.exponent) == block)
        }
    }
}
