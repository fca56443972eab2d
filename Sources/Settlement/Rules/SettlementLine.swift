import Fares
import Journal

/// One amount of one account on a day, with what explains it.
package struct SettlementLine: Hashable, Sendable {
    /// One end of a journey.
    package struct End: Hashable, Sendable {
        /// When.
        package var time: LocalTime
        /// The station's id; empty: not known.
        package var station: String
    }

    /// The tap that decides it; with `/missing-exit` the entry that has no exit.
    package var id: String
    /// Whose.
    package var account: JournalToken
    /// The medium's id.
    package var medium: String
    /// Why: the code of a ``Gate/GateReason``, or `missing-exit`, `purse`, `not-in-tariff`, `reversed`.
    /// `charge-later` is what a gate let somebody leave with unpaid.
    package var reason: String
    /// The beginning of the journey.
    package var entry: End?
    /// The end of it.
    package var exit: End?
    /// The fare of the table, in fen; nil: not priced.
    package var baseFen: Int?
    /// What is charged, in fen: negative where something is given back.
    package var chargeFen: Int64 = 0
    /// The part of it that the pre-authorisation covers, in fen; all of it where a medium has none.
    package var collectFen: Int64 = 0
    /// The rest, in fen: a debt.
    package var debtFen: Int64 = 0
    /// What the gate recorded, in fen.
    package var recordedFen: Int64 = 0
    /// Whether the sensors say that the rider whom the deciding tap let through has not passed; charged all the same.
    package var isNotPassed = false
    /// How the table's fare became the charge: reason and amount after it, in order.
    package var steps: [FareStep] = []

    package init(id: String, account: JournalToken, medium: String, reason: String) {
        self.id = id
        self.account = account
        self.medium = medium
        self.reason = reason
    }

    /// Whether half of the journey is missing.
    package var isIncomplete: Bool {
        switch reason {
        case "fare-pending", "exited-again", "entered-again", "missing-exit": true
        // Whatever forgives the half that is missing: a whole journey can be forgiven as well.
        case "order-free", "fare-free", "emergency-release": baseFen == nil && (entry == nil || exit == nil)
        default: false
        }
    }
    /// Whether the rider stayed too long.
    package var isOvertime: Bool { steps.contains { $0.reason == .overtime } }
    /// Whether a cap has lowered it.
    package var isCapped: Bool { steps.contains { $0.reason == .dayCap || $0.reason == .weekCap } }

    /// The steps as text: `base-fare=500;medium=475`.
    package var stepText: String { steps.map { "\($0.reason.code)=\($0.afterFen)" }.joined(separator: ";") }
}
