/// The block cipher SM4 (GB/T 32907-2016); key and block have 16 bytes.
package enum SM4 {
    package static let blockLength = 16

    package static func encryptBlock(_ block: [UInt8], key: [UInt8]) -> [UInt8] {
        transform(block, key: key, .encrypt)
    }

    package static func decryptBlock(_ block: [UInt8], key: [UInt8]) -> [UInt8] {
        transform(block, key: key, .decrypt)
    }

    /// The last block of a CBC encryption: 16 bytes.
    ///
    /// - **Limits**: `padded` is one or more whole blocks; cut the result as the protocol says.
    package static func cbcMAC(
        _ padded: [UInt8], key: [UInt8], iv: [UInt8] = [UInt8](repeating: 0, count: 16)
    ) -> [UInt8] {
        precondition(!padded.isEmpty && iv.count == blockLength, "a MAC needs a block and a whole IV")
        return Array(CipherOperation(.sm4CBC, .encrypt, key: key, iv: iv).transform(padded).suffix(blockLength))
    }

    private static func transform(
        _ block: [UInt8], key: [UInt8], _ direction: CipherOperation.Direction
    ) -> [UInt8] {
        precondition(block.count == blockLength, "SM4 takes blocks of 16 bytes")
        return CipherOperation(.sm4ECB, direction, key: key, iv: nil).transform(block)
    }
}
