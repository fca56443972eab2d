/// DES with a key of two halves, and single DES, as purses and older cards use them (FIPS 46-3, ISO 9797-1).
///
/// Single DES is not in libcrypto's default provider: it is done as encrypt-decrypt-encrypt with equal halves, where
/// the first two steps cancel.
package enum TripleDES {
    package static let blockLength = 8
    private static let singleKeyLength = 8

    /// ECB of whole blocks; the key has 16 bytes.
    package static func encrypt(_ blocks: [UInt8], key: [UInt8]) -> [UInt8] {
        CipherOperation(.tripleDESECB, .encrypt, key: key, iv: nil).transform(blocks)
    }

    /// ECB of whole blocks; the key has 16 bytes.
    package static func decrypt(_ blocks: [UInt8], key: [UInt8]) -> [UInt8] {
        CipherOperation(.tripleDESECB, .decrypt, key: key, iv: nil).transform(blocks)
    }

    /// The last block of a CBC encryption, 8 bytes: single DES with a key of 8 bytes, two-key with 16.
    ///
    /// - **Limits**: `padded` is one or more whole blocks; cut the result as the protocol says.
    package static func cbcMAC(
        _ padded: [UInt8], key: [UInt8], iv: [UInt8] = [UInt8](repeating: 0, count: 8)
    ) -> [UInt8] {
        precondition(!padded.isEmpty && iv.count == blockLength, "a MAC needs a block and a whole IV")
        let key = key.count == singleKeyLength ? key + key : key
        return Array(CipherOperation(.tripleDESCBC, .encrypt, key: key, iv: iv).transform(padded).suffix(blockLength))
    }

    /// ISO 9797-1, algorithm 3 (page not read): single DES with the first half in all blocks but the last, both halves
    /// in that. 8 bytes; the key has 16.
    package static func retailMAC(_ padded: [UInt8], key: [UInt8]) -> [UInt8] {
        precondition(key.count == 2 * singleKeyLength, "a retail MAC takes both halves of a key")
        let (first, last) = (Array(padded.dropLast(blockLength)), Array(padded.suffix(blockLength)))
        if first.isEmpty { return cbcMAC(last, key: key) }
        return cbcMAC(last, key: key, iv: cbcMAC(first, key: Array(key.prefix(singleKeyLength))))
    }

    /// ISO 9797-1, padding method 2: `80`, then `00` to a whole block of 8.
    package static func padded80(_ bytes: [UInt8]) -> [UInt8] {
        let zeros = blockLength - 1 - bytes.count % blockLength
        return bytes + [0x80] + [UInt8](repeating: 0, count: zeros)
    }
}
