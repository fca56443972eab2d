import ElectronicPurse
import Gate
import QRTickets

extension LaneTap {
    /// What the rider is shown.
    package var prompt: GatePrompt {
        switch outcome {
        case .again: return .presentAgain
        case .refused:
            if let code, let result = CodeResult(rawValue: reason) {
                return .codeRefused(CodePrompt(result, code.format))
            }
            return .refused(verdict?.reason)
        case .open: break
        }
        guard let decision = verdict?.decision, decision.fare != nil,
            let amount = Int32(exactly: decision.chargeFen)
        else { return .go }
        return .goCharged(amountFen: amount, balanceFen: balanceFen)
    }

    /// What a purse has left after the debit.
    private var balanceFen: Int32? {
        guard case .debited(let proof)? = purse?.outcome else { return nil }
        return Int32(exactly: Int64(proof.intent.balanceBeforeFen) - Int64(proof.intent.amountFen))
    }
}
