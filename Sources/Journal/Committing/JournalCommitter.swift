import Glibc
import Histogram

/// Commits records on a thread of its own, so that the deciding thread never waits for the disk.
///
/// - **Shape**: the deciding thread encodes into one buffer while the other one is written and synced; then they change
///   places. No allocation a record.
/// - **Limits**: ``queueRecords`` and ``queueBytes`` wait for the disk at most; one more is refused. A stepped one,
///   which a simulation drives by ``step()``, has no thread and may have a shorter queue; all else is the same code.
///   Registers that are due wait for room beside what comes with them.
/// - **Errors**: after a failure nothing is appended any more; `onCommit` hears it, and so does every waiter.
package final class JournalCommitter: @unchecked Sendable {
    /// The most records that wait.
    package static let queueRecords = 4096
    /// The most bytes that wait.
    package static let queueBytes = 1 << 20
    /// The usual group window.
    package static let usualWindowNanoseconds: UInt64 = 3_000_000
    /// After so long without a record the head anchor is brought up to date.
    package static let quietNanoseconds: UInt64 = 1_000_000_000

    private let monitor = Monitor()
    private let log: SegmentLog
    private let window: UInt64
    private let lanes: Int
    private let mostRecords: Int
    private let now: @Sendable () -> UInt64
    private let onCommit: @Sendable (JournalCommit) -> Void
    private var thread: WorkerThread?

    // Under the monitor's lock.
    private var encoder: FrameEncoder
    private var filling: RecordGroup
    private var durable: UInt64
    /// The last record that somebody has waited for.
    private var awaited: UInt64 = 0
    private var failure: JournalError?
    private var isClosing = false
    private var hasEnded = false
    private var isJoined = false
    private var latencies = LatencyHistogram.latencies()

    // The committing thread's own.
    private var writing: RecordGroup
    private var lastEnd: UInt64 = 0
    /// When the head anchor is brought up to date if no record comes.
    private var quietEnd: UInt64 = 0

    /// Takes over a writer with nothing left to commit, and starts the thread.
    ///
    /// - **Parameters**: `window`, for which the first record of a group waits for others, unless none has come for
    ///   that long, or the only lane waits for a record of the group; `lanes`, that wait for their records before they
    ///   go on; `now`, the monotonic clock in nanoseconds (CLOCK_MONOTONIC); `onCommit`, called on the committing
    ///   thread.
    package convenience init(
        _ writer: consuming JournalWriter, windowNanoseconds window: UInt64 = usualWindowNanoseconds, lanes: Int = 2,
        now: @escaping @Sendable () -> UInt64, onCommit: @escaping @Sendable (JournalCommit) -> Void = { _ in }
    ) throws(JournalError) {
        try self.init(
            stepped: writer, windowNanoseconds: window, lanes: lanes, queueRecords: Self.queueRecords, now: now,
            onCommit: onCommit)
        thread = try WorkerThread { [self] in run() }
    }

    /// Takes over a writer with nothing left to commit, and starts no thread: ``step()`` does its work.
    ///
    /// - **Parameters**: those of the other, and `queueRecords`, which wait at most.
    package init(
        stepped writer: consuming JournalWriter, windowNanoseconds window: UInt64 = usualWindowNanoseconds,
        lanes: Int = 2, queueRecords: Int = JournalCommitter.queueRecords, now: @escaping @Sendable () -> UInt64,
        onCommit: @escaping @Sendable (JournalCommit) -> Void = { _ in }
    ) throws(JournalError) {
        precondition((1...Self.queueRecords).contains(queueRecords), "1 to 4,096 records wait")
        try writer.flushAll()
        log = writer.log
        encoder = writer.encoder
        durable = encoder.sequence
        filling = RecordGroup(chain: encoder.chain, capacity: Self.queueBytes, records: Self.queueRecords)
        writing = filling
        // Not two names of one buffer: the first append would copy it.
        writing.bytes.reserveCapacity(Self.queueBytes + 1)
        writing.arrivals.reserveCapacity(Self.queueRecords + 1)
        self.window = window
        self.lanes = lanes
        mostRecords = queueRecords
        self.now = now
        self.onCommit = onCommit
        quietEnd = now() + Self.quietNanoseconds
    }

    // MARK: The deciding thread

    /// Gives a record its place and hands it to the committing thread; never waits for the disk.
    ///
    /// - **Returns** its sequence, durable when `onCommit` says so.
    @discardableResult
    package func append(_ body: some JournalBody, at moment: JournalMoment) throws(JournalError) -> UInt64 {
        monitor.lock()
        defer { monitor.unlock() }
        if let failure { throw .poisoned(by: "\(failure)") }
        guard !isClosing else { throw .closed }
        guard filling.count < mostRecords else { throw .queueFull(limit: mostRecords) }
        guard filling.bytes.count + JournalFormat.largestFrame <= Self.queueBytes else {
            throw .queueFull(limit: Self.queueBytes)
        }
        if encoder.registers.isDue(beforeDay: body.serviceDay) {
            if filling.count + AuditRegisters.spareRecords < mostRecords,
                filling.bytes.count + AuditRegisters.spareRecords * JournalFormat.largestFrame <= Self.queueBytes
            {
                try add(JournalRegister(registers: encoder.registers), moment)
            } else {
                encoder.oweRegisters()
            }
        }
        return try add(body, moment)
    }

    /// Adds a record that has room; the lock is held.
    @discardableResult
    private func add(_ body: some JournalBody, _ moment: JournalMoment) throws(JournalError) -> UInt64 {
        let chain = encoder.chain
        let position = log.durability == .power ? UInt16(filling.count) : JournalFormat.noGroup
        let sequence = try encoder.encode(body, moment, groupPosition: position)
        filling.add(encoder, chainBefore: chain)
        filling.arrivals.append(now())
        if filling.count == 1 { monitor.wakeAll() }
        return sequence
    }

    /// Writes the registers down, as at the clean end of a gate.
    package func appendRegisters(at moment: JournalMoment) throws(JournalError) {
        try append(JournalRegister(registers: registers), at: moment)
    }

    /// What has been counted so far.
    package var registers: AuditRegisters {
        monitor.lock()
        defer { monitor.unlock() }
        return encoder.registers
    }

    /// Throws what ``append(_:at:)`` would, unless so many records find room now.
    ///
    /// The deciding thread alone fills the queue: what has room keeps it until that thread appends.
    package func requireRoom(for records: Int) throws(JournalError) {
        monitor.lock()
        defer { monitor.unlock() }
        if let failure { throw .poisoned(by: "\(failure)") }
        guard !isClosing else { throw .closed }
        guard filling.count + records <= mostRecords else { throw .queueFull(limit: mostRecords) }
        guard filling.bytes.count + records * JournalFormat.largestFrame <= Self.queueBytes else {
            throw .queueFull(limit: Self.queueBytes)
        }
    }

    /// Changes the key from the next record on; the change itself stands under the old one.
    package func changeKey(to key: DeviceKey, at moment: JournalMoment) throws(JournalError) {
        try append(JournalKeyChange(role: .device, identifier: UInt32(key.identifier)), at: moment)
        monitor.lock()
        encoder.key = key
        monitor.unlock()
    }

    /// Whose journal.
    package var identity: JournalIdentity { log.identity }

    /// The last durable record.
    package var durableSequence: UInt64 {
        monitor.lock()
        defer { monitor.unlock() }
        return durable
    }

    /// The last record that was taken, durable or not.
    package var lastSequence: UInt64 {
        monitor.lock()
        defer { monitor.unlock() }
        return encoder.sequence
    }

    /// Records that wait for the disk.
    package var pending: Int {
        monitor.lock()
        defer { monitor.unlock() }
        return filling.count
    }

    /// From append to durable, for each record so far.
    package var commitLatencies: LatencyHistogram {
        monitor.lock()
        defer { monitor.unlock() }
        return latencies
    }

    /// Waits until a record is durable: for tools and for gates with one lane only.
    ///
    /// - **Parameters**: `milliseconds` to wait at most; nil: for as long as it takes.
    /// - **Errors**: the failure that closed the journal before; ``JournalError/notDurableInTime(milliseconds:)``,
    ///   after which the record may still become durable.
    package func waitUntilDurable(_ sequence: UInt64, milliseconds: UInt64? = nil) throws(JournalError) {
        let end = milliseconds.map { now() + $0 * 1_000_000 }
        monitor.lock()
        defer { monitor.unlock() }
        wanted(sequence)
        while durable < sequence {
            if let failure { throw failure }
            if hasEnded { throw .closed }
            guard let milliseconds, let end else {
                monitor.wait()
                continue
            }
            guard now() < end else { throw .notDurableInTime(milliseconds: milliseconds) }
            monitor.wait(until: end)
        }
    }

    /// Says that a lane waits for this record, without waiting for it: the question of a stepped committer's lane.
    package func want(_ sequence: UInt64) {
        monitor.lock()
        wanted(sequence)
        monitor.unlock()
    }

    /// The lock is held.
    private func wanted(_ sequence: UInt64) {
        guard sequence > awaited else { return }
        awaited = sequence
        if lanes == 1 { monitor.wakeAll() }
    }

    /// Commits what waits, names the last record in the head, and ends the thread; a stepped one does it here and now.
    ///
    /// - **Parameters**: `milliseconds` to wait at most; nil: for as long as it takes.
    /// - **Errors**: the failure that closed the journal; ``JournalError/notDurableInTime(milliseconds:)``, when the
    ///   thread goes on as soon as the disk lets it.
    package func close(milliseconds: UInt64? = nil) throws(JournalError) {
        let end = milliseconds.map { now() + $0 * 1_000_000 }
        monitor.lock()
        isClosing = true
        monitor.wakeAll()
        if thread == nil {
            monitor.unlock()
            while step() != .ended {}
            monitor.lock()
        }
        if let milliseconds, let end {
            while !hasEnded {
                guard now() < end else {
                    monitor.unlock()
                    throw .notDurableInTime(milliseconds: milliseconds)
                }
                monitor.wait(until: end)
            }
        }
        let joins = !isJoined
        isJoined = true
        monitor.unlock()
        if joins { thread?.join() }
        monitor.lock()
        defer { monitor.unlock() }
        if let failure { throw failure }
    }

    // MARK: The committing thread

    private func run() {
        while true {
            switch step() {
            case .worked: continue
            case .ended: return
            case .waits: wait()
            }
        }
    }

    /// Does what there is to do now, in the thread's place, and says what comes next; only for a committer without one.
    ///
    /// - **Errors**: none; a failure closes the journal, as it does on the thread.
    package func step() -> JournalStep {
        monitor.lock()
        let next = hasEnded ? .ended : readiness
        if next == .worked { swap(&filling, &writing) }
        monitor.unlock()
        do throws(JournalError) {
            switch next {
            case .waits: return next
            case .worked: try work()
            case .ended:
                if hasEnded { return next }
                try log.close()
                end()
            }
            return next
        } catch {
            fail(error)
            end()
            return .ended
        }
    }

    private func end() {
        monitor.lock()
        hasEnded = true
        monitor.wakeAll()
        monitor.unlock()
    }

    /// Waits for records, for the end of their window, or for a quiet moment.
    private func wait() {
        monitor.lock()
        defer { monitor.unlock() }
        // Asked again under the lock: what came since the step is not slept through.
        guard case .waits(let end) = readiness else { return }
        if let end { monitor.wait(until: end) } else { monitor.wait() }
    }

    /// Commits the group that was taken; without records it brings the anchor up to date.
    private func work() throws(JournalError) {
        defer { quietEnd = now() + Self.quietNanoseconds }
        guard !writing.isEmpty else {
            try log.anchor()
            return
        }
        try log.commit(writing)
        let end = now()
        lastEnd = end
        monitor.lock()
        durable = writing.lastSequence
        // A loop by hand: iterating allocates in debug builds.
        var index = 0
        while index < writing.arrivals.count {
            latencies.record(nanoseconds: end - min(end, writing.arrivals[index]))
            index += 1
        }
        monitor.wakeAll()
        monitor.unlock()
        onCommit(.durable(sequence: writing.lastSequence))
        writing.removeAll()
        if log.isAnchorDue { try log.anchor() }
    }

    /// Whether a group is to be taken now (an empty one if the anchor is to be brought up to date in a quiet moment),
    /// until when to wait for others, or the end; the lock is held.
    private var readiness: JournalStep {
        guard !filling.isEmpty else {
            if isClosing { return .ended }
            guard log.hasUnanchored else { return .waits(until: nil) }
            return now() < quietEnd ? .waits(until: quietEnd) : .worked
        }
        // Whoever comes after a quiet window is alone: nobody to wait for.
        let first = filling.arrivals[0]
        let isAlone = first > lastEnd && first - lastEnd > window
        // While the only lane waits for this group, nobody is left to come.
        let waits =
            !isAlone && !isClosing && (lanes > 1 || awaited <= durable) && now() < first + window
            && filling.count < Self.queueRecords / 2
        return waits ? .waits(until: first + window) : .worked
    }

    private func fail(_ error: JournalError) {
        monitor.lock()
        failure = error
        filling.removeAll()
        let durable = durable
        monitor.wakeAll()
        monitor.unlock()
        onCommit(.failed(error, durable: durable))
    }
}
