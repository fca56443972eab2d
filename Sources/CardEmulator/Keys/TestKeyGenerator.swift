/// The random numbers that the embedded test keys were made from: SplitMix64 over a name.
///
/// - **Source**: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014); the seed is the
///   64-bit FNV-1a hash of the key's name. Good for throw-away keys only.
package struct TestKeyGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// Begins the series that belongs to a name.
    package init(seed name: String) {
        state = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
