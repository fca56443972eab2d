import TestSupport
import Testing

@testable import CardCrypto

struct CipherTests {
    /// GB/T 32907-2016, annex A, example 1.
    @Test func publishedSM4() {
        let key = bytes("0123456789ABCDEFFEDCBA9876543210")
        let cipher = bytes("681EDF34D206965E86B3E94F536E4246")
        #expect(SM4.encryptBlock(key, key: key) == cipher)
        #expect(SM4.decryptBlock(cipher, key: key) == key)
    }

    /// FIPS 81, table B1, with both halves of the key equal; FIPS 113, appendix.
    @Test func publishedDES() {
        let half = bytes("0123456789ABCDEF")
        let text = Array("Now is the time for all ".utf8)
        let cipher = bytes("3FA40E8A984D4815 6A271787AB8883F9 893D51EC4B563B53")
        #expect(TripleDES.encrypt(text, key: half + half) == cipher)
        #expect(TripleDES.decrypt(cipher, key: half + half) == text)
        #expect(TripleDES.cbcMAC(text, key: half, iv: bytes("1234567890ABCDEF")) == bytes("683788499A7C05F6"))
        let padded = Array("7654321 Now is the time for ".utf8) + [0, 0, 0, 0]
        #expect(TripleDES.cbcMAC(padded, key: half) == bytes("F1D30F6849312CA4"))
    }

    /// ISO 9797-1:1999, annex B.3, as quoted in other projects' tests (page not read).
    @Test func publishedRetailMAC() {
        let key = bytes("0123456789ABCDEF FEDCBA9876543210")
        let text = Array("Now is the time for all ".utf8)
        #expect(TripleDES.retailMAC(text, key: key) == bytes("A1C72E74EA3FA9B6"))
        #expect(TripleDES.retailMAC(TripleDES.padded80(text), key: key) == bytes("E9086230CA3BE796"))
    }

    /// CBC and the retail MAC written out with single blocks.
    @Test func agreesWithTheDefinitions() {
        var generator = SplitMix64(seed: 9)
        for blocks in 1...6 {
            let (left, right, sm4) = (generator.bytes(8), generator.bytes(8), generator.bytes(16))
            let (text, long) = (generator.bytes(8 * blocks), generator.bytes(16 * blocks))
            let (iv, longIV) = (generator.bytes(8), generator.bytes(16))
            let single = chain(text, iv: iv) { TripleDES.encrypt($0, key: left + left) }
            let double = chain(text, iv: iv) { TripleDES.encrypt($0, key: left + right) }
            #expect(TripleDES.cbcMAC(text, key: left, iv: iv) == single)
            #expect(TripleDES.cbcMAC(text, key: left + right, iv: iv) == double)
            #expect(
                SM4.cbcMAC(long, key: sm4, iv: longIV) == chain(long, iv: longIV) { SM4.encryptBlock($0, key: sm4) })
            let last = TripleDES.cbcMAC(text, key: left)
            let retail = TripleDES.encrypt(TripleDES.decrypt(last, key: right + right), key: left + left)
            #expect(TripleDES.retailMAC(text, key: left + right) == retail)
            #expect(TripleDES.decrypt(TripleDES.encrypt(text, key: sm4), key: sm4) == text)
            #expect(SM4.decryptBlock(SM4.encryptBlock(sm4, key: longIV), key: longIV) == sm4)
        }
    }

    @Test(arguments: [
        ("", "8000000000000000"), ("01", "0180000000000000"), ("01020304050607", "0102030405060780"),
        ("0102030405060708", "01020304050607088000000000000000"),
    ])
    func pads(text: String, padded: String) {
        #expect(TripleDES.padded80(bytes(text)) == bytes(padded))
    }

    private func chain(_ text: [UInt8], iv: [UInt8], encrypt: ([UInt8]) -> [UInt8]) -> [UInt8] {
        stride(from: 0, to: text.count, by: iv.count).reduce(iv) { state, start in
            encrypt(zip(state, text[start..<start + iv.count]).map { $0 ^ $1 })
        }
    }
}
