import Lane
import PCSC
import SmartCard

/// The cards of one reader.
final class ReaderSource: LaneSource {
    private let arrivals: CardArrivals
    private let present: (any CardChannel) -> LaneTap?
    private let tell: (LaneNews) -> Void

    /// - **Parameters**: `present` gives nil where the lane takes no card now.
    init(
        _ arrivals: CardArrivals, present: @escaping (any CardChannel) -> LaneTap?, tell: @escaping (LaneNews) -> Void
    ) {
        self.arrivals = arrivals
        self.present = present
        self.tell = tell
    }

    func turn(milliseconds: Int) -> Bool {
        switch arrivals.next(milliseconds: milliseconds, now: { GateClock.milliseconds }) {
        case .nothing: break
        case .changed(let event): tell(.reader(event))
        case .unusable(let error): tell(.unusable(error))
        case .card(let session):
            guard let tap = present(session) else {
                _ = arrivals.ended(.interrupted, now: { GateClock.milliseconds })
                break
            }
            _ = arrivals.ended(tap.ending, now: { GateClock.milliseconds })
            tell(.tap(tap))
        }
        return true
    }

    func close() {}
}
