import QRTickets

extension FuzzTarget {
    /// A scanner's bytes in pieces give the codes that they give at once, and no code is longer than any.
    static func framer(_ bytes: [UInt8]) {
        var source = FuzzBytes(bytes)
        var settings = FramerSettings()
        let encodings = FramerSettings.Encoding.allCases
        let suffixes = FramerSettings.Suffix.allCases
        settings.encoding = encodings[Int(source.byte()) % encodings.count]
        settings.suffix = suffixes[Int(source.byte()) % suffixes.count]
        settings.startsWithSTX = source.byte() & 1 == 1
        let pieceSeed = source.byte()
        let stream = source.rest()
        var (whole, pieces) = (CodeFramer(settings), CodeFramer(settings))
        var lines = LineCodes()
        var expected = whole.receive(stream.span, now: 1)
        var events: [FramerEvent] = []
        var (at, step) = (0, Int(pieceSeed))
        while at < stream.count {
            step = (step * 5 + 3) & 0x3F
            let end = min(stream.count, at + 1 + step)
            events += pieces.receive(stream[at..<end].span, now: 1)
            _ = lines.receive(stream[at..<end].span)
            at = end
        }
        _ = lines.finish()
        expected += whole.silence(now: 1 + settings.silenceNanoseconds)
        events += pieces.silence(now: 1 + settings.silenceNanoseconds)
        precondition(events == expected, "pieces give other codes")
        precondition(whole.deadline == nil && pieces.deadline == nil, "something is open after silence")
        for case .code(let code) in events {
            precondition(!code.isEmpty && code.count <= CodeFormat.mostBytes, "a code of \(code.count) bytes")
        }
    }
}
