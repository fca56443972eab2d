/// What a lane's display shows; its words are found elsewhere.
///
/// - **Unit**: fen.
package enum GatePrompt: Hashable, Sendable {
    /// Present a medium.
    case welcome
    /// Pass.
    case go
    /// Pass; what was charged and, with a purse, what is left.
    case goCharged(amountFen: Int32, balanceFen: Int32?)
    /// Stay; why, where the gate's own rules say so.
    case refused(GateReason?)
    /// Stay: the code is not taken.
    case codeRefused(CodePrompt)
    /// Present the medium again.
    case presentAgain
    /// Wait for those under way.
    case wait
    /// One at a time: somebody has followed, or come from the wrong side.
    case stepBack
    /// Closed.
    case closed
    /// Out of service.
    case outOfService
    /// The reader does not work: another gate does.
    case useOtherGate
    /// Emergency: pass, nothing is needed.
    case emergencyExit
    /// Staff work here.
    case maintenance
}
