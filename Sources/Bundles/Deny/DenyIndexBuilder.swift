/// Makes the payload of a deny list.
///
/// - **Limits**: ``DenyLayout/mostListed``, ``DenyLayout/mostUnlisted``; four times the payload in memory.
/// - **Errors**: ``DenyFault`` for too many entries.
package enum DenyIndexBuilder {
    static let magic = Array("FGDENY2\n".utf8)

    /// A full list, or with `base` a change of the full list of that version. Order and repetitions do not matter.
    package static func payload(
        listed: [UInt64], unlisted: [UInt64] = [], key: DenyTokenKey, base: UInt64 = 0
    ) throws(DenyFault) -> [UInt8] {
        let listed = distinct(listed)
        let unlisted = distinct(unlisted)
        guard listed.count <= DenyLayout.mostListed else { throw .tooMany(limit: DenyLayout.mostListed) }
        guard unlisted.count <= DenyLayout.mostUnlisted else { throw .tooMany(limit: DenyLayout.mostUnlisted) }
        let layout = DenyLayout(listed: listed.count, unlisted: unlisted.count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(layout.bytes)
        bytes += magic
        bytes.append(number: key.number)
        bytes.append(number: 0 as UInt32)
        bytes.append(number: key.checkValue)
        bytes.append(number: UInt64(listed.count))
        bytes.append(number: UInt64(unlisted.count))
        bytes.append(number: base)
        fill(&bytes, to: layout.listedStart)
        bytes.append(contentsOf: listed)
        fill(&bytes, to: layout.unlistedStart)
        bytes.append(contentsOf: unlisted)
        fill(&bytes, to: layout.indexStart)
        bytes.append(contentsOf: index(listed, layout))
        fill(&bytes, to: layout.filterStart)
        bytes.append(contentsOf: filter(listed, layout))
        fill(&bytes, to: layout.bytes)
        return bytes
    }

    /// What turns one full list into another: both sorted and without repetitions.
    package static func change(
        from old: [UInt64], to new: [UInt64]
    ) -> (listed: [UInt64], unlisted: [UInt64]) {
        var (listed, unlisted): ([UInt64], [UInt64]) = ([], [])
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if right == new.count || (left < old.count && old[left] < new[right]) {
                unlisted.append(old[left])
                left += 1
            } else if left == old.count || new[right] < old[left] {
                listed.append(new[right])
                right += 1
            } else {
                left += 1
                right += 1
            }
        }
        return (listed, unlisted)
    }

    /// Sorted, each once.
    package static func distinct(_ keys: [UInt64]) -> [UInt64] {
        var sorted = keys
        sorted.sort()
        var kept = 0
        for index in sorted.indices where index == 0 || sorted[index] != sorted[kept - 1] {
            sorted[kept] = sorted[index]
            kept += 1
        }
        sorted.removeLast(sorted.count - kept)
        return sorted
    }

    /// How many keys come before each bucket.
    private static func index(_ keys: [UInt64], _ layout: DenyLayout) -> [UInt32] {
        var starts = [UInt32](repeating: 0, count: (1 << layout.bucketBits) + 1)
        for key in keys { starts[layout.bucket(of: key) + 1] += 1 }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        return starts
    }

    private static func filter(_ keys: [UInt64], _ layout: DenyLayout) -> [UInt32] {
        var words = [UInt32](repeating: 0, count: 8 << layout.filterBits)
        for key in keys {
            let block = layout.block(of: key) / 4
            for word in 0..<8 { words[block + word] |= DenyFilter.bit(key, word) }
        }
        return words
    }

    private static func fill(_ bytes: inout [UInt8], to count: Int) {
        bytes.append(contentsOf: repeatElement(0, count: count - bytes.count))
    }
}
