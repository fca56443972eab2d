/// Records that are committed together.
///
/// - **Shape**: frames in one buffer, reused from commit to commit.
struct RecordGroup {
    /// The frames.
    var bytes: [UInt8] = []
    /// How many.
    private(set) var count = 0
    /// The sequence of the first.
    private(set) var firstSequence: UInt64 = 0
    /// The sequence of the last.
    private(set) var lastSequence: UInt64 = 0
    /// The hash of the record before the first.
    private(set) var chainBefore: ChainHash
    /// The hash of the last.
    private(set) var chainAfter: ChainHash
    /// When each was handed over, where that is measured.
    var arrivals: [UInt64] = []

    init(chain: ChainHash, capacity: Int, records: Int) {
        chainBefore = chain
        chainAfter = chain
        bytes.reserveCapacity(capacity)
        arrivals.reserveCapacity(records)
    }

    var isEmpty: Bool { count == 0 }

    /// Adds the frame that the encoder has made last.
    mutating func add(_ encoder: FrameEncoder, chainBefore chain: ChainHash) {
        if isEmpty {
            firstSequence = encoder.sequence
            chainBefore = chain
        }
        bytes += encoder.frame
        lastSequence = encoder.sequence
        chainAfter = encoder.chain
        count += 1
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        arrivals.removeAll(keepingCapacity: true)
        count = 0
    }
}
