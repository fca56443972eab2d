/// That a purse was debited.
package struct PurseProof: Hashable, Sendable {
    /// The purchase, as it was kept before the debit.
    package let intent: PurseIntent
    /// What the card gave; nil if only its records show the debit.
    package let answer: DebitAnswer?
    /// The key module has found MAC2 genuine.
    package let isVerified: Bool
    /// The answer to the debit was lost: this comes from a later presentation.
    package let isRecovered: Bool

    package init(intent: PurseIntent, answer: DebitAnswer?, isVerified: Bool, isRecovered: Bool) {
        self.intent = intent
        self.answer = answer
        self.isVerified = isVerified
        self.isRecovered = isRecovered
    }

    /// Whether the barrier may open for it: the key module has found MAC2 genuine or, `onRecords`, the card has never
    /// given a MAC2 and its records show the debit.
    package func opens(onRecords: Bool) -> Bool {
        isVerified || onRecords && answer == nil && intent.doubt == .none
    }
}
