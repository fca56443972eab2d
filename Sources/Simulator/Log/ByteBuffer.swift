/// A block of memory that rows are copied into and that is handed on when full.
///
/// - **Limits**: an append beyond the capacity traps; the writers flush at ``flushAt`` and write at most 256
///   rows, far less than the room kept beyond it, in between.
@safe struct ByteBuffer: ~Copyable {
    /// The size of a chunk.
    static let flushAt = 1 << 20
    private static let roomForRows = 1 << 19

    private let memory: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init() {
        unsafe memory = .allocate(byteCount: Self.flushAt + Self.roomForRows, alignment: 16)
    }

    deinit { unsafe memory.deallocate() }

    /// Appends bytes.
    mutating func append(_ bytes: borrowing Span<UInt8>) {
        let length = bytes.count
        precondition(count + length <= Self.flushAt + Self.roomForRows)
        unsafe bytes.withUnsafeBytes { source in
            let target = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + length])
            unsafe target.copyMemory(from: source)
        }
        count += length
    }

    /// Appends one byte.
    mutating func append(_ byte: UInt8) {
        precondition(count < Self.flushAt + Self.roomForRows)
        unsafe memory[count] = byte
        count += 1
    }

    /// Appends the nine letters of a card, A for 0 to J for 9.
    mutating func appendCard(_ number: UInt32) {
        precondition(count + 9 <= Self.flushAt + Self.roomForRows)
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
