/// Codes that come as lines of hex or base64, from a pipe or the keyboard.
///
/// - **Shape**: fed with bytes, gives a code a line; a line is hex where it can be, else base64, else the text itself.
/// - **Limits**: lines of ``CodeFramer``'s length; longer ones are `tooLong`, and reading goes on behind them.
package struct LineCodes: Sendable {
    private var line: [UInt8] = []
    private var isTooLong = false

    /// Ready for the first line.
    package init() {}

    /// Takes in bytes.
    package mutating func receive(_ bytes: Span<UInt8>) -> [FramerEvent] {
        var events: [FramerEvent] = []
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D {
                end(&events)
            } else if line.count < 2 * CodeFormat.mostBytes {
                line.append(byte)
            } else {
                isTooLong = true
            }
        }
        return events
    }

    /// No more bytes will come; the last line needs no end.
    package mutating func finish() -> [FramerEvent] {
        var events: [FramerEvent] = []
        end(&events)
        return events
    }

    private mutating func end(_ events: inout [FramerEvent]) {
        defer {
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        guard !line.isEmpty else { return }
        guard !isTooLong else { return events.append(.tooLong) }
        // A payment code of digits is text, though its digits are hex too.
        if CodeFormat.recognise(line.span) != nil { return events.append(.code(line)) }
        events.append(.code(EncodedLine.hex(line.span) ?? EncodedLine.base64(line.span) ?? line))
    }
}
