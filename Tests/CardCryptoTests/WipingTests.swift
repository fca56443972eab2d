import CardCrypto
import Testing

/// Bytes that nobody needs any more are overwritten, not only forgotten.
struct WipingTests {
    @Test func theOldPlaceHoldsZeros() {
        var secret: [UInt8] = []
        secret.reserveCapacity(64)
        for byte in 1...40 as ClosedRange<UInt8> { secret.append(byte) }
        let place = unsafe secret.withUnsafeMutableBytes { $0.baseAddress }
        secret.wipe()
        #expect(secret.isEmpty && secret.capacity >= 64)
        // The array keeps its room, so that the place is still its own.
        secret.append(contentsOf: [UInt8](repeating: 0xFF, count: 1))
        let (isSame, left) = unsafe secret.withUnsafeMutableBytes { bytes in
            unsafe (
                bytes.baseAddress == place,
                (1..<40).map { unsafe bytes.baseAddress?.load(fromByteOffset: $0, as: UInt8.self) }
            )
        }
        #expect(isSame)
        #expect(left == [UInt8?](repeating: 0, count: 39))
    }
}
