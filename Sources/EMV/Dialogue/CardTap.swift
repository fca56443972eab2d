import SmartCard

/// Carries a ``CardDialogue`` over a channel.
package enum CardTap {
    /// Runs one tap; `now` gives microseconds of a clock that only goes forward, 0 where time does not matter.
    ///
    /// With `keepsQualifiers` the transaction's terminal qualifiers are sent as they are, without pre-processing.
    /// `observe` is told the phase of each exchange with the moments before and after it.
    package static func run(
        _ dialogue: inout CardDialogue, over channel: any CardChannel, transaction: TransactionData,
        keepsQualifiers: Bool = false, now: () -> Int = { 0 },
        observe: (CardDialogue.Phase, Int, Int) -> Void = { _, _, _ in }
    ) -> TapResult {
        var step =
            keepsQualifiers
            ? dialogue.beginWithoutPreProcessing(transaction, at: now()) : dialogue.begin(transaction, at: now())
        while case .transmit = step {
            let phase = dialogue.phase
            let sent = now()
            do throws(CardChannelError) {
                try dialogue.transmit(over: channel)
            } catch {
                observe(phase, sent, now())
                step = dialogue.failed(error)
                continue
            }
            let received = now()
            observe(phase, sent, received)
            step = dialogue.receive(at: received)
        }
        guard case .finished(let result) = step else { preconditionFailure("a step is transmit or finished") }
        return result
    }
}
