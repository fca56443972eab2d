extension CityDay {
    /// Writes the log, and then the truth where `truth` is given, in chunks of about 1 MiB.
    ///
    /// - **Shape**: rows in order of true time, rows of one second in the order in which the cards were made. Times are
    ///   those the gates wrote, so a wrong clock shows as disorder.
    /// - **Parameters** log, truth: take a chunk, which is valid during the call only; progress: hears how many rows of
    ///   the log are written, after each chunk.
    /// - **Errors**: what the sinks throw.
    package func write(
        format: LogFormat, log: (UnsafeRawBufferPointer) throws -> Void,
        truth: ((UnsafeRawBufferPointer) throws -> Void)? = nil, progress: (Int) -> Void = { _ in }
    ) throws {
        try unsafe writeLog(format, log, progress)
        if let truth = unsafe truth { try unsafe writeTruth(truth) }
    }

    private func writeLog(
        _ format: LogFormat, _ sink: (UnsafeRawBufferPointer) throws -> Void, _ progress: (Int) -> Void
    ) throws {
        let writer = RowWriter(self, format)
        var buffer = ByteBuffer()
        buffer.append(writer.header.utf8Span.span.bytes)
        let order = Self.order(count: events.count) { Int(events[$0].second) }
        for position in order.indices {
            writer.append(events[Int(order[position])], to: &buffer)
            if buffer.count >= ByteBuffer.flushAt {
                try unsafe buffer.flush(to: sink)
                progress(position + 1)
            }
        }
        try unsafe buffer.flush(to: sink)
        progress(order.count)
    }

    private func writeTruth(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        let writer = TruthWriter(self)
        var buffer = ByteBuffer()
        buffer.append(TruthWriter.header.utf8Span.span.bytes)
        var order = Self.order(count: events.count) { events[$0].closesTrip ? recordedSecond(events[$0]) : nil }
        // Trips that end in the same second go by card; no card ends two trips in one second.
        var start = 0
        while start < order.count {
            let second = recordedSecond(events[Int(order[start])])
            var end = start + 1
            while end < order.count, recordedSecond(events[Int(order[end])]) == second { end += 1 }
            order[start..<end].sort { events[Int($0)].card < events[Int($1)].card }
            start = end
        }
        for position in order {
            writer.append(entry: events[Int(position) - 1], exit: events[Int(position)], to: &buffer)
            if buffer.count >= ByteBuffer.flushAt { try unsafe buffer.flush(to: sink) }
        }
        try unsafe buffer.flush(to: sink)
    }

    /// Positions sorted by second of the day, equal ones as they stand; those without a second are left out.
    private static func order(count: Int, second: (Int) -> Int?) -> ContiguousArray<UInt32> {
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
        return order
    }
}
