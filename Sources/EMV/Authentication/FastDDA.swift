/// What fDDA needs to know from the terminal and the scheme.
package struct FastDDA: Hashable, Sendable {
    /// `9F37`, four bytes.
    package var unpredictableNumber: UInt32
    /// `9F02` in minor units, at most twelve digits.
    package var amount: UInt64
    /// `5F2A` as its digits read in hex: yuan are `0x0156`.
    package var currency: UInt16
    /// The scheme's own rules.
    package var rules: Rules

    package init(unpredictableNumber: UInt32, amount: UInt64, currency: UInt16, rules: Rules) {
        self.unpredictableNumber = unpredictableNumber
        self.amount = amount
        self.currency = currency
        self.rules = rules
    }

    /// What differs by scheme.
    ///
    /// - **Source**: reference page emv.md 4.3; from public terminal and card sources, no specification was read.
    package struct Rules: Hashable, Sendable {
        /// The second byte of the recovered signature.
        package var signedDataFormat: UInt8
        /// How long `9F69` may be.
        package var cardAuthenticationDataLength: ClosedRange<Int>
        /// Whether cards of fDDA version 00 pass (hash over the random number alone, no `9F69`).
        package var allowsVersion00: Bool
        /// Whether the card must say in its interchange profile that it supports dynamic authentication.
        package var requiresDDABit: Bool
        /// Whether `9F36` must be there to be compared. Off only where a record of a card lacks it; a different one
        /// never passes.
        package var requiresCounterInClear = true

        /// Kernel 7: UnionPay.
        package static let unionPay = Rules(
            signedDataFormat: 0x05, cardAuthenticationDataLength: 8...16, allowsVersion00: false,
            requiresDDABit: true)
        /// Kernel 3: Visa. The lengths seen are 7; the bit is another one there.
        package static let visa = Rules(
            signedDataFormat: 0x95, cardAuthenticationDataLength: 7...16, allowsVersion00: false,
            requiresDDABit: false)
    }
}
