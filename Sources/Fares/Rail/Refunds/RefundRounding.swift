/// How a fee in percent becomes an amount that is paid.
///
/// - **Source**: S17 and S18 for the first two; the third from a mirror of the railway's notice, unverified.
public enum RefundRounding: String, Hashable, Sendable, CaseIterable {
    /// The fee is cut to whole yuan or dollars (2018).
    case feeDownToWhole = "fee-down-to-whole"
    /// A part of a dollar in the refund becomes a whole one (2023).
    case refundUpToWhole = "refund-up-to-whole"
    /// The fee goes to the nearer 0.50: below 0.25 to 0, from 0.25 to 0.50, from 0.75 to 1 (domestic).
    case feeHalfUpToHalf = "fee-half-up-to-half"

    /// The fee on an amount in minor units, at most the amount itself.
    ///
    /// - **Parameters** minimum: what a fee that is not nothing comes to at least.
    func fee(on amount: Int, percent: Int, minimum: Int) -> Int {
        // In hundredths of a minor unit, so that nothing is rounded twice.
        let exact = amount * percent
        let fee =
            switch self {
            case .feeDownToWhole: exact / 10_000 * 100
            case .refundUpToWhole: amount - min(amount, (amount * 100 - exact + 9_999) / 10_000 * 100)
            case .feeHalfUpToHalf: (exact * 2 + 5_000) / 10_000 * 50
            }
        return min(amount, percent == 0 ? fee : max(fee, minimum))
    }
}
