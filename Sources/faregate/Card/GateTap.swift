import CardEmulator
import EMV
import ElectronicPurse
import Fares
import Gate
import Lane
import QRTickets
import SmartCard

/// A tap at a lane, as reports show it.
enum GateTap {
    /// What came of it.
    struct Outcome {
        var verdict: GateOutcome
        var reason: String
        /// The medium that the card was taken as; nil for a card that is none here.
        var medium: String?
        /// What the validator said of a code; nil for a card.
        var code: CodeVerdict?
        /// What a payment card's kernel said.
        var kernel: KernelResult?
        /// The card may count itself as paid.
        var isTorn: Bool
        /// The card left so the last time.
        var followsTorn: Bool
        /// What a purse came to.
        var purse: PurseOutcome?
        var decision: GateDecision?
        var token: CardTokenValue?
        var maskedPAN: String?
        /// Where the journey began, at an exit.
        var entryStation: StationIndex?
        var phases: [PhaseLog.Phase]
        /// The number of the tap's record; nil if it has none.
        var sequence: Int?
        /// What the acquirer needs later, sealed to its key; nil without a key.
        var sealedAuthorisation: [UInt8]?

        init(_ tap: LaneTap) {
            verdict = tap.outcome
            reason = tap.reason
            medium = tap.medium
            code = tap.code
            kernel = tap.kernel
            isTorn = tap.isTorn
            followsTorn = tap.followsTorn
            purse = tap.purse.map { PurseOutcome(card: tap.purseCard, result: $0) }
            decision = tap.verdict?.decision
            token = tap.token
            maskedPAN = tap.maskedNumber
            entryStation = tap.verdict?.entryStation
            phases = tap.log.phases
            sequence = tap.verdict.map { Int($0.tapSequence) }
            sealedAuthorisation = tap.sealedData.isEmpty ? nil : tap.sealedData
        }
    }

    /// What a purse said and came to.
    struct PurseOutcome {
        var card: PurseCard?
        var result: PurseResult

        /// What the card has proved of its debit.
        var proof: PurseProof? {
            if case .debited(let proof) = result.outcome { return proof }
            return nil
        }
    }
}
