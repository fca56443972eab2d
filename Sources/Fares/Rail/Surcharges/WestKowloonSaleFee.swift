/// What Hong Kong West Kowloon charges for selling a ticket of the mainland network.
///
/// - **Source**: S7; its wording for the last band is "above", so 300 yuan itself is our reading.
public enum WestKowloonSaleFee {
    /// Upper ends of the bands in fen, themselves outside, and the fee in cents; the last band has no end.
    private static let bands: [(below: Int, cents: Int)] = [(20_000, 1_000), (30_000, 2_000), (.max, 3_000)]

    /// The fee for a ticket of so many fen; nil for an amount that no ticket costs.
    public static func fee(ticketFen: Int) -> Money? {
        guard (1...RefundRules.maximumPaid).contains(ticketFen),
            let band = bands.first(where: { ticketFen < $0.below })
        else { return nil }
        return Money(minorUnits: band.cents, currency: .hkd)
    }
}
