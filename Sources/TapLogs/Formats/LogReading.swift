/// One worker's part of a log after reading: its sink, and the number of the first line in the file.
struct LogPart<Sink: RowSink> {
    var sink: Sink
    /// The line of the file (from 1) that the part's line 0 is.
    var firstLine: Int
}

/// Reads a whole log through sinks, in parallel where the file can be cut.
struct LogReading<Sink: RowSink> {
    /// The format recognised.
    let format: LogFormat
    /// The parts in order of the file.
    let parts: [LogPart<Sink>]

    /// Reads `file` with at most `threads` workers; `makeSink` makes the sink of each.
    ///
    /// A plain CSV file is cut at line ends into equal parts; all else is read by one worker.
    init(
        _ file: String, required: [FieldRole], threads: Int, progress: ReadProgress,
        makeSink: (LogFormat, Int?) -> Sink
    ) throws(LogError) {
        let opening = try LogOpening(file, required: required)
        format = opening.format
        guard let layout = opening.layout else {
            var reader = JSONTapReader(
                isLines: opening.format == .ndjson, sink: makeSink(opening.format, opening.source.storedSize))
            try BlockReader(source: opening.source, progress: progress).run(&reader)
            parts = [LogPart(sink: reader.sink, firstLine: 1)]
            return
        }
        let size = opening.source.plainSize
        guard threads > 1, let size, size > threads * BlockReader.blockSize else {
            var reader = CSVTapReader(layout, skipsHeader: true, sink: makeSink(.csv, opening.source.storedSize))
            try BlockReader(source: opening.source, progress: progress).run(&reader)
            parts = [LogPart(sink: reader.sink, firstLine: 2)]
            return
        }
        let cuts = try Self.cuts(file, from: opening.headerLength, to: size, parts: threads)
        let read = try Workers.run(threads) { worker throws(LogError) -> (Sink, Int) in
            var reader = CSVTapReader(layout, skipsHeader: false, sink: makeSink(.csv, size / threads))
            let source = try ByteSource.part(of: file, from: cuts[worker])
            let limit = worker == threads - 1 ? nil : cuts[worker + 1] - cuts[worker]
            try BlockReader(source: source, progress: progress).run(&reader, limit: limit)
            return (reader.sink, reader.line)
        }
        var parts: [LogPart<Sink>] = []
        var firstLine = 2
        for (sink, lines) in read {
            parts.append(LogPart(sink: sink, firstLine: firstLine))
            firstLine += lines
        }
        guard firstLine < TapRecord.maximumRows else { throw .tooManyRows(file: file) }
        self.parts = parts
    }

    /// Offsets of line starts that cut a file into equal parts.
    private static func cuts(_ file: String, from start: Int, to end: Int, parts: Int) throws(LogError) -> [Int] {
        var cuts = [start]
        for part in 1..<parts {
            var offset = max(cuts[part - 1], start + (end - start) / parts * part)
            search: while offset < end {
                let bytes = try ByteSource.part(of: file, from: offset).peek(1 << 16)
                if bytes.isEmpty { break }
                if let lineFeed = bytes.firstIndex(of: 0x0A) {
                    offset += lineFeed + 1
                    break search
                }
                offset += bytes.count
            }
            cuts.append(min(offset, end))
        }
        return cuts
    }
}
