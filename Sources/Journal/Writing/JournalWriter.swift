/// Writes a journal: one owner, one thread. A gate hands it to a ``JournalCommitter``.
///
/// - **Shape**: ``append(_:at:)`` gives a record its place, ``commit()`` makes all appended ones durable.
/// - **Errors**: after any failed write or sync nothing can be appended any more; opening again recovers.
package struct JournalWriter: ~Copyable {
    /// The most records between two commits.
    package static let mostPending = 4096
    /// The most bytes between two commits.
    package static let mostPendingBytes = 1 << 20

    /// What opening found.
    package let recovery: JournalRecovery
    /// The last record under each key, when it was opened.
    let lastCoded: [CodedRecord]
    var encoder: FrameEncoder
    let log: SegmentLog
    private var group: RecordGroup

    private init(_ log: SegmentLog, _ encoder: FrameEncoder, _ recovery: JournalRecovery, _ lastCoded: [CodedRecord]) {
        self.log = log
        self.encoder = encoder
        self.recovery = recovery
        self.lastCoded = lastCoded
        group = RecordGroup(chain: encoder.chain, capacity: Self.mostPendingBytes, records: 0)
    }

    /// Opens the journal of a device, or makes one in a folder without.
    ///
    /// - **Parameters**: `newEpoch` for a journal that is made now; `key` for authentication codes from here on;
    ///   `visit` for the records there are, in order.
    /// - **Errors**: ``JournalError/inUse(path:)``, ``JournalError/otherDevice(path:found:expected:)``,
    ///   ``JournalError/damaged(_:)`` and those of the disk.
    package static func open(
        _ storage: any JournalStorage, device: String, newEpoch: UInt64, durability: Durability,
        key: DeviceKey? = nil, segmentLimit: Int = JournalFormat.segmentLimit,
        visit: (RecordHeader, Span<UInt8>) throws(BodyFault) -> Void = { _, _ throws(BodyFault) in }
    ) throws(JournalError) -> JournalWriter {
        guard let newIdentity = JournalIdentity(device: device, epoch: newEpoch) else { throw .badDeviceID(device) }
        do throws(StorageError) {
            guard try storage.lock() else { throw StorageError(code: 0, operation: .lock, path: storage.path) }
        } catch {
            throw error.code == 0 ? .inUse(path: storage.path) : JournalError(error)
        }
        var registers = AuditRegisters()
        let scan = try JournalReader.read(storage, device: device) { (header, body) throws(BodyFault) in
            try registers.take(header, body)
            try visit(header, body)
        }
        if let damage = scan.damage { throw .damaged(damage) }
        let start: SegmentLog.Start
        let tornFile: String?
        do throws(StorageError) {
            var opening = try JournalOpening(storage)
            if let repaired = try opening.repair(scan) {
                start = repaired
            } else {
                start = try opening.make(newIdentity)
            }
            tornFile = opening.tornFile
        } catch {
            throw JournalError(error)
        }
        let identity = scan.identity ?? newIdentity
        return JournalWriter(
            SegmentLog(storage, identity, start, durability: durability, segmentLimit: segmentLimit),
            FrameEncoder(
                identity: identity, sequence: start.sequence, chain: start.chain, key: key, registers: registers),
            JournalRecovery(
                isNew: scan.identity == nil, lastSequence: start.sequence,
                lastKeyIdentifier: scan.lastKeyIdentifier, segments: max(1, scan.segments),
                tornBytes: scan.tornTailBytes, tornFile: tornFile,
                anchoredSequence: scan.anchor?.sequence ?? 0),
            scan.lastCoded)
    }

    /// Whose journal.
    package var identity: JournalIdentity { log.identity }

    /// The sequence of the last record appended, durable or not.
    package var lastSequence: UInt64 { encoder.sequence }

    /// Gives a record its place; durable after the next ``commit()``.
    ///
    /// - **Returns** its sequence.
    /// - **Errors**: ``JournalError/tooLong(field:bytes:limit:)`` and ``JournalError/queueFull(limit:)`` change
    ///   nothing.
    @discardableResult
    package mutating func append(
        _ body: some JournalBody, at moment: JournalMoment
    ) throws(JournalError) -> UInt64 {
        try log.requireOpen()
        guard group.count < Self.mostPending else { throw .queueFull(limit: Self.mostPending) }
        guard group.bytes.count + JournalFormat.largestFrame <= Self.mostPendingBytes else {
            throw .queueFull(limit: Self.mostPendingBytes)
        }
        if encoder.registers.isDue(beforeDay: body.serviceDay) {
            if group.count + AuditRegisters.spareRecords < Self.mostPending,
                group.bytes.count + AuditRegisters.spareRecords * JournalFormat.largestFrame <= Self.mostPendingBytes
            {
                try add(JournalRegister(registers: encoder.registers), moment)
            } else {
                encoder.oweRegisters()
            }
        }
        return try add(body, moment)
    }

    @discardableResult
    private mutating func add(_ body: some JournalBody, _ moment: JournalMoment) throws(JournalError) -> UInt64 {
        let chain = encoder.chain
        let position = log.durability == .power ? UInt16(group.count) : JournalFormat.noGroup
        let sequence = try encoder.encode(body, moment, groupPosition: position)
        group.add(encoder, chainBefore: chain)
        return sequence
    }

    /// Writes the registers down; from the first time on they are kept: at the end of each service day, and after
    /// ``AuditRegisters/recordsBetween`` records.
    package mutating func appendRegisters(at moment: JournalMoment) throws(JournalError) {
        try append(JournalRegister(registers: encoder.registers), at: moment)
    }

    /// What has been counted so far.
    package var registers: AuditRegisters { encoder.registers }

    /// Makes all appended records durable, as far as the durability goes.
    package mutating func commit() throws(JournalError) {
        try log.requireOpen()
        guard !group.isEmpty else { return }
        if log.durability == .none, group.bytes.count < SegmentLog.lazyBytes, group.count < Self.mostPending / 2 {
            return
        }
        try flush()
    }

    /// Commits whatever waits, at any durability.
    mutating func flushAll() throws(JournalError) {
        if !group.isEmpty { try flush() }
    }

    private mutating func flush() throws(JournalError) {
        try log.commit(group)
        group.removeAll()
        if log.isAnchorDue { try log.anchor() }
    }

    /// Changes the key from the next record on; the change itself stands under the old one.
    package mutating func changeKey(to key: DeviceKey, at moment: JournalMoment) throws(JournalError) {
        try append(JournalKeyChange(role: .device, identifier: UInt32(key.identifier)), at: moment)
        encoder.key = key
    }

    /// Commits, names the last record in the head, and closes.
    package consuming func close() throws(JournalError) {
        try flushAll()
        try log.close()
    }
}
