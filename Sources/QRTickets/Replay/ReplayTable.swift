/// A bounded set of shown codes.
///
/// - **Shape**: entries in a pool that is there from the start; their numbers in a table of open addresses, at most
///   half full, so that a look-up is two reads of memory. Each insertion looks at the next few entries of the pool,
///   round and round, and frees what is over.
/// - **Limits**: a capacity, ``mostHolders`` holders; 48 to 56 bytes a code. Nothing is allocated after the start.
/// - **Errors**: `full`, `holders`, `lifetime`, `notHeld`.
package struct ReplayTable: Sendable {
    /// Lanes of all devices that share a table.
    package static let mostHolders = 256
    /// Codes of the largest table.
    package static let mostCodes = 1 << 24
    /// Entries that an insertion looks at to free what is over.
    private static let sweep = 8
    private static let none: Int32 = -1

    private enum State: UInt8 {
        case free
        case reserved
        case confirmed
    }

    private struct Entry {
        var key = ReplayKey(high: 0, low: 0)
        var sequence: UInt64 = 0
        var time: UInt32 = 0
        var expires: UInt32 = 0
        /// The next free one.
        var next = ReplayTable.none
        var holder: UInt16 = 0
        var state = State.free
    }

    /// Codes that fit.
    package let capacity: Int
    /// Codes that are in it.
    package private(set) var count = 0
    private var entries: [Entry]
    private var slots: [Int32]
    private let mask: Int
    private var firstFree: Int32 = 0
    private var hand = 0
    private var holders: [ReplayHolder] = []
    /// No entry expires before this second, none after the other.
    private var (earliest, latest) = (UInt32.max, UInt32.min)

    /// A table for so many codes.
    package init(capacity: Int) {
        precondition((1...Self.mostCodes).contains(capacity), "the capacity of a replay table")
        self.capacity = capacity
        var size = 16
        while size < capacity * 2 { size *= 2 }
        mask = size - 1
        slots = [Int32](repeating: Self.none, count: size)
        entries = [Entry](repeating: Entry(), count: capacity)
        for index in 0..<(capacity - 1) { entries[index].next = Int32(index + 1) }
        holders.reserveCapacity(Self.mostHolders)
    }

    /// What is known of a code.
    package func entry(of key: ReplayKey) -> ReplayEntry? {
        let slot = slot(of: key)
        return slots[slot] == Self.none ? nil : entry(at: Int(slots[slot]))
    }

    /// Takes a code, or says who has it.
    package mutating func reserve(
        _ key: ReplayKey, for holder: ReplayHolder, now: UInt32, expires: UInt32
    ) throws(ReplayStoreFailure) -> ReplayEntry? {
        if let entry = entry(of: key) { return entry }
        try ReplayLifetime.check(expires: expires, now: now)
        let number = try number(of: holder, operation: "reserve")
        makeRoom(now: now)
        try insert(
            Entry(key: key, time: now, expires: expires, holder: number, state: .reserved), operation: "reserve")
        return nil
    }

    /// The tap is on record.
    package mutating func confirm(
        _ key: ReplayKey, for holder: ReplayHolder, sequence: UInt64
    ) throws(ReplayStoreFailure) {
        let slot = slot(of: key)
        guard slots[slot] != Self.none else { throw Self.notHeld("confirm") }
        let index = Int(slots[slot])
        guard holders[Int(entries[index].holder)] == holder else { throw Self.notHeld("confirm") }
        guard entries[index].state == .reserved || entries[index].sequence == sequence else {
            throw Self.notHeld("confirm")
        }
        entries[index].state = .confirmed
        entries[index].sequence = sequence
    }

    /// The code may be shown again.
    package mutating func release(_ key: ReplayKey, for holder: ReplayHolder) throws(ReplayStoreFailure) {
        let slot = slot(of: key)
        guard slots[slot] != Self.none else { return }
        let entry = entries[Int(slots[slot])]
        guard entry.state == .reserved, holders[Int(entry.holder)] == holder else { throw Self.notHeld("release") }
        remove(at: slot)
    }

    /// Settles the open codes of a device.
    package mutating func resolve(device: String, recorded: (ReplayKey) -> UInt64?) -> ReplayResolution {
        var resolution = ReplayResolution()
        for index in entries.indices
        where entries[index].state == .reserved && holders[Int(entries[index].holder)].device == device {
            if let sequence = recorded(entries[index].key) {
                entries[index].state = .confirmed
                entries[index].sequence = sequence
                resolution.confirmed += 1
            } else {
                remove(at: slot(of: entries[index].key))
                resolution.released += 1
            }
        }
        return resolution
    }

    /// Puts a code in as it is given; what another holder has there, which stays.
    package mutating func restore(_ key: ReplayKey, _ entry: ReplayEntry) throws(ReplayStoreFailure) -> ReplayEntry? {
        let slot = slot(of: key)
        if slots[slot] != Self.none {
            let index = Int(slots[slot])
            let found = self.entry(at: index)
            guard found.isSameTap(as: entry) else { return found }
            if let sequence = entry.sequence {
                entries[index].state = .confirmed
                entries[index].sequence = sequence
            }
            return nil
        }
        let number = try number(of: entry.holder, operation: "restore")
        try insert(
            Entry(
                key: key, sequence: entry.sequence ?? 0, time: entry.time, expires: entry.expires, holder: number,
                state: entry.sequence == nil ? .reserved : .confirmed), operation: "restore")
        return nil
    }

    /// Takes a code out, whoever has it.
    package mutating func remove(_ key: ReplayKey) {
        let slot = slot(of: key)
        if slots[slot] != Self.none { remove(at: slot) }
    }

    /// Frees what is over among the next entries; where nothing is free, among all.
    package mutating func makeRoom(now: UInt32) {
        for _ in 0..<min(Self.sweep, capacity) {
            hand = hand + 1 == capacity ? 0 : hand + 1
            if isOver(hand, now: now) { remove(at: slot(of: entries[hand].key)) }
        }
        guard firstFree == Self.none,
            ReplayLifetime.isOver(expires: earliest, now: now) || ReplayLifetime.isFarAhead(expires: latest, now: now)
        else { return }
        var (least, most) = (UInt32.max, UInt32.min)
        for index in entries.indices where entries[index].state != .free {
            if isOver(index, now: now) || ReplayLifetime.isFarAhead(expires: entries[index].expires, now: now) {
                remove(at: slot(of: entries[index].key))
            } else {
                least = min(least, entries[index].expires)
                most = max(most, entries[index].expires)
            }
        }
        (earliest, latest) = (least, most)
    }
}

extension ReplayTable {
    private static func notHeld(_ operation: String) -> ReplayStoreFailure {
        ReplayStoreFailure(.notHeld, operation: operation, reason: "this lane does not hold the code")
    }

    private func isOver(_ index: Int, now: UInt32) -> Bool {
        entries[index].state != .free && ReplayLifetime.isOver(expires: entries[index].expires, now: now)
    }

    private func entry(at index: Int) -> ReplayEntry {
        let entry = entries[index]
        return ReplayEntry(
            holder: holders[Int(entry.holder)], time: entry.time, expires: entry.expires,
            sequence: entry.state == .confirmed ? entry.sequence : nil)
    }

    private func home(_ key: ReplayKey) -> Int { Int(truncatingIfNeeded: key.high ^ key.low) & mask }

    /// Where a code is, or would be.
    private func slot(of key: ReplayKey) -> Int {
        var slot = home(key)
        while slots[slot] != Self.none, entries[Int(slots[slot])].key != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func number(
        of holder: ReplayHolder, operation: String
    ) throws(ReplayStoreFailure) -> UInt16 {
        for index in 0..<holders.count where holders[index] == holder { return UInt16(index) }
        guard holders.count < Self.mostHolders else {
            throw ReplayStoreFailure(
                .holders, operation: operation, reason: "more than \(Self.mostHolders) lanes share the store")
        }
        holders.append(holder)
        return UInt16(holders.count - 1)
    }

    private mutating func insert(_ entry: Entry, operation: String) throws(ReplayStoreFailure) {
        guard firstFree != Self.none else {
            throw ReplayStoreFailure(.full, operation: operation, reason: "\(capacity) codes are still live")
        }
        let slot = slot(of: entry.key)
        let index = firstFree
        firstFree = entries[Int(index)].next
        entries[Int(index)] = entry
        slots[slot] = index
        count += 1
        earliest = min(earliest, entry.expires)
        latest = max(latest, entry.expires)
    }

    /// Frees an entry and closes the gap, so that every code is still reached from its home.
    private mutating func remove(at removed: Int) {
        let index = slots[removed]
        entries[Int(index)] = Entry(next: firstFree)
        firstFree = index
        count -= 1
        var gap = removed
        var slot = (gap + 1) & mask
        while slots[slot] != Self.none {
            let distance = (slot - home(entries[Int(slots[slot])].key)) & mask
            if distance >= (slot - gap) & mask {
                slots[gap] = slots[slot]
                gap = slot
            }
            slot = (slot + 1) & mask
        }
        slots[gap] = Self.none
    }
}
