/// Makes a journal, or brings one into the state in which it can be continued.
struct JournalOpening {
    /// The size of a piece when bytes are copied.
    private static let piece = 1 << 20

    private let storage: any JournalStorage
    private var names: [String]
    /// The file that the torn bytes were moved to.
    private(set) var tornFile: String?

    init(_ storage: any JournalStorage) throws(StorageError) {
        self.storage = storage
        names = try storage.names()
    }

    // MARK: Making

    /// Makes the first segment, then the head: with the head on the disk, the journal exists.
    mutating func make(_ identity: JournalIdentity) throws(StorageError) -> SegmentLog.Start {
        let name = JournalFormat.segmentName(1)
        if names.contains(name) { try setAside(name) }
        let seed = ChainHash(seedOf: identity)
        let header = SegmentHeader(identity: identity, number: 1, firstSequence: 1, chain: seed)
        let segment = try storage.create(name)
        let bytes = header.bytes
        try storage.write(segment, at: 0, bytes.span)
        try storage.sync(segment)
        try storage.syncFolder()
        let (head, anchor) = try makeHead(identity, seed)
        return SegmentLog.Start(
            segment: segment, number: 1, size: bytes.count, head: head, anchor: anchor, sequence: 0, chain: seed)
    }

    private mutating func makeHead(
        _ identity: JournalIdentity, _ seed: ChainHash
    ) throws(StorageError) -> (StorageFile, HeadAnchor) {
        if names.contains(JournalFormat.headName) { try setAside(JournalFormat.headName) }
        let anchor = HeadAnchor(epoch: identity.epoch, count: 0, sequence: 0, chain: seed)
        let head = try storage.create(JournalFormat.headName)
        let bytes = anchor.bytes + [UInt8](repeating: 0, count: JournalFormat.headSlotLength)
        try storage.write(head, at: 0, bytes.span)
        try storage.sync(head)
        try storage.syncFolder()
        return (head, anchor)
    }

    // MARK: Repairing

    /// Moves a torn tail beside, and brings all records to the disk that the anchor does not name.
    mutating func repair(_ scan: JournalScan) throws(StorageError) -> SegmentLog.Start? {
        guard let identity = scan.identity, let chain = scan.chain, let end = scan.end else { return nil }
        if let torn = scan.tornSegment { try setAside(JournalFormat.segmentName(torn)) }
        let segment = try storage.open(JournalFormat.segmentName(end.segment), forWriting: true)
        if scan.tornSegment == nil, scan.tornTailBytes > 0 {
            try copyAside(segment, from: end.offset, count: scan.tornTailBytes)
            try storage.truncate(segment, to: end.offset)
            try storage.sync(segment)
        }
        guard let anchor = scan.anchor else {
            // The making was cut short: the segment's header may be in memory only.
            try rewrite(segment, 0..<end.offset)
            let (head, anchor) = try makeHead(identity, chain)
            return SegmentLog.Start(
                segment: segment, number: end.segment, size: end.offset, head: head, anchor: anchor,
                sequence: scan.lastSequence, chain: chain)
        }
        let head = try storage.open(JournalFormat.headName, forWriting: true)
        var start = SegmentLog.Start(
            segment: segment, number: end.segment, size: end.offset, head: head, anchor: anchor,
            sequence: scan.lastSequence, chain: chain)
        let from = scan.anchorEnd?.segment == end.segment ? scan.anchorEnd?.offset ?? 0 : 0
        if from < end.offset { try rewrite(segment, from..<end.offset) }
        // Both slots, the older one first: whatever an earlier process has left, in memory or torn, is gone then.
        for count in [anchor.count + 1, anchor.count + 2] {
            start.anchor = HeadAnchor(
                epoch: identity.epoch, count: count, sequence: scan.lastSequence, chain: chain)
            let bytes = start.anchor.bytes
            try storage.write(head, at: start.anchor.slot * JournalFormat.headSlotLength, bytes.span)
            try storage.sync(head)
        }
        try storage.syncFolder()
        return start
    }

    /// Writes bytes over themselves and syncs them: after a failed sync the system may hold them in memory as clean,
    /// so that they would be gone after a power cut although they can be read now.
    private func rewrite(_ file: StorageFile, _ range: Range<Int>) throws(StorageError) {
        var buffer = [UInt8](repeating: 0, count: min(Self.piece, range.count))
        var offset = range.lowerBound
        while offset < range.upperBound {
            let count = try storage.read(
                file, at: offset, into: &buffer, from: 0, count: min(Self.piece, range.upperBound - offset))
            guard count > 0 else { break }
            try storage.write(file, at: offset, buffer.span.extracting(0..<count))
            offset += count
        }
        try storage.sync(file)
    }

    private mutating func copyAside(_ file: StorageFile, from start: Int, count: Int) throws(StorageError) {
        let name = nextTornName()
        let copy = try storage.create(name)
        defer { storage.close(copy) }
        var buffer = [UInt8](repeating: 0, count: min(Self.piece, count))
        var done = 0
        while done < count {
            let got = try storage.read(
                file, at: start + done, into: &buffer, from: 0, count: min(Self.piece, count - done))
            guard got > 0 else { break }
            try storage.write(copy, at: done, buffer.span.extracting(0..<got))
            done += got
        }
        try storage.sync(copy)
        try storage.syncFolder()
        took(name)
    }

    private mutating func setAside(_ name: String) throws(StorageError) {
        let torn = nextTornName()
        try storage.rename(name, to: torn)
        try storage.syncFolder()
        names.removeAll { $0 == name }
        took(torn)
    }

    private mutating func took(_ name: String) {
        names.append(name)
        tornFile = name
    }

    private func nextTornName() -> String {
        "torn-\((names.compactMap(JournalFormat.tornNumber).max() ?? 0) + 1)"
    }
}
