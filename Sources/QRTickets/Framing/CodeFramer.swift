/// Cuts the bytes of a serial scanner into codes.
///
/// - **Shape**: a state machine over single bytes, so that it does not matter how they come in pieces: a code ends by
///   its own length where its format has one, else text at the end of its line, else when the scanner falls silent.
/// - **Unit**: nanoseconds of a monotonic clock, given with the bytes.
/// - **Limits**: ``CodeFormat/mostBytes`` as they arrive; what is longer is dropped until silence.
/// - **Source**: `qr.md` 8: a random code of 332 bytes has a carriage return in it 73 times of 100.
package struct CodeFramer: Sendable {
    private enum State: Sendable {
        /// Nothing of a code yet; what scanners add is passed over.
        case between
        /// In a code of this length.
        case inside(CodeLength)
        /// In what is too long to be a code.
        case dropping
    }

    package let settings: FramerSettings
    private var state = State.between
    private var buffer: [UInt8] = []
    private var hasStarted = false
    private var last: UInt64 = 0

    /// Ready for the first byte.
    package init(_ settings: FramerSettings = FramerSettings()) {
        self.settings = settings
        buffer.reserveCapacity(CodeFormat.mostBytes)
    }

    /// When ``silence(now:)`` should be asked at the latest; nil: nothing is open.
    package var deadline: UInt64? {
        switch state {
        case .between: hasStarted ? last &+ settings.silenceNanoseconds : nil
        case .inside, .dropping: last &+ settings.silenceNanoseconds
        }
    }

    /// Takes in bytes that arrived now.
    ///
    /// - **Parameters**: `measuresSilence`, whether the time since the last bytes ends a code; false for a reader that
    ///   calls ``silence(now:)`` itself when it has seen that nothing came, and may come late to what did.
    package mutating func receive(
        _ bytes: Span<UInt8>, now: UInt64, measuresSilence: Bool = true
    ) -> [FramerEvent] {
        var events = measuresSilence ? silence(now: now) : []
        for index in bytes.indices { take(bytes[index], &events) }
        if bytes.count > 0 { last = now }
        return events
    }

    /// Time has passed: ends what was silence long enough ago.
    package mutating func silence(now: UInt64) -> [FramerEvent] {
        var events: [FramerEvent] = []
        guard now > last, now - last >= settings.silenceNanoseconds else { return events }
        end(&events)
        return events
    }

    /// The line is gone: what is open will not go on.
    package mutating func hangUp() -> [FramerEvent] {
        var events: [FramerEvent] = []
        end(&events)
        return events
    }
}

extension CodeFramer {
    private mutating func take(_ byte: UInt8, _ events: inout [FramerEvent]) {
        switch state {
        case .dropping: return
        case .between:
            guard !isAdded(byte) else { return }
            buffer.append(byte)
            state = .inside(length(.undecided))
        case .inside(let known):
            if known == .line, isLineEnd(byte) {
                endLine(&events)
                return
            }
            buffer.append(byte)
            let length = length(known)
            state = .inside(length)
            // A letter that could have begun a binary code, and then the end of the line.
            if known == .undecided, length == .line, isLineEnd(byte) {
                buffer.removeLast()
                endLine(&events)
                return
            }
        }
        guard case .inside(let length) = state else { return }
        if case .bytes(let count) = length, buffer.count >= count {
            events.append(.code(buffer))
            reset()
        } else if buffer.count > CodeFormat.mostBytes {
            events.append(.tooLong)
            buffer.removeAll(keepingCapacity: true)
            state = .dropping
        }
    }

    /// Whether a byte before a code is the scanner's: STX once, ends of lines, the suffix.
    private mutating func isAdded(_ byte: UInt8) -> Bool {
        if settings.startsWithSTX, !hasStarted, byte == 0x02 {
            hasStarted = true
            return true
        }
        return byte == 0x0D || byte == 0x0A || (settings.suffix == .endOfText && byte == 0x03)
    }

    private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == 0x0D || byte == 0x0A || (settings.suffix == .endOfText && byte == 0x03)
    }

    /// The length now that another byte has come.
    private func length(_ known: CodeLength) -> CodeLength {
        switch known {
        case .bytes, .untilSilence: return known
        case .undecided:
            switch settings.encoding {
            case .hex, .base64: return .line
            case .automatic, .raw: break
            }
            let found = CodeLength.of(buffer.span)
            guard case .line = found else { return found }
            return length(.line)
        case .line:
            // A line that must be hex or base64 stays one; else a byte that is no text makes it binary.
            let isOpen = settings.encoding == .automatic || settings.encoding == .raw
            guard isOpen, let last = buffer.last, !CodeLength.isText(last), !isLineEnd(last) else { return .line }
            return .untilSilence
        }
    }

    private mutating func end(_ events: inout [FramerEvent]) {
        defer { reset() }
        guard case .inside(let length) = state else { return }
        switch length {
        case .line: endLine(&events)
        case .untilSilence:
            let suffix = settings.suffix.bytes
            if !suffix.isEmpty, buffer.count > suffix.count, buffer.suffix(suffix.count).elementsEqual(suffix) {
                buffer.removeLast(suffix.count)
            }
            events.append(.code(buffer))
        case .bytes, .undecided: events.append(.cutShort(buffer))
        }
    }

    private mutating func endLine(_ events: inout [FramerEvent]) {
        defer { reset() }
        switch settings.encoding {
        case .raw: events.append(.code(buffer))
        case .automatic: events.append(.code(EncodedLine.recognised(buffer.span) ?? buffer))
        case .hex: events.append(EncodedLine.hex(buffer.span).map { .code($0) } ?? .notEncoded(buffer))
        case .base64: events.append(EncodedLine.base64(buffer.span).map { .code($0) } ?? .notEncoded(buffer))
        }
    }

    private mutating func reset() {
        state = .between
        hasStarted = false
        buffer.removeAll(keepingCapacity: true)
    }
}
