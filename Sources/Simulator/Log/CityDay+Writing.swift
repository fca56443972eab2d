extension CityDay {
    /// Rows that are collected before they are written.
    private static let batchCount = 256

    /// Writes the log, and then the truth where `truth` is given, in chunks of about 1 MiB.
    ///
    /// - **Shape**: rows in order of true time, rows of one second in the order in which the cards were made. Times are
    ///   those the gates wrote, so a wrong clock shows as disorder.
    /// - **Parameters** log, truth: take a chunk, which is valid during the call only; progress: hears how many rows of
    ///   the log are written, after each chunk.
    /// - **Errors**: what the sinks throw.
    package func write(
        format: TapStreamFormat, log: (UnsafeRawBufferPointer) throws -> Void,
        truth: ((UnsafeRawBufferPointer) throws -> Void)? = nil, progress: (Int) -> Void = { _ in }
    ) throws {
        try unsafe writeLog(format, log, progress)
        if let truth = unsafe truth { try unsafe writeTruth(truth) }
    }

    private func writeLog(
        _ format: TapStreamFormat, _ sink: (UnsafeRawBufferPointer) throws -> Void, _ progress: (Int) -> Void
    ) throws {
        let writer = RowWriter(self, format)
        var buffer = ByteBuffer()
        buffer.append(writer.header.utf8Span.span)
        let order = Self.sorted(count: events.count) { Int(events[$0].second) }.positions
        var batch: ContiguousArray<TapEvent> = []
        batch.reserveCapacity(Self.batchCount)
        for start in stride(from: 0, to: order.count, by: Self.batchCount) {
            // Collected first and written then: the scattered reads overlap, which halves the time.
            let end = min(start + Self.batchCount, order.count)
            batch.removeAll(keepingCapacity: true)
            for position in start..<end { batch.append(events[Int(order[position])]) }
            for event in batch { writer.append(event, to: &buffer) }
            if buffer.count >= ByteBuffer.flushAt {
                try unsafe buffer.flush(to: sink)
                progress(end)
            }
        }
        try unsafe buffer.flush(to: sink)
        progress(order.count)
    }

    private func writeTruth(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        let writer = TruthWriter(self)
        var buffer = ByteBuffer()
        buffer.append(TruthWriter.header.utf8Span.span)
        var (order, ends) = Self.sorted(count: events.count) {
            events[$0].closesTrip ? recordedSecond(events[$0]) : nil
        }
        // Trips that end in the same second go by card; no card ends two trips in one second.
        var start = 0
        for end in ends where end > start {
            order[start..<end].sort { events[Int($0)].card < events[Int($1)].card }
            start = end
        }
        var batch: ContiguousArray<(entry: TapEvent, exit: TapEvent)> = []
        batch.reserveCapacity(Self.batchCount)
        for start in stride(from: 0, to: order.count, by: Self.batchCount) {
            batch.removeAll(keepingCapacity: true)
            for position in order[start..<min(start + Self.batchCount, order.count)] {
                batch.append((events[Int(position) - 1], events[Int(position)]))
            }
            for trip in batch { writer.append(entry: trip.entry, exit: trip.exit, to: &buffer) }
            if buffer.count >= ByteBuffer.flushAt { try unsafe buffer.flush(to: sink) }
        }
        try unsafe buffer.flush(to: sink)
    }

    /// Positions sorted by second of the day, equal ones as they stand, with the end of each second's run; those
    /// without a second are left out.
    private static func sorted(
        count: Int, second: (Int) -> Int?
    ) -> (positions: ContiguousArray<UInt32>, ends: [Int]) {
        var starts = [Int](repeating: 0, count: 86_401)
        for position in 0..<count {
            if let second = second(position) { starts[second + 1] += 1 }
        }
        for second in 1...86_400 { starts[second] += starts[second - 1] }
        var order = ContiguousArray<UInt32>(repeating: 0, count: starts[86_400])
        for position in 0..<count {
            guard let second = second(position) else { continue }
            order[starts[second]] = UInt32(truncatingIfNeeded: position)
            starts[second] += 1
        }
        // Each start has moved on to its run's end.
        return (order, starts)
    }
}
