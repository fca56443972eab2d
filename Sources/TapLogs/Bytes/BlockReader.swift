import Synchronization

/// Takes whole records out of a growing block of bytes.
protocol BlockConsumer {
    /// Handles the whole records at the start of `bytes` and returns how many bytes they took.
    ///
    /// The rest comes again with more behind it, unless `isLast`. A consumer must make progress on a full block.
    mutating func consume(_ bytes: LogBytes, isLast: Bool) throws(LogError) -> Int
}

/// Bytes read so far by all workers, for a progress bar in another thread.
package final class ReadProgress: Sendable {
    private let bytes = Atomic<Int>(0)

    package init() {}

    /// The bytes read so far.
    package var bytesRead: Int { bytes.load(ordering: .relaxed) }

    func add(_ count: Int) { bytes.add(count, ordering: .relaxed) }
}

/// Reads a source block by block into a consumer.
struct BlockReader {
    /// Bytes a block; also the longest record a consumer can be given.
    static let blockSize = 1 << 20

    let source: ByteSource
    let progress: ReadProgress

    /// Reads at most `limit` bytes of the source (nil: to its end).
    func run<Consumer: BlockConsumer>(_ consumer: inout Consumer, limit: Int? = nil) throws(LogError) {
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.blockSize + LogBytes.slack)
        unsafe buffer.initialize(repeating: 0, count: Self.blockSize + LogBytes.slack)
        defer { unsafe buffer.deallocate() }
        var have = 0
        var left = limit ?? .max
        while true {
            let room = min(Self.blockSize - have, left)
            let count = room == 0 ? 0 : try unsafe source.read(into: buffer + have, capacity: room)
            progress.add(count)
            left -= count
            have += count
            let isLast = count == 0
            let used = try consumer.consume(unsafe LogBytes(buffer, count: have), isLast: isLast)
            if isLast { return }
            precondition(used > 0 || have < Self.blockSize, "a consumer makes progress on a full block")
            unsafe buffer.update(from: buffer + used, count: have - used)
            have -= used
        }
    }
}
