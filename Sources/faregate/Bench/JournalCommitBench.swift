import Journal
import Synchronization

/// Commits at a steady rate, and then the same sizes at the same moments by the disk alone.
struct JournalCommitBench {
    let folder: BenchFolder
    let rate: Int
    let records: Int
    let windowNanoseconds: UInt64

    /// When a commit ended, and up to which record.
    private struct Commit {
        let end: UInt64
        let sequence: UInt64
    }

    /// One round of each.
    func run(round: Int, into report: inout JournalBenchReport) throws(JournalError) {
        let storage = try folder.storage("commits-\(round)")
        let commits = Mutex<[Commit]>([])
        let writer = try JournalWriter.open(
            storage, device: "bench", newEpoch: 1, durability: .power, key: DeviceKey(identifier: 1, key: Self.key))
        let committer = try JournalCommitter(
            writer, windowNanoseconds: windowNanoseconds, now: MonotonicClock.now
        ) { commit in
            guard case .durable(let sequence) = commit else { return }
            commits.withLock { $0.append(Commit(end: MonotonicClock.now(), sequence: sequence)) }
        }
        let step = UInt64(1_000_000_000 / rate)
        let start = MonotonicClock.now()
        for number in 0..<records {
            MonotonicClock.sleep(until: start + UInt64(number) * step)
            try committer.append(
                JournalBenchRecord.tap(number), at: JournalBenchRecord.moment(MonotonicClock.now()))
        }
        try committer.waitUntilDurable(UInt64(records))
        report.commits.append(committer.commitLatencies)
        try committer.close()
        let list = commits.withLock { $0 }
        report.groups += list.count
        report.groupedRecords += records
        let recordBytes = try JournalReader.read(storage).bytes / records
        do throws(StorageError) {
            report.disk.append(try repeatByDisk(list, recordBytes: recordBytes, round: round, start: start))
        } catch {
            throw .storage(error)
        }
    }

    private static let key = [UInt8](repeating: 7, count: 32)

    /// Appends and syncs what the journal has, when it did; a commit that ended late lets the next one begin late.
    private func repeatByDisk(
        _ commits: [Commit], recordBytes: Int, round: Int, start: UInt64
    ) throws(StorageError) -> LatencyHistogram {
        let storage = try FileStorage("\(folder.path)/disk-\(round)", creates: true)
        let file = try storage.create("disk")
        try storage.syncFolder()
        let bytes = [UInt8](repeating: 0x5A, count: JournalWriter.mostPendingBytes)
        var histogram = LatencyHistogram.latencies()
        var size = 0
        var last: UInt64 = 0
        let begin = MonotonicClock.now()
        for commit in commits {
            let count = Int(commit.sequence - last) * recordBytes
            last = commit.sequence
            MonotonicClock.sleep(until: begin + (commit.end - start))
            let clock = MonotonicClock.now()
            try storage.write(file, at: size, bytes.span.extracting(first: count))
            try storage.sync(file)
            histogram.record(nanoseconds: MonotonicClock.now() - clock)
            size += count
        }
        storage.close(file)
        return histogram
    }
}
