/// Cuts what a barrier's controller sends into lines and reads them.
///
/// - **Shape**: a value of a fixed size; ``take(_:)`` one byte at a time. LF ends a line; CR before it is part of the
///   end. An empty line is none.
/// - **Limits**: ``longestLine`` bytes; what is longer is one fault, whatever follows until the next LF.
package struct GateLineReader: Sendable {
    /// The longest line without its end.
    package static let longestLine = 64

    /// What a byte has brought.
    package enum Result: Hashable, Sendable {
        /// The line goes on.
        case more
        case line(GateLine)
        /// With the offset in all that came.
        case fault(GateLineFault)
    }

    private var line = InlineArray<66, UInt8>(repeating: 0)
    private var count = 0
    private var isTooLong = false
    /// The bytes taken so far.
    package private(set) var offset = 0

    package init() {}

    /// Takes the next byte.
    package mutating func take(_ byte: UInt8) -> Result {
        offset += 1
        guard byte != 0x0A else { return end() }
        if count < Self.longestLine + 1 {
            line[count] = byte
            count += 1
        } else {
            isTooLong = true
        }
        return .more
    }

    private mutating func end() -> Result {
        defer {
            count = 0
            isTooLong = false
        }
        let start = offset - 1 - count
        var length = count
        if length > 0, line[length - 1] == 0x0D { length -= 1 }
        if isTooLong || length > Self.longestLine { return .fault(GateLineFault(.tooLong, at: start)) }
        if length == 0 { return .more }
        do throws(GateLineFault) {
            return .line(try GateLine.read(line.span.extracting(first: length)))
        } catch {
            return .fault(GateLineFault(error.kind, at: start + error.offset))
        }
    }
}
