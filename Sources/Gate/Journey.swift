import Fares

/// Where a card stands between its taps.
///
/// - **Shape**: plain values of a fixed size, one row of the ``JourneyTable``.
package struct Journey: Hashable, Sendable {
    /// The states of a card.
    package enum State: Hashable, Sendable {
        /// No journey is open.
        case idle
        /// In the paid area since an entry.
        case open(JourneyEnd)
        /// Open at the end of its service day and closed by the missing-exit rule; a late exit still prices it.
        case swept(JourneyEnd, chargedFen: Int32)
        /// Out, but the entry is not known yet: fare pending. The entry lies after `since`.
        case pending(PendingExit)
    }

    /// An exit that waits for its entry.
    package struct PendingExit: Hashable, Sendable {
        package let exit: JourneyEnd
        package let medium: FareMedia
        package let rider: RiderCategory
        package let carriage: CarriageClass
        package let transfer: TransferMark
        /// The bus tap that stood before the exit.
        package let bus: LocalTime?
        /// The moment of the metro tap before, if any: the missing entry is not older.
        package let since: LocalTime?
        /// Charged by the missing-entry rule, to be taken back when the entry arrives.
        package let chargedFen: Int32
    }

    /// The metro tap taken last.
    package struct LastTap: Hashable, Sendable {
        package let kind: TapKind
        package let end: JourneyEnd
    }

    /// Where the card stands.
    package var state = State.idle
    /// The last metro tap, for pass-back and order.
    package var last: LastTap?
    /// The last bus tap, for the transfer discount; nil if none, or if a metro trip has followed it.
    package var bus: LocalTime?
    /// The bus tap that stood before the open entry.
    package var busBeforeEntry: LocalTime?
    /// The last service day on which a medium that is good for one journey may enter once more; 0: none.
    package var reusableThrough: Int32 = 0
    /// Spending towards caps, promotions, passes.
    package var use = AccountUse()

    package init() {}
}
