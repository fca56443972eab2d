import Bundles
import CAllocationCounter
import TestSupport
import Testing

/// The deny index against a set, and against whoever writes lies into it.
struct DenyIndexTests {
    private static let key = Authority.tokenKey

    private static func parsed(_ payload: [UInt8]) throws -> DenyIndex {
        try DenyIndex(try #require(MappedFile(copying: payload)), from: 0)
    }

    private static func index(
        _ listed: [UInt64], unlisted: [UInt64] = [], base: UInt64 = 0
    ) throws -> DenyIndex {
        try parsed(DenyIndexBuilder.payload(listed: listed, unlisted: unlisted, key: key, base: base))
    }

    /// So many random keys, and lists whose keys crowd together; every key, its neighbours and strangers are asked.
    @Test(arguments: [0, 1, 2, 3, 4, 5, 31, 32, 33, 64, 1000, 4097], [64, 20, 4])
    func againstASet(count: Int, bits: UInt64) throws {
        var random = SplitMix64(seed: UInt64(count) + bits)
        let keys = (0..<count).map { _ in (random.next() >> (64 - bits)) << (random.oneIn(2) ? 64 - bits : 0) }
        let oracle = Set(keys)
        let index = try Self.index(keys)
        #expect(index.layout.listed == oracle.count && index.listed == oracle.sorted())
        var asked = [0, UInt64.max] + (0..<500).map { _ in random.next() }
        for key in keys.prefix(500) { asked += [key, key &+ 1, key &- 1, key ^ 1 << 63] }
        for key in asked {
            #expect(index.lists(key) == oracle.contains(key), "\(key)")
            #expect(
                index.isListed(key) == oracle.contains(key) && index.isListedByBisection(key) == oracle.contains(key))
            if oracle.contains(key) { #expect(index.mayList(key)) }
        }
    }

    /// A full list and a change of it against sets; millions of questions with FAREGATE_LONG_TESTS=1.
    @Test func changesAgainstASet() throws {
        var random = SplitMix64(seed: 5)
        let count = runsLongTests ? 1_000_000 : 3000
        for round in 0..<(runsLongTests ? 4 : 3) {
            let old = (0..<count).map { _ in random.next() }
            let new = old.filter { _ in !random.oneIn(20) } + (0..<count / 20).map { _ in random.next() }
            let change = DenyIndexBuilder.change(
                from: DenyIndexBuilder.distinct(old), to: DenyIndexBuilder.distinct(new))
            let full = try DenyList(try Self.index(old), version: 10)
            let list = try DenyList(
                full, changedBy: try Self.index(change.listed, unlisted: change.unlisted, base: 10), version: 11)
            let oracle = Set(new)
            var wrong = 0
            for key in old where list.lists(key) != oracle.contains(key) { wrong += 1 }
            for key in new where !list.lists(key) { wrong += 1 }
            for _ in 0..<count {
                let key = random.next()
                if list.lists(key) != oracle.contains(key) { wrong += 1 }
            }
            #expect(wrong == 0, "round \(round)")
            #expect(list.version == 11 && (runsLongTests || list.listed == oracle.sorted()))
        }
    }

    /// A change of another list, of a change, or under another key.
    @Test func changesThatDoNotBelong() throws {
        let full = try DenyList(try Self.index([1, 2]), version: 10)
        let change = try Self.index([3], base: 10)
        #expect(throws: DenyFault.wrongBase) { try DenyList(full, changedBy: Self.index([3], base: 9), version: 11) }
        #expect(throws: DenyFault.wrongBase) { try DenyList(change, version: 10) }
        let changed = try DenyList(full, changedBy: change, version: 11)
        #expect(throws: DenyFault.wrongBase) { try DenyList(changed, changedBy: change, version: 12) }
        let other = try DenyIndexBuilder.payload(listed: [3], key: DenyTokenKey(number: 2, checkValue: 2), base: 10)
        #expect(throws: DenyFault.wrongBase) { try DenyList(full, changedBy: Self.parsed(other), version: 11) }
    }

    /// Facts, order, gaps, buckets and filter, each with one byte or word changed.
    @Test func lies() throws {
        var random = SplitMix64(seed: 8)
        let keys = DenyIndexBuilder.distinct((0..<100).map { _ in random.next() })
        let sound = try DenyIndexBuilder.payload(listed: keys, unlisted: [5, 9], key: Self.key, base: 3)
        func fault(_ change: (inout [UInt8]) -> Void) -> DenyFault? {
            var bytes = sound
            change(&bytes)
            do throws(DenyFault) {
                guard let file = MappedFile(copying: bytes) else { return nil }
                _ = try DenyIndex(file, from: 0)
                return nil
            } catch {
                return error
            }
        }
        #expect(fault { _ in } == nil)
        #expect(fault { $0[0] ^= 1 } == .notIndex && fault { $0[12] = 1 } == .notIndex)
        #expect(fault { $0 = [] } == .notIndex && fault { $0.removeLast(4096) } != nil)
        #expect(fault { $0[31] = 0x7F } == .tooMany(limit: DenyLayout.mostListed))
        #expect(fault { $0[39] = 0xFF } == .tooMany(limit: DenyLayout.mostUnlisted))
        #expect(fault { $0[40] = 0 } == .wrongBase)
        #expect(fault { $0[25] = 9 } == .wrongSize(expected: 36_864, found: sound.count))
        #expect(fault { $0[48] = 1 } == .notEmpty(at: 48))
        #expect(fault { $0.swapAt(4096 + 7, 4096 + 15) } != nil)
        // Every byte of the parts: nothing may pass that would let a look-up miss a key.
        var missed = 0
        for at in stride(from: 0, to: sound.count, by: runsLongTests ? 1 : 13) {
            var bytes = sound
            bytes[at] ^= 1 << UInt8(random.below(8))
            guard let file = MappedFile(copying: bytes), let index = try? DenyIndex(file, from: 0) else { continue }
            for key in index.listed where !index.lists(key) || !index.isListed(key) { missed += 1 }
        }
        #expect(missed == 0)
    }

    /// Random bytes behind a sound beginning are refused, or are an index that finds what it lists.
    @Test func randomBytes() throws {
        for seed in UInt64(0)..<16 {
            var random = SplitMix64(seed: seed)
            for _ in 0..<1000 {
                var bytes = Array("FGDENY2\n".utf8) + random.bytes(random.below(64))
                bytes += [UInt8](repeating: 0, count: 4096 * random.below(6))
                guard let file = MappedFile(copying: bytes), let index = try? DenyIndex(file, from: 0) else { continue }
                #expect(index.listed.allSatisfy(index.lists))
            }
        }
    }

    @Test func tooMany() {
        let many = [UInt64](0...UInt64(DenyLayout.mostUnlisted))
        #expect(throws: DenyFault.tooMany(limit: DenyLayout.mostUnlisted)) {
            try DenyIndexBuilder.payload(listed: [], unlisted: many, key: Self.key, base: 1)
        }
    }

    /// Ten million entries stay below 120 MiB.
    @Test func sizes() {
        let layout = DenyLayout(listed: 10_000_000, unlisted: 0)
        #expect(layout.bytes + BundleHead.length <= 120 << 20)
        #expect(DenyLayout(listed: 1 << 24, unlisted: 1 << 20).bytes <= DenyLayout.mostBytes)
    }

    @Test func noAllocationInALookUp() throws {
        var random = SplitMix64(seed: 2)
        let keys = (0..<1000).map { _ in random.next() }
        let full = try DenyList(try Self.index(keys), version: 10)
        let list = try DenyList(full, changedBy: try Self.index([4], unlisted: [keys[0]], base: 10), version: 11)
        let asked = keys + (0..<1000).map { _ in random.next() }
        var found = 0
        for key in asked where list.lists(key) { found += 1 }
        faregate_reset_allocation_count()
        for index in 0..<asked.count where list.lists(asked[index]) { found += 1 }
        #expect(faregate_allocation_count() == 0)
        #expect(found == 2 * 999)
    }
}
