import SmartCard

/// Carries a ``PurseDialogue`` over a channel and a key module.
package enum PurseTap {
    /// What the gate makes of a card that has been read.
    package enum Decision: Hashable, Sendable {
        /// Debit this much and write this place, whatever the journey on the card says if the gate does not mind.
        case debit(UInt32, place: UInt64, despiteObjection: Bool = false)
        /// A debit of this card is open: find out about it first. Asked again if it has not happened; with a place also
        /// if it was not this tap's.
        case recover(PurseIntent, place: UInt64? = nil)
        case refuse(PurseReason)
    }

    /// The gate's part of a tap.
    package struct Gate {
        /// Prices the ride of a card.
        package var decide: (PurseCard) -> Decision
        /// Puts an intent on stable storage; false if it cannot.
        package var keep: (PurseIntent) -> Bool
        /// Microseconds of a clock that only goes forward; 0 where time does not matter.
        package var now: () -> Int
        /// Told of each exchange with the moments before and after it.
        package var observe: (PurseDialogue.Phase, Int, Int) -> Void

        package init(
            decide: @escaping (PurseCard) -> Decision, keep: @escaping (PurseIntent) -> Bool,
            now: @escaping () -> Int = { 0 },
            observe: @escaping (PurseDialogue.Phase, Int, Int) -> Void = { _, _, _ in }
        ) {
            self.decide = decide
            self.keep = keep
            self.now = now
            self.observe = observe
        }
    }

    /// Runs one tap.
    package static func run(
        _ dialogue: inout PurseDialogue, _ purpose: PurseDialogue.Purpose, over channel: any CardChannel,
        psam: inout some PSAM, moment: PurseMoment, gate: Gate
    ) -> PurseResult {
        var answer: [UInt8] = []
        answer.reserveCapacity(CommandExchange.longestAnswer)
        var step = dialogue.begin(purpose, at: gate.now(), moment: moment, terminal: psam.terminal)
        while true {
            switch step {
            case .transmit: step = exchange(&dialogue, channel, &answer, gate)
            case .decide:
                guard let card = dialogue.card else { preconditionFailure("a card is read before it is priced") }
                switch gate.decide(card) {
                case .debit(let amount, let place, let isWaived):
                    step = dialogue.debit(amount, place: place, despiteObjection: isWaived)
                case .recover(let intent, let place): step = dialogue.recover(intent, place: place)
                case .refuse(let reason): step = dialogue.finish(reason)
                }
            case .authorise(let request):
                do throws(PSAMError) { step = dialogue.authorised(try psam.authorise(request)) } catch {
                    step = dialogue.authorisationFailed(error)
                }
            case .keep(let intent): step = gate.keep(intent) ? dialogue.kept(at: gate.now()) : dialogue.notKept()
            case .check(let answer, let request, let authorisation):
                step = dialogue.checked(try? psam.check(answer, of: request, authorisation))
            case .finished(let result): return result
            }
        }
    }

    private static func exchange(
        _ dialogue: inout PurseDialogue, _ channel: any CardChannel, _ answer: inout [UInt8], _ gate: Gate
    ) -> PurseDialogue.Step {
        let phase = dialogue.phase
        let sent = gate.now()
        do throws(CardChannelError) { try channel.transmit(dialogue.command, into: &answer) } catch {
            gate.observe(phase, sent, gate.now())
            return dialogue.failed(error)
        }
        let received = gate.now()
        gate.observe(phase, sent, received)
        return dialogue.receive(answer, at: received)
    }
}
