import Fares

/// The last sign of life of a journal's gate, by which emergency releases end that no record ends.
///
/// - **Shape**: takes the records in order. What a command may write while no gate runs (a key, registers, retention)
///   is no sign of one.
package struct LastSign: Hashable, Sendable {
    private var moment: JournalMoment?

    package init() {}

    /// Takes a record.
    package mutating func take(_ header: RecordHeader) {
        switch RecordKind(rawValue: header.kind) {
        case .keyChange, .register, .retention: break
        default: moment = header.moment
        }
    }

    /// When releases are over that no record ends: with the service day of the last sign, or when the gate begins anew
    /// (nil: it has not) if that is earlier. A gate that died in a release forgives that day and no other; up to its
    /// last sign barriers stood open for certain, even where the clock is behind at the start.
    ///
    /// - **Parameters**: `dayStart`, when service days begin, in seconds after midnight.
    /// - **Returns** nil where there was no record and there is no start.
    package func releaseEnd(start: JournalMoment?, dayStart: Int) -> LocalTime? {
        guard let moment else { return start?.localTime }
        let date = moment.localTime.serviceDate(startSecondOfDay: dayStart)
        let next = Int64(date.dayNumber + 1) * 86_400 + Int64(dayStart)
        let end = LocalTime(seconds: UInt32(clamping: next - 1))
        return start.map { max(moment.localTime, min($0.localTime, end)) } ?? end
    }
}
