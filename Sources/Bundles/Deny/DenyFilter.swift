/// The split-block Bloom filter in front of a deny index: eight bits of a key in one block of 256.
///
/// - **Shape**: the block by the key's first bits, a bit in each of its eight words by the key's last 32. Keys are
///   keyed hashes, so both are as good as random, and sorted keys fill the blocks one after the other.
/// - **Source**: Putze, Sanders and Singler 2007; the multipliers are those of Apache Parquet's filter.
enum DenyFilter {
    static let multipliers: InlineArray<8, UInt32> = [
        0x47B6_137B, 0x4497_4D91, 0x8824_AD5B, 0xA2B7_289D, 0x7054_95C7, 0x2DF1_424B, 0x9EFC_4947, 0x5C6B_FB31,
    ]

    /// The bit of a key in a word of its block.
    @inline(__always)
    static func bit(_ key: UInt64, _ word: Int) -> UInt32 {
        1 << ((UInt32(truncatingIfNeeded: key) &* multipliers[word]) >> 27)
    }
}
