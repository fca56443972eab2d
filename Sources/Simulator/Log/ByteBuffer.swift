/// A block of memory that rows are copied into and that is handed on when full.
///
/// - **Limits**: an append beyond the capacity traps; the writers flush at ``flushAt`` and a row is far shorter than
///   the room kept beyond it.
struct ByteBuffer: ~Copyable {
    /// The size of a chunk.
    static let flushAt = 1 << 20
    private static let roomForRow = 1 << 16

    private let memory: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init() {
        unsafe memory = .allocate(byteCount: Self.flushAt + Self.roomForRow, alignment: 16)
    }

    deinit { unsafe memory.deallocate() }

    /// Appends bytes.
    mutating func append(_ bytes: borrowing RawSpan) {
        let length = bytes.byteCount
        precondition(count + length <= Self.flushAt + Self.roomForRow)
        unsafe bytes.withUnsafeBytes { source in
            let target = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + length])
            unsafe target.copyMemory(from: source)
        }
        count += length
    }

    /// Appends one byte.
    mutating func append(_ byte: UInt8) {
        precondition(count < Self.flushAt + Self.roomForRow)
        unsafe memory[count] = byte
        count += 1
    }

    /// Appends the nine letters of a card, A for 0 to J for 9.
    mutating func appendCard(_ number: UInt32) {
        precondition(count + 9 <= Self.flushAt + Self.roomForRow)
        var rest = number
        for place in stride(from: 8, through: 0, by: -1) {
            unsafe memory[count + place] = 0x41 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += 9
    }

    /// Hands the bytes on and begins anew.
    mutating func flush(to sink: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        guard count > 0 else { return }
        try unsafe sink(UnsafeRawBufferPointer(rebasing: memory[0..<count]))
        count = 0
    }
}
