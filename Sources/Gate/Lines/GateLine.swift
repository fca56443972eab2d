/// A line of a barrier's controller.
///
/// - **Source**: Docs/gate.md, "Line protocol": the project's own.
package enum GateLine: Hashable, Sendable {
    /// Something has happened.
    case event(GateEvent)
    /// The controller asks whether anybody is there.
    case ping
    /// It answers.
    case pong
    /// It names the version of the protocol that it speaks.
    case hello(version: Int)

    /// Reads a line without its end.
    ///
    /// - **Errors**: ``GateLineFault`` with the offset in the line.
    package static func read(_ line: Span<UInt8>) throws(GateLineFault) -> GateLine {
        var words = GateLineWords()
        let word = try words.next(in: line)
        let result = try read(word, &words, line)
        try words.end(in: line)
        return result
    }

    private static func read(
        _ word: GateLineWord, _ words: inout GateLineWords, _ line: Span<UInt8>
    ) throws(GateLineFault) -> GateLine {
        if words.equal(word, "PING", in: line) { return .ping }
        if words.equal(word, "PONG", in: line) { return .pong }
        if words.equal(word, "PASSED", in: line) {
            return .event(try words.sequence(in: line).map { .passed($0) } ?? .sensor(.passed))
        }
        if words.equal(word, "TAILGATE", in: line) {
            return .event(try words.sequence(in: line).map { .followed($0) } ?? .sensor(.tailgating))
        }
        if words.equal(word, "INTRUSION", in: line) { return .event(.sensor(.intrusion)) }
        if words.equal(word, "WITHDREW", in: line) { return .event(.sensor(.withdrew)) }
        if words.equal(word, "ZONE", in: line) {
            return .event(.sensor(try words.flag(in: line) ? .zoneOccupied : .zoneFree))
        }
        if words.equal(word, "BARRIER", in: line) { return .event(.barrier(try report(&words, line))) }
        if words.equal(word, "EMERGENCY", in: line) { return .event(.emergencyLine(try words.flag(in: line))) }
        if words.equal(word, "POWER", in: line) { return .event(.power(try words.flag(in: line))) }
        if words.equal(word, "HELLO", in: line) { return .hello(version: try words.number(in: line)) }
        throw GateLineFault(.unknownWord, at: word.start)
    }

    private static func report(
        _ words: inout GateLineWords, _ line: Span<UInt8>
    ) throws(GateLineFault) -> BarrierReport {
        let word = try words.next(in: line)
        if words.equal(word, "OPENED", in: line) { return .opened }
        if words.equal(word, "CLOSED", in: line) { return .closed }
        if words.equal(word, "OBSTRUCTED", in: line) { return .obstructed }
        if words.equal(word, "FAULT", in: line) { return .fault }
        throw GateLineFault(.badArgument, at: word.start)
    }
}
