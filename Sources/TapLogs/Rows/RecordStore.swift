#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A row in its compact form, which belongs to a card at a moment.
protocol CardRecord {
    var card: UInt64 { get }
    var time: UInt32 { get }
}

/// The records of one worker, spread over partitions by card, so that each partition's cards fit a processor cache.
///
/// - **Shape**: blocks of ``blockRecords`` records in large slabs; a partition is a chain of blocks in order of the
///   file.
/// - **Limits**: memory grows by slabs of 2 MiB and is only given back at the end.
@safe final class RecordStore<Record: CardRecord>: @unchecked Sendable {
    private let blockRecords = 128
    private let slabBlocks: Int

    /// The number of partitions, a power of two.
    let partitionCount: Int
    private let shift: UInt64
    private let cursors: UnsafeMutablePointer<Cursor>
    private var slabs: [Slab] = []
    private var blocksInSlab = 0
    private var chains: [[Int32]]

    @safe private struct Cursor {
        var next: UnsafeMutablePointer<Record>?
        var left: Int
    }

    @safe private struct Slab {
        let records: UnsafeMutablePointer<Record>
    }

    init(partitionBits: Int) {
        slabBlocks = (2 << 20) / MemoryLayout<Record>.stride / blockRecords
        partitionCount = 1 << partitionBits
        shift = UInt64(64 - partitionBits)
        unsafe cursors = .allocate(capacity: partitionCount)
        unsafe cursors.initialize(repeating: Cursor(next: nil, left: 0), count: partitionCount)
        chains = Array(repeating: [], count: partitionCount)
    }

    deinit {
        for slab in slabs { unsafe free(slab.records) }
        unsafe cursors.deallocate()
    }

    /// Adds a record to the partition of its card.
    @inline(__always) func append(_ record: Record) {
        let partition = shift == 64 ? 0 : Int(truncatingIfNeeded: (record.card &* 0x9E37_79B9_7F4A_7C15) >> shift)
        if unsafe cursors[partition].left == 0 { startBlock(partition) }
        if let next = unsafe cursors[partition].next {
            unsafe next.initialize(to: record)
            unsafe cursors[partition].next = next + 1
            unsafe cursors[partition].left -= 1
        }
    }

    private func startBlock(_ partition: Int) {
        if slabs.isEmpty || blocksInSlab == slabBlocks {
            let size = slabBlocks * blockRecords * MemoryLayout<Record>.stride
            var memory: UnsafeMutableRawPointer?
            guard unsafe posix_memalign(&memory, 1 << 21, size) == 0, let memory = unsafe memory else {
                preconditionFailure("out of memory for \(slabs.count + 1) slabs of tap records")
            }
            unsafe madvise(memory, size, MADV_HUGEPAGE)
            let records = unsafe memory.bindMemory(to: Record.self, capacity: slabBlocks * blockRecords)
            slabs.append(unsafe Slab(records: records))
            blocksInSlab = 0
        }
        let block = (slabs.count - 1) * slabBlocks + blocksInSlab
        blocksInSlab += 1
        chains[partition].append(Int32(block))
        unsafe cursors[partition] = Cursor(next: pointer(block), left: blockRecords)
    }

    private func pointer(_ block: Int) -> UnsafeMutablePointer<Record> {
        unsafe slabs[block / slabBlocks].records + block % slabBlocks * blockRecords
    }

    /// The number of records of a partition.
    func count(_ partition: Int) -> Int {
        let blocks = chains[partition].count
        return blocks == 0 ? 0 : blocks * blockRecords - (unsafe cursors[partition].left)
    }

    /// Calls `body` with the records of a partition in order of the file.
    @inline(__always) func forEach(in partition: Int, _ body: (Record) -> Void) {
        var left = count(partition)
        for block in chains[partition] {
            let records = unsafe pointer(Int(block))
            for index in 0..<min(left, blockRecords) { body(unsafe records[index]) }
            left -= blockRecords
        }
    }
}
