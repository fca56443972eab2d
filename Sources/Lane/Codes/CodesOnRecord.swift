import Fares
import Gate
import Journal
import QRTickets

/// The codes whose taps stand in a gate's journal, as far as they could still be shown: what a start compares its
/// replay store with.
///
/// - **Shape**: built from the journal's records at start, like ``DeskState``.
package struct CodesOnRecord {
    private struct Recorded {
        let sequence: UInt64
        let time: UInt32
    }

    /// The longest that a code can be good after it has opened, in seconds.
    private let spanSeconds: UInt32
    private var taps: [ReplayKey: Recorded] = [:]
    private var sweepAt = 1024
    /// The wall time of the last record, in milliseconds; 0: none.
    package private(set) var lastRecordMilliseconds: Int64 = 0

    /// Codes of which none is good for longer than `longestValiditySeconds`, and none lies further in the future than
    /// `skewSeconds`.
    package init(longestValiditySeconds: UInt32, skewSeconds: UInt32) {
        spanSeconds = longestValiditySeconds + 2 * skewSeconds
    }

    /// How many codes are remembered.
    package var count: Int { taps.count }

    /// Takes a record of the journal, in order.
    package mutating func take(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) {
        lastRecordMilliseconds = header.moment.wallMilliseconds
        guard RecordKind(rawValue: header.kind) == .tap else { return }
        let tap = try JournalTap.read(body, keepsSealedData: false)
        guard tap.outcome == .open, let key = tap.replayKey else { return }
        if taps.count >= sweepAt {
            taps = taps.filter { UInt64($0.value.time) + UInt64(spanSeconds) >= UInt64(tap.time.seconds) }
            sweepAt = max(1024, 2 * taps.count)
        }
        taps[key] = Recorded(sequence: header.sequence, time: tap.time.seconds)
    }

    /// Makes a replay store agree with the journal: what this device reserved and did not record is free again, what it
    /// recorded is spent.
    ///
    /// - **Returns** how many codes of this journal another gate has let through too: the store was lost between the
    ///   two.
    package func settle(_ store: any ReplayStore, for holder: ReplayHolder) throws(ReplayStoreFailure) -> Int {
        var doubles = 0
        _ = try store.resolve(device: holder.device) { taps[$0]?.sequence }
        for (key, tap) in taps {
            let time = tap.time &- LaneClock.chinaOffset
            let other = try store.restore(
                key,
                ReplayEntry(holder: holder, time: time, expires: time &+ spanSeconds, sequence: tap.sequence))
            if other != nil { doubles += 1 }
        }
        return doubles
    }
}
