/// The disk side of a writer: appends groups to segments, syncs them, keeps the head anchor.
///
/// - **Shape**: used by one thread at a time.
/// - **Errors**: after the first failure it is closed for good (``JournalError/poisoned(by:)``): what the disk holds is
///   not known any more, and a second sync may report success for bytes that were dropped.
final class SegmentLog {
    /// An anchor is due after so many commits.
    static let commitsPerAnchor = 256
    /// At ``Durability/none`` so many bytes gather before a write.
    static let lazyBytes = 256 << 10

    let identity: JournalIdentity
    let durability: Durability
    private let storage: any JournalStorage
    private let segmentLimit: Int

    private var segment: StorageFile
    private var number: UInt32
    private var size: Int
    private let head: StorageFile
    private var anchorBytes: [UInt8] = []
    private var anchorCount: UInt64
    private var anchored: UInt64
    /// The last record written, and its hash.
    private var lastSequence: UInt64
    private var chain: ChainHash
    private var commits = 0
    private var failure: JournalError?
    private var isOpen = true

    /// The open files of a journal that is sound up to its end.
    struct Start {
        var segment: StorageFile
        var number: UInt32
        var size: Int
        var head: StorageFile
        var anchor: HeadAnchor
        var sequence: UInt64
        var chain: ChainHash
    }

    init(
        _ storage: any JournalStorage, _ identity: JournalIdentity, _ start: Start, durability: Durability,
        segmentLimit: Int
    ) {
        self.storage = storage
        self.identity = identity
        self.durability = durability
        self.segmentLimit = segmentLimit
        segment = start.segment
        number = start.number
        size = start.size
        head = start.head
        anchorBytes.reserveCapacity(JournalFormat.headSlotLength)
        anchorCount = start.anchor.count
        anchored = start.anchor.sequence
        lastSequence = start.sequence
        chain = start.chain
    }

    deinit { closeFiles() }

    /// Whether records have been committed that the anchor does not name yet.
    var hasUnanchored: Bool { failure == nil && isOpen && durability == .power && anchored < lastSequence }

    /// Whether enough of them have gathered.
    var isAnchorDue: Bool { hasUnanchored && commits >= Self.commitsPerAnchor }

    /// Writes a group and, at ``Durability/power``, syncs it: it is durable when this returns.
    func commit(_ group: borrowing RecordGroup) throws(JournalError) {
        try perform { () throws(StorageError) in
            if size + group.bytes.count > segmentLimit, size > JournalFormat.segmentHeaderLength {
                try roll(firstSequence: group.firstSequence, chain: group.chainBefore)
            }
            try storage.write(segment, at: size, group.bytes.span)
            if durability == .power { try storage.sync(segment) }
            size += group.bytes.count
            lastSequence = group.lastSequence
            chain = group.chainAfter
            commits += 1
        }
    }

    /// Names the last record in the head.
    func anchor() throws(JournalError) {
        try perform { () throws(StorageError) in try writeAnchor() }
    }

    /// Syncs all, whatever the durability, names the last record in the head and closes.
    func close() throws(JournalError) {
        try perform { () throws(StorageError) in
            if durability != .power { try storage.sync(segment) }
            if anchored < lastSequence { try writeAnchor() }
        }
        closeFiles()
        isOpen = false
    }

    /// Ends the log without another write.
    private func closeFiles() {
        guard isOpen else { return }
        isOpen = false
        storage.close(segment)
        storage.close(head)
        storage.unlock()
    }

    /// Refuses work after a failure or the end.
    func requireOpen() throws(JournalError) {
        if let failure { throw .poisoned(by: "\(failure)") }
        guard isOpen else { throw .closed }
    }

    private func perform(_ work: () throws(StorageError) -> Void) throws(JournalError) {
        try requireOpen()
        do throws(StorageError) {
            try work()
        } catch {
            let error = JournalError(error)
            failure = error
            throw error
        }
    }

    /// Ends a segment: all of it is on the disk before the next one exists.
    private func roll(firstSequence: UInt64, chain: ChainHash) throws(StorageError) {
        if durability != .power { try storage.sync(segment) }
        let header = SegmentHeader(
            identity: identity, number: number + 1, firstSequence: firstSequence, chain: chain)
        let next = try storage.create(JournalFormat.segmentName(number + 1))
        storage.close(segment)
        segment = next
        number += 1
        let bytes = header.bytes
        try storage.write(segment, at: 0, bytes.span)
        try storage.sync(segment)
        try storage.syncFolder()
        size = bytes.count
        if anchored < lastSequence { try writeAnchor() }
    }

    private func writeAnchor() throws(StorageError) {
        let anchor = HeadAnchor(epoch: identity.epoch, count: anchorCount + 1, sequence: lastSequence, chain: chain)
        anchor.encode(into: &anchorBytes)
        let bytes = anchorBytes
        try storage.write(head, at: anchor.slot * JournalFormat.headSlotLength, bytes.span)
        try storage.sync(head)
        anchorCount += 1
        anchored = lastSequence
        commits = 0
    }
}
