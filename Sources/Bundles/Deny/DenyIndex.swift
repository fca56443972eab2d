/// The entries of a deny list as 64-bit keyed hashes, looked up in the file itself.
///
/// - **Shape**: a filter answers most of those who are not listed. A bucket index of a MiB at most leads to some sorted
///   keys, and the key's own bits to the place among them: what is waited for is one piece of memory. No allocation, no
///   lock. A key that is not listed is taken for a listed one with a chance of entries / 2^64.
/// - **Limits**: ``DenyLayout``.
/// - **Errors**: making one checks everything that a look-up relies on, so that no index or filter can hide an entry or
///   lead out of the file; ``DenyFault`` with the offset in the payload. What signs for the bytes has been checked
///   before.
package struct DenyIndex: Sendable {
    package let layout: DenyLayout
    /// The key that its entries are hashes by.
    package let key: DenyTokenKey
    /// The version of the full list that it changes; 0: it is one.
    package let base: UInt64
    private let file: MappedFile
    private let start: Int
    /// Where the token key's check value stands.
    static let checkValueOffset = 16
    /// So many keys around the place where a key should be are looked at first: of 38 keys a bucket, as with ten
    /// million, one in 270 stands farther away, of 64, the most, one in 40.
    private static let around = 16

    /// The index in a file, from an offset to its end.
    package init(_ file: MappedFile, from start: Int) throws(DenyFault) {
        self.file = file
        self.start = start
        let found = file.count - start
        guard found >= DenyLayout.page,
            file.bytes(start..<start + 8) == DenyIndexBuilder.magic, file.half(at: start + 12) == 0
        else { throw .notIndex }
        key = DenyTokenKey(number: file.half(at: start + 8), checkValue: file.word(at: start + Self.checkValueOffset))
        let (listed, unlisted) = (file.word(at: start + 24), file.word(at: start + 32))
        base = file.word(at: start + 40)
        guard listed <= UInt64(DenyLayout.mostListed) else { throw .tooMany(limit: DenyLayout.mostListed) }
        guard unlisted <= UInt64(DenyLayout.mostUnlisted) else { throw .tooMany(limit: DenyLayout.mostUnlisted) }
        // A full list takes nothing off.
        guard base != 0 || unlisted == 0 else { throw .wrongBase }
        layout = DenyLayout(listed: Int(listed), unlisted: Int(unlisted))
        guard found == layout.bytes else { throw .wrongSize(expected: layout.bytes, found: found) }
        try checkGaps()
        try checkListed()
        try checkUnlisted()
    }

    /// How many bytes are mapped for it.
    package var mappedBytes: Int { file.count }

    /// Whether a key is among those that it lists.
    package func lists(_ key: UInt64) -> Bool {
        guard layout.listed > 0, mayList(key) else { return false }
        return isListed(key)
    }

    /// The same without the filter, for comparison.
    package func isListed(_ key: UInt64) -> Bool {
        let entry = start + layout.indexStart + 4 * layout.bucket(of: key)
        let (first, end) = (Int(file.half(at: entry)), Int(file.half(at: entry + 4)))
        guard first < end else { return false }
        return has(key, first, end, start + layout.listedStart, near: first + layout.place(of: key, among: end - first))
    }

    /// The same by bisection alone, for comparison.
    package func isListedByBisection(_ key: UInt64) -> Bool {
        has(key, 0, layout.listed, start + layout.listedStart)
    }

    /// Whether a key is among those that it takes off its base.
    package func unlists(_ key: UInt64) -> Bool { has(key, 0, layout.unlisted, start + layout.unlistedStart) }

    /// Whether the filter lets a key through: always if it is listed.
    package func mayList(_ key: UInt64) -> Bool {
        let block = start + layout.filterStart + layout.block(of: key)
        var missing: UInt64 = 0
        for pair in 0..<4 {
            let bits = UInt64(DenyFilter.bit(key, 2 * pair)) | UInt64(DenyFilter.bit(key, 2 * pair + 1)) << 32
            missing |= bits & ~file.word(at: block + 8 * pair)
        }
        return missing == 0
    }

    /// All listed keys, ascending.
    package var listed: [UInt64] { keys(from: layout.listedStart, layout.listed) }
    /// All keys that it takes off its base, ascending.
    package var unlisted: [UInt64] { keys(from: layout.unlistedStart, layout.unlisted) }

    private func keys(from offset: Int, _ count: Int) -> [UInt64] {
        (0..<count).map { file.word(at: start + offset + 8 * $0) }
    }

    /// The same around where the key should be, as keys are as good as random, and by bisection only where it is not.
    ///
    /// What lies around is looked at as a whole, whatever bucket it is of: its lines are then waited for together, and
    /// no branch hangs on one.
    @inline(__always)
    private func has(_ key: UInt64, _ first: Int, _ end: Int, _ keys: Int, near place: Int) -> Bool {
        guard layout.listed >= Self.around else { return has(key, first, end, keys) }
        let low = min(max(place - Self.around / 2, 0), layout.listed - Self.around)
        if file.holds(key, among: Self.around, from: keys + 8 * low) { return true }
        let high = low + Self.around
        if low > first, file.word(at: keys + 8 * low) > key { return has(key, first, low, keys) }
        if high < end, file.word(at: keys + 8 * (high - 1)) < key { return has(key, high, end, keys) }
        return false
    }

    @inline(__always)
    private func has(_ key: UInt64, _ first: Int, _ end: Int, _ keys: Int) -> Bool {
        var (low, high) = (first, end)
        while low < high {
            let middle = (low + high) / 2
            if file.word(at: keys + 8 * middle) < key { low = middle + 1 } else { high = middle }
        }
        return low < end && file.word(at: keys + 8 * low) == key
    }

    // MARK: Checks

    private func checkGaps() throws(DenyFault) {
        let parts = [
            (48, layout.listedStart), (layout.listedStart + 8 * layout.listed, layout.unlistedStart),
            (layout.unlistedStart + 8 * layout.unlisted, layout.indexStart),
            (layout.indexStart + 4 * ((1 << layout.bucketBits) + 1), layout.filterStart),
            (layout.filterStart + (32 << layout.filterBits), layout.bytes),
        ]
        for (from, to) in parts where !file.isZero(start + from..<start + to) { throw .notEmpty(at: from) }
    }

    /// Keys ascend, each bucket begins where it says, and the filter knows every key.
    private func checkListed() throws(DenyFault) {
        var last: UInt64 = 0
        // The next bucket whose start is to be looked at.
        var bucket = 0
        for index in 0..<layout.listed {
            let at = layout.listedStart + 8 * index
            let key = file.word(at: start + at)
            guard index == 0 || key > last else { throw .notSorted(at: at) }
            last = key
            try checkBuckets(&bucket, through: layout.bucket(of: key), index)
            guard mayList(key) else { throw .wrongFilter(at: at) }
        }
        try checkBuckets(&bucket, through: 1 << layout.bucketBits, layout.listed)
    }

    private func checkBuckets(_ bucket: inout Int, through last: Int, _ count: Int) throws(DenyFault) {
        while bucket <= last {
            let at = layout.indexStart + 4 * bucket
            guard Int(file.half(at: start + at)) == count else { throw .wrongIndex(at: at) }
            bucket += 1
        }
    }

    private func checkUnlisted() throws(DenyFault) {
        var last: UInt64 = 0
        for index in 0..<layout.unlisted {
            let at = layout.unlistedStart + 8 * index
            let key = file.word(at: start + at)
            guard index == 0 || key > last else { throw .notSorted(at: at) }
            guard !lists(key) else { throw .contradiction(at: at) }
            last = key
        }
    }
}
