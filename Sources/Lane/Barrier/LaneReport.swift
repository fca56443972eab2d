import Gate

/// Something that a lane's machine has done, for whoever records or shows it.
package struct LaneReport: Hashable, Sendable {
    /// What.
    package var action: GateAction
    /// When, on the monotonic clock.
    package var nanoseconds: UInt64
    /// The lane's easings after it.
    package var easings: GateEasings
    /// Who has commanded it; empty: nobody.
    package var actor: String
    /// What holds at the lane after it; nil: not known.
    package var orders: StandingOrders?
    /// Which change of mode, easings or orders of its machine's it is, from 1; 0: none.
    package var change: UInt64
    /// The lane could let nobody through any more: a pass that ends so is no fault of its rider's.
    package var isLaneFault: Bool
    /// Since it stands open for everybody.
    package var isReleased: Bool

    package init(
        _ action: GateAction, nanoseconds: UInt64, easings: GateEasings, actor: String = "",
        orders: StandingOrders? = nil, change: UInt64 = 0, isLaneFault: Bool = false,
        isReleased: Bool = false
    ) {
        self.change = change
        self.orders = orders
        self.action = action
        self.nanoseconds = nanoseconds
        self.easings = easings
        self.actor = actor
        self.isLaneFault = isLaneFault
        self.isReleased = isReleased
    }
}
