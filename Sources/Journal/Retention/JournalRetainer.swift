import Fares

/// Lets a journal forget cards: old segments are rewritten without tokens, torn bytes and the index of that time go.
///
/// - **Shape**: a record says what will be done, and is durable before anything is done; what a crash has left undone
///   the next run does.
/// - **Limits**: whole segments only; the last one is never touched.
package struct JournalRetainer {
    /// How many days tokens are kept: eight weeks, as TfL keeps journeys with their cards (operations.md, 5).
    package static let usualDays: Int32 = 56

    /// What a run has done.
    package struct Outcome: Hashable, Sendable {
        /// Segments that were rewritten.
        package internal(set) var segments: [UInt32] = []
        /// Files that were removed.
        package internal(set) var removed: [String] = []
        /// Segments that stand as they were written.
        package internal(set) var kept = 0
        /// What keeps the first of them that is not the last one; nil: nothing.
        package internal(set) var stop: RetentionPlan.Stop?
    }

    private let storage: any JournalStorage
    private let keys: [DeviceKey]

    /// `keys`: the last one is the device's in use.
    package init(_ storage: any JournalStorage, keys: [DeviceKey] = []) {
        self.storage = storage
        self.keys = keys
    }

    /// Forgets all that is of `date` or before, as far as it is settled: `settled` says of a day, up to which record,
    /// `listed` of a doubtful debit's record whether a batch has it.
    ///
    /// Takes the journal's lock: a gate that writes it keeps this out, ``JournalError/inUse(path:)``.
    package func forget(
        through date: ServiceDate, settled: ((ServiceDate) -> UInt64)?, listed: ((UInt64) -> Bool)? = nil,
        at moment: JournalMoment
    ) throws(JournalError) -> Outcome {
        guard let identity = try JournalReader.identity(storage) else { throw .noJournal(path: storage.path) }
        let plan = try plan()
        var writer = try JournalWriter.open(
            storage, device: identity.device, newEpoch: identity.epoch, durability: .power)
        try writer.continueUnder(keys, at: moment)
        let due = plan.due(through: date, settled: settled, listed: listed)
        let outcome = try carryOut(plan, due, through: date) { (record) throws(JournalError) in
            try writer.append(record, at: moment)
            try writer.commit()
        }
        try writer.close()
        return outcome
    }

    /// The same in the process of the gate that writes the journal, which holds its lock: on a thread and with a
    /// storage of their own, since a gate never touches a segment but the last.
    ///
    /// - **Parameters**: `evidence` in the journal that time has gone by: the clock that gives `date` is not believed
    ///   alone, since what is forgotten is gone; `record` hands the record of what will be done to the gate's journal,
    ///   and waits until it is durable.
    /// - **Limits**: nobody is asked whether the taps are settled.
    package func forgetBesideWriter(
        through date: ServiceDate, evidence: RetentionPlan.Evidence,
        record: (JournalRetention) throws(JournalError) -> Void
    ) throws(JournalError) -> Outcome {
        let plan = try plan()
        return try carryOut(
            plan, plan.due(through: date, settled: nil, evidence: evidence), through: date, evidence, record: record)
    }

    private func plan() throws(JournalError) -> RetentionPlan {
        let plan = try RetentionPlan(storage, keys: keys)
        // Without the key the redacted records would be authenticated by nobody.
        guard plan.lastKeyIdentifier == 0 || keys.contains(where: { $0.identifier == plan.lastKeyIdentifier }) else {
            throw .keyNeeded(identifier: plan.lastKeyIdentifier)
        }
        return plan
    }

    private func carryOut(
        _ plan: RetentionPlan, _ due: RetentionPlan.Due, through date: ServiceDate,
        _ evidence: RetentionPlan.Evidence? = nil, record: (JournalRetention) throws(JournalError) -> Void
    ) throws(JournalError) -> Outcome {
        var outcome = Outcome()
        outcome.stop = due.stop
        if let first = due.segments.first, let last = due.segments.last {
            try record(JournalRetention(firstSegment: first.number, lastSegment: last.number, throughDate: date))
            try removeIndex(&outcome)
            let redaction = SegmentRedaction(storage, key: keys.last)
            for segment in due.segments {
                try redaction.redact(segment.number)
                outcome.segments.append(segment.number)
            }
            // One that somebody has begun to build meanwhile may know what was still there.
            try removeIndex(&outcome)
        }
        outcome.kept = plan.segments.count { !$0.isRedacted } - outcome.segments.count
        let torn = plan.tornFiles.filter { file in file.date <= date && plan.isOld(file.date, evidence) }
        try remove(torn.map(\.name), &outcome)
        return outcome
    }

    /// The index knows every token: it goes, and is built anew from what is left.
    private func removeIndex(_ outcome: inout Outcome) throws(JournalError) {
        let names: [String]
        do throws(StorageError) { names = try storage.names().sorted() } catch { throw JournalError(error) }
        try remove(names.filter { $0.hasPrefix(JournalFormat.indexName) }, &outcome)
    }

    private func remove(_ names: [String], _ outcome: inout Outcome) throws(JournalError) {
        guard !names.isEmpty else { return }
        do throws(StorageError) {
            for name in names {
                try storage.remove(name)
                outcome.removed.append(name)
            }
            try storage.syncFolder()
        } catch {
            throw JournalError(error)
        }
    }
}
