import CAllocationCounter
import QRTickets
import TestSupport
import Testing

/// The set of shown codes: it answers as a dictionary with naive rules does, and forgets only what is over.
@Suite(.serialized)
struct ReplayTableTests {
    private static let start: UInt32 = 1_795_392_000
    private static let lane = ReplayHolder(device: "gate-1", lane: 0)

    private static func key(_ number: Int) -> ReplayKey {
        var random = SplitMix64(seed: UInt64(number))
        return ReplayKey(high: random.next(), low: random.next())
    }

    /// Keys of which many begin their search at one place, so that gaps are closed across the table's end.
    private static func crowded(_ number: Int) -> ReplayKey {
        ReplayKey(high: UInt64(number) << 32, low: number % 3 == 0 ? UInt64.max : UInt64(number % 5))
    }

    private struct Different: Error {
        let what: String
    }

    /// What the table must do, said plainly.
    private struct Naive {
        let capacity: Int
        var entries: [ReplayKey: ReplayEntry] = [:]
        /// The latest second that a reservation was made at.
        var latest: UInt32 = 0

        func mayBeGone(_ entry: ReplayEntry) -> Bool { entry.expires + ReplayLifetime.keptSeconds < latest }

        /// Codes that must be there.
        var live: Int { entries.values.count { !mayBeGone($0) } }
    }

    @Test(arguments: [(1, 3), (2, 8), (7, 30), (64, 200), (500, 900), (4000, 20_000)], [false, true])
    func againstADictionary(size: (capacity: Int, keys: Int), isCrowded: Bool) throws {
        var random = SplitMix64(seed: UInt64(size.capacity))
        var table = ReplayTable(capacity: size.capacity)
        var naive = Naive(capacity: size.capacity)
        let holders = (0..<3).map { ReplayHolder(device: "gate-\($0)", lane: $0) }
        var now = Self.start
        var refusals = 0
        // The naive table counts its codes anew at each reservation.
        let steps = runsLongTests || size.capacity < 100 ? 100_000 : 12_000
        for step in 0..<steps {
            // The clock is set back now and then.
            now = random.oneIn(500) ? now - UInt32(random.below(900)) : now + UInt32(random.oneIn(4) ? 1 : 0)
            let number = random.below(size.keys)
            let key = isCrowded ? Self.crowded(number) : Self.key(number)
            let holder = random.one(of: holders)
            if let stood = naive.entries[key], table.entry(of: key) == nil {
                guard naive.mayBeGone(stood) else { throw Different(what: "step \(step): a live code was forgotten") }
                naive.entries[key] = nil
            }
            guard table.entry(of: key) == naive.entries[key] else { throw Different(what: "step \(step): entry") }
            switch random.below(4) {
            case 0, 1: refusals += reserve(key, holder, now, &table, &naive, random.below(400))
            case 2:
                let stood = naive.entries[key]
                let done = (try? table.confirm(key, for: holder, sequence: UInt64(number))) != nil
                let expected = stood?.holder == holder
                guard done == expected else { throw Different(what: "step \(step): confirm") }
                if done, let stood {
                    naive.entries[key] = ReplayEntry(
                        holder: holder, time: stood.time, expires: stood.expires, sequence: UInt64(number))
                }
            default:
                let stood = naive.entries[key]
                let done = (try? table.release(key, for: holder)) != nil
                let expected = stood == nil || (stood?.holder == holder && stood?.sequence == nil)
                guard done == expected else { throw Different(what: "step \(step): release") }
                if done { naive.entries[key] = nil }
            }
        }
        #expect(table.count <= size.capacity)
        #expect(size.keys < 4 * size.capacity || refusals > 0 || size.capacity > 500)
        for (key, entry) in naive.entries where !naive.mayBeGone(entry) { #expect(table.entry(of: key) == entry) }
    }

    /// One reservation in both; 1: the table refused because it was full.
    private func reserve(
        _ key: ReplayKey, _ holder: ReplayHolder, _ now: UInt32, _ table: inout ReplayTable, _ naive: inout Naive,
        _ life: Int
    ) -> Int {
        let expires = now + UInt32(life)
        do throws(ReplayStoreFailure) {
            let stood = try table.reserve(key, for: holder, now: now, expires: expires)
            #expect(stood == naive.entries[key])
            if stood == nil {
                naive.latest = max(naive.latest, now)
                naive.entries[key] = ReplayEntry(holder: holder, time: now, expires: expires, sequence: nil)
            }
            return 0
        } catch {
            naive.latest = max(naive.latest, now)
            #expect(error.kind == .full)
            #expect(naive.entries[key] == nil)
            // It may refuse only where every place is taken by a code that is live now. Counting is slow: not each
            // time.
            if now % 32 == 0 {
                let live = naive.entries.values.count { !ReplayLifetime.isOver(expires: $0.expires, now: now) }
                #expect(live >= naive.capacity)
            }
            return 1
        }
    }

    @Test func aFullTableRefusesAndKeepsAll() throws {
        var table = ReplayTable(capacity: 100)
        for number in 0..<100 {
            let stood = try table.reserve(
                Self.key(number), for: Self.lane, now: Self.start, expires: Self.start + UInt32(number))
            #expect(stood == nil)
        }
        let late = Self.start + ReplayLifetime.keptSeconds
        #expect(throws: ReplayStoreFailure.self) {
            try table.reserve(Self.key(100), for: Self.lane, now: late, expires: late)
        }
        for number in 0..<100 { #expect(table.entry(of: Self.key(number)) != nil) }
        // One second later the first is over.
        let stood = try table.reserve(Self.key(100), for: Self.lane, now: late + 1, expires: late + 60)
        #expect(stood == nil && table.count == 100 && table.entry(of: Self.key(0)) == nil)
    }

    /// A clock that was years ahead: its codes block themselves and, in a full table, nothing.
    @Test func codesFromTheFuture() throws {
        var table = ReplayTable(capacity: 10)
        let future = Self.start + 3 * 365 * 86_400
        for number in 0..<10 {
            _ = try table.reserve(Self.key(number), for: Self.lane, now: future, expires: future + 60)
        }
        let again = try table.reserve(Self.key(3), for: Self.lane, now: Self.start, expires: Self.start + 60)
        #expect(again?.time == future)
        let fresh = try table.reserve(Self.key(77), for: Self.lane, now: Self.start, expires: Self.start + 60)
        #expect(fresh == nil)
        // A clock that was an hour ahead: nothing is let go.
        var near = ReplayTable(capacity: 10)
        for number in 0..<10 {
            _ = try near.reserve(Self.key(number), for: Self.lane, now: Self.start + 3600, expires: Self.start + 3660)
        }
        #expect(throws: ReplayStoreFailure.self) {
            try near.reserve(Self.key(77), for: Self.lane, now: Self.start, expires: Self.start + 60)
        }
        #expect(near.count == 10)
    }

    @Test func longLivesAndManyHoldersAreRefused() throws {
        var table = ReplayTable(capacity: 1000)
        #expect(throws: ReplayStoreFailure.self) {
            try table.reserve(
                Self.key(0), for: Self.lane, now: Self.start, expires: Self.start + ReplayLifetime.mostSeconds + 1)
        }
        for lane in 0..<ReplayTable.mostHolders {
            _ = try table.reserve(
                Self.key(lane), for: ReplayHolder(device: "gate-1", lane: lane), now: Self.start,
                expires: Self.start)
        }
        do throws(ReplayStoreFailure) {
            _ = try table.reserve(
                Self.key(999), for: ReplayHolder(device: "gate-2", lane: 0), now: Self.start, expires: Self.start)
            Issue.record("a holder too many")
        } catch {
            #expect(error.kind == .holders)
        }
    }

    @Test func aStartSettlesItsOwnOpenCodes() throws {
        let store = ReplayMemory(capacity: 100)
        let other = ReplayHolder(device: "gate-2", lane: 0)
        for number in 0..<6 {
            _ = try store.reserve(
                Self.key(number), for: number < 4 ? Self.lane : other, now: Self.start, expires: Self.start + 60)
        }
        try store.confirm(Self.key(0), for: Self.lane, sequence: 7)
        let resolution = store.resolve(device: "gate-1") { $0 == Self.key(1) ? 8 : nil }
        #expect(resolution == ReplayResolution(confirmed: 1, released: 2))
        #expect((0..<6).map { store.entry(of: Self.key($0), now: Self.start)?.sequence } == [7, 8, nil, nil, nil, nil])
        #expect(store.count == 4)
        let lost = ReplayEntry(holder: Self.lane, time: Self.start, expires: Self.start + 60, sequence: 9)
        #expect(try store.restore(Self.key(2), lost) == nil)
        #expect(store.entry(of: Self.key(2), now: Self.start) == lost)
        #expect(try store.restore(Self.key(4), lost)?.holder == other)
        // What another lane of the same device let through is no other gate's, and stays that lane's.
        let known = ReplayEntry(
            holder: ReplayHolder(device: "gate-1", lane: 5), time: Self.start, expires: Self.start + 60, sequence: 8)
        #expect(Self.lane.device == "gate-1" && Self.lane.lane != 5)
        #expect(try store.restore(Self.key(1), known) == nil)
        #expect(store.entry(of: Self.key(1), now: Self.start)?.holder == Self.lane)
    }

    @Test func nothingIsAllocated() throws {
        var table = ReplayTable(capacity: 10_000)
        let keys = (0..<30_000).map(Self.key)
        let holder = Self.lane
        var counts = [UInt64](repeating: 0, count: 3)
        for number in keys.indices {
            let now = Self.start + UInt32(number / 10)
            faregate_reset_allocation_count()
            _ = try table.reserve(keys[number], for: holder, now: now, expires: now + 60)
            counts[0] += faregate_allocation_count()
            faregate_reset_allocation_count()
            try table.confirm(keys[number], for: holder, sequence: UInt64(number))
            counts[1] += faregate_allocation_count()
            faregate_reset_allocation_count()
            _ = table.entry(of: keys[number / 2])
            counts[2] += faregate_allocation_count()
        }
        #expect(counts == [0, 0, 0])
    }

    /// Threads that want the same codes: each goes to one of them.
    @Test func threads() async throws {
        let store = ReplayMemory(capacity: 20_000)
        let keys = (0..<10_000).map(Self.key)
        let taken = try await withThrowingTaskGroup(of: Int.self) { group in
            for lane in 0..<4 {
                group.addTask {
                    var taken = 0
                    for key in keys {
                        let holder = ReplayHolder(device: "gate-1", lane: lane)
                        if try store.reserve(key, for: holder, now: Self.start, expires: Self.start + 60) == nil {
                            taken += 1
                        }
                    }
                    return taken
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(taken == keys.count && store.count == keys.count)
    }

    @Test(arguments: [
        (0, 0, true), (0, 2, true), (0, 3, false), (1, 0, false), (0, -1, false), (0, -3600, false),
    ])
    func onePresentation(lane: Int, seconds: Int, expected: Bool) {
        let entry = ReplayEntry(holder: Self.lane, time: Self.start, expires: Self.start + 60, sequence: 1)
        let now = UInt32(Int(Self.start) + seconds)
        #expect(entry.isSamePresentation(holder: ReplayHolder(device: "gate-1", lane: lane), now: now) == expected)
        #expect(!entry.isSamePresentation(holder: ReplayHolder(device: "gate-2", lane: lane), now: now))
    }
}
