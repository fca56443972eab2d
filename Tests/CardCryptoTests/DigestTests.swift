import TestSupport
import Testing

@testable import CardCrypto

struct DigestTests {
    @Test(arguments: [
        // FIPS 180-4, examples of NIST's "Cryptographic Standards and Guidelines".
        (DigestAlgorithm.sha1, "abc", "a9993e36 4706816a ba3e2571 7850c26c 9cd0d89d"),
        (
            .sha1, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e44 1c3bd26e baae4aa1 f95129e5 e54670f1"
        ),
        (.sha1, "", "da39a3ee 5e6b4b0d 3255bfef 95601890 afd80709"),
        (.sha256, "abc", "ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad"),
        (
            .sha256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61 d20638b8 e5c02693 0c3e6039 a33ce459 64ff2167 f6ecedd4 19db06c1"
        ),
        // GB/T 32905-2016, annex A, examples 1 and 2.
        (.sm3, "abc", "66c7f0f4 62eeedd9 d1f2d46b dc10e4e2 4167c487 5cf2f7a2 297da02b 8f4ba8e0"),
        (
            .sm3, "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
            "debe9ff9 2275b8a1 38604889 c18e5a4d 6fdb70e5 387e5765 293dcba3 9c0c5732"
        ),
    ])
    func published(algorithm: DigestAlgorithm, message: String, expected: String) {
        let digest = Digest.hash(algorithm, Array(message.utf8))
        #expect(digest == bytes(expected))
        #expect(digest.count == algorithm.length)
    }

    /// However a message is cut, the digest is the same, and a kept digest does not remember the last message.
    @Test(arguments: DigestAlgorithm.allCases)
    func inPieces(algorithm: DigestAlgorithm) {
        var generator = SplitMix64(seed: 1)
        let digest = Digest(algorithm)
        var output: [UInt8] = []
        for length in 0..<200 {
            let message = generator.bytes(length)
            digest.start()
            digest.update([0x55].span)
            digest.start()
            let cut = Int(generator.next() % UInt64(length + 1))
            digest.update(Array(message[..<cut]).span)
            digest.update([UInt8]().span)
            digest.update(Array(message[cut...]).span)
            digest.finish(into: &output)
            #expect(output == Digest.hash(algorithm, message))
        }
    }
}
