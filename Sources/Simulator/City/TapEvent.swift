/// One row of the log to come.
///
/// - **Shape**: 16 bytes. The rows of a card stand together in order of true time.
struct TapEvent {
    /// The card's number below 10^9.
    let card: UInt32
    /// True second of the day; the gate's clock may say another.
    let second: UInt32
    /// Position in ``DeviceTable``.
    let device: UInt32
    /// Position in ``FareAmounts/amounts``.
    let amount: UInt16
    let kind: TapKind
    private let flags: UInt8

    init(
        card: UInt32, second: Int, device: Int, amount: UInt16, kind: TapKind, isNameless: Bool = false,
        closesTrip: Bool = false
    ) {
        self.card = card
        self.second = UInt32(truncatingIfNeeded: second)
        self.device = UInt32(truncatingIfNeeded: device)
        self.amount = amount
        self.kind = kind
        flags = (isNameless ? 1 : 0) | (closesTrip ? 2 : 0)
    }

    /// Whether station and gate are written as missing.
    var isNameless: Bool { flags & 1 != 0 }
    /// Whether the row is an exit that joins with the event before it.
    var closesTrip: Bool { flags & 2 != 0 }
}
