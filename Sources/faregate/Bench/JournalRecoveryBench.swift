import Journal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Writes a long journal without syncs, then opens it again.
struct JournalRecoveryBench {
    /// Openings that are measured, of each kind.
    private static let repeats = 5

    let folder: BenchFolder
    let records: Int

    func run(into report: inout JournalBenchReport) throws(JournalError) {
        report.records = records
        for hasKey in [false, true] {
            let name = "recovery-\(hasKey)"
            let clock = Stopwatch()
            try write(name, key: hasKey ? DeviceKey(identifier: 1, key: [UInt8](repeating: 7, count: 32)) : nil)
            let nanoseconds = clock.processorSeconds * 1e9 / Double(records)
            if hasKey { report.appendWithKeyNanoseconds = nanoseconds } else { report.appendNanoseconds = nanoseconds }
        }
        // With authentication codes: the longer records.
        for repetition in 0...Self.repeats {
            let clock = Stopwatch()
            let scan = try JournalReader.read(try folder.storage("recovery-true"))
            precondition(scan.isSound && scan.lastSequence == UInt64(records), "the journal just written is sound")
            report.journalBytes = scan.bytes
            if repetition > 0 {
                report.check.append(clock.wallSeconds)
                report.checkProcessor.append(clock.processorSeconds)
            }
        }
        for repetition in 0...Self.repeats {
            let seconds = try open()
            if repetition > 0 {
                report.recovery.append(seconds.wall)
                report.recoveryProcessor.append(seconds.processor)
            }
        }
        for _ in 0..<Self.repeats {
            dropCache()
            report.coldRecovery.append(try open().wall)
        }
    }

    private func write(_ name: String, key: DeviceKey?) throws(JournalError) {
        var writer = try JournalWriter.open(
            try folder.storage(name), device: "bench", newEpoch: 1, durability: .none, key: key)
        for number in 0..<records {
            try writer.append(JournalBenchRecord.tap(number), at: JournalBenchRecord.moment(UInt64(number) * 1000))
            if number % 512 == 511 { try writer.commit() }
        }
        try writer.close()
    }

    /// Opens for writing as a gate does, reading each tap.
    private func open() throws(JournalError) -> (wall: Double, processor: Double) {
        var charged: Int64 = 0
        let storage = try folder.storage("recovery-true")
        let clock = Stopwatch()
        let writer = try JournalWriter.open(storage, device: "bench", newEpoch: 1, durability: .power) {
            header, body throws(BodyFault) in
            guard header.kind == RecordKind.tap.rawValue else { return }
            charged += try JournalTap.read(body, keepsSealedData: false).chargeFen
        }
        let seconds = (clock.wallSeconds, clock.processorSeconds)
        precondition(writer.recovery.lastSequence == UInt64(records) && charged > 0, "all taps are there")
        try writer.close()
        return seconds
    }

    /// Takes the journal's files out of the page cache.
    private func dropCache() {
        for number in 1... {
            let path = "\(folder.path)/recovery-true/\(JournalFormat.segmentName(UInt32(number)))"
            let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return }
            fdatasync(descriptor)
            posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
            close(descriptor)
        }
    }
}
