/// What a rail gate says of a ticket, a document or both.
///
/// - **Source**: verdict codes of a station's gate program of 2017 (llp45135/pitchecking, `cr_codes.csv`, kind
///   `verify_code`), in its order.
package enum RailVerdict: String, Hashable, Sendable, CaseIterable {
    /// The ticket is good here and now.
    case accepted = "000000"
    /// The document is not the one that the ticket is bound to.
    case mismatch = "-00801"
    /// The ticket does not begin, or at the exit does not end, at this station.
    case wrongStation = "-00802"
    /// The ticket is for another day.
    case wrongDate = "-00803"
    /// The train's check-in has not opened.
    case notOpenYet = "-00804"
    /// The train's check-in has closed.
    case closed = "-00805"
    /// The ticket has been through already.
    case repeated = "-00806"
    /// No such train calls here that day, or this gate does not let in to it.
    case unknownTrain = "-00807"
    /// The train does not run.
    case cancelled = "-00808"
    /// One of ticket and document is there, and the other is waited for.
    case waiting = "-00888"
    /// Nothing that can be travelled on: no ticket, none in time, one that cannot be read, or one given back.
    case noTicket = "-00999"

    /// The code that gates, logs and JSON carry.
    package var code: String { rawValue }

    /// The code of a refusal by the fares' own rules; nil where the list has none that fits.
    package init?(_ refusal: GateReason) {
        switch refusal {
        case .alreadyUsed, .passBack: self = .repeated
        default: return nil
        }
    }

    /// The reason that a record of the refusal carries; nil for what refuses nothing.
    package var refusal: GateReason? {
        switch self {
        case .accepted, .waiting: nil
        case .mismatch: .documentMismatch
        case .wrongStation: .wrongStation
        case .wrongDate: .wrongDate
        case .notOpenYet: .checkInNotOpen
        case .closed: .checkInClosed
        case .repeated: .alreadyUsed
        case .unknownTrain: .unknownTrain
        case .cancelled: .trainCancelled
        case .noTicket: .noTicket
        }
    }
}
