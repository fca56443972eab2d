/// Finds the number of a name among a few hundred, by its bytes.
///
/// - **Shape**: open addressing, keyed by first and last eight bytes and length; a quarter full at most.
/// - **Limits**: names up to 16 bytes are compared as two words, longer ones byte by byte.
struct NameTable {
    private struct Slot {
        var first: UInt64 = 0
        var last: UInt64 = 0
        var length: Int32 = 0
        var number: Int32 = -1
    }

    private var slots: [Slot]
    private var longNames: [Int: [UInt8]] = [:]
    private var count = 0

    init(capacity: Int) {
        var size = 64
        while size < capacity * 4 { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
    }

    /// Adds a name with a number, unless it stands already or is empty.
    mutating func insert(_ name: String, number: Int) {
        let bytes = Array(name.utf8)
        guard !bytes.isEmpty else { return }
        let padded = bytes + [UInt8](repeating: 0, count: LogBytes.slack)
        unsafe padded.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let window = unsafe LogBytes(base, count: bytes.count)
            let (first, last) = Self.ends(window, 0..<bytes.count)
            var slot = Self.hash(first, last, bytes.count) & (slots.count - 1)
            if self.number(window, 0..<bytes.count) != nil { return }
            while slots[slot].length != 0 {
                slot = (slot + 1) & (slots.count - 1)
            }
            count += 1
            precondition(count * 2 < slots.count, "a name table has room for its names")
            slots[slot] = Slot(first: first, last: last, length: Int32(bytes.count), number: Int32(number))
            if bytes.count > 16 { longNames[slot] = bytes }
        }
    }

    /// The number of the name in a range, or nil.
    @inline(__always) func number(_ bytes: LogBytes, _ range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        let (first, last) = Self.ends(bytes, range)
        var slot = Self.hash(first, last, range.count) & (slots.count - 1)
        while slots[slot].length != 0 {
            if slots[slot].first == first, slots[slot].last == last, Int(slots[slot].length) == range.count {
                if range.count <= 16 { return Int(slots[slot].number) }
                if let name = longNames[slot], bytes.equals(range, name) { return Int(slots[slot].number) }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    @inline(__always) private static func ends(_ bytes: LogBytes, _ range: Range<Int>) -> (UInt64, UInt64) {
        guard range.count > 8 else { return (bytes.word(at: range.lowerBound, length: range.count), 0) }
        return (bytes.word(at: range.lowerBound), bytes.word(at: range.upperBound - 8))
    }

    @inline(__always) private static func hash(_ first: UInt64, _ last: UInt64, _ length: Int) -> Int {
        let mixed = (first ^ last &* 0xD6E8_FEB8_6659_FD93 ^ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 33)
    }
}
