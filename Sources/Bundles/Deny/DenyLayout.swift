/// Where the parts of a deny index lie, which follows from how many entries it has.
///
/// - **Shape**: a page of facts, the listed keys, the unlisted keys, the bucket index, the filter; each from a page's
///   start on, zeros in between. See `Docs/bundles.md`.
/// - **Limits**: ``mostListed``, ``mostUnlisted``.
package struct DenyLayout: Hashable, Sendable {
    /// The most listed keys.
    package static let mostListed = 1 << 24
    /// The most keys that a change takes off a list.
    package static let mostUnlisted = 1 << 20
    /// Bytes of the largest index.
    package static let mostBytes = DenyLayout(listed: mostListed, unlisted: mostUnlisted).bytes
    static let page = 4096

    package let listed: Int
    package let unlisted: Int
    /// The index has an entry for each value of so many first bits of a key, and one more.
    let bucketBits: Int
    /// The filter has 2 to this power blocks of 32 bytes.
    let filterBits: Int
    let listedStart: Int
    let unlistedStart: Int
    let indexStart: Int
    let filterStart: Int
    /// Bytes of the whole.
    package let bytes: Int

    /// The layout for so many keys.
    package init(listed: Int, unlisted: Int) {
        self.listed = listed
        self.unlisted = unlisted
        // 32 to 64 keys a bucket, so that the index of a long list takes one MiB; 16 to 32 keys a block of 256 bits.
        let magnitude = listed <= 1 ? 0 : Int.bitWidth - (listed - 1).leadingZeroBitCount
        bucketBits = max(0, magnitude - 6)
        filterBits = max(0, magnitude - 5)
        listedStart = Self.page
        unlistedStart = listedStart + Self.paged(8 * listed)
        indexStart = unlistedStart + Self.paged(8 * unlisted)
        filterStart = indexStart + Self.paged(4 * ((1 << bucketBits) + 1))
        bytes = filterStart + Self.paged(32 << filterBits)
    }

    static func paged(_ bytes: Int) -> Int { (bytes + page - 1) / page * page }

    /// The bucket of a key.
    @inline(__always)
    func bucket(of key: UInt64) -> Int { bucketBits == 0 ? 0 : Int(key >> UInt64(64 - bucketBits)) }

    /// Where a key should stand among so many of its bucket, by the bits after those that name the bucket.
    @inline(__always)
    func place(of key: UInt64, among count: Int) -> Int {
        Int(truncatingIfNeeded: (((key << UInt64(bucketBits)) >> 32) &* UInt64(count)) >> 32)
    }

    /// Where the filter's block of a key begins.
    @inline(__always)
    func block(of key: UInt64) -> Int { filterBits == 0 ? 0 : Int(key >> UInt64(64 - filterBits)) * 32 }
}
