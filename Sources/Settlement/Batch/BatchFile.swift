import CardCrypto
import SmartCard

/// One file of a batch with its control totals.
package struct BatchFile: Hashable, Sendable {
    /// What a file holds.
    package enum Role: String, Hashable, Sendable, CaseIterable {
        /// What the batch says of itself.
        case batch
        /// The file that names all others.
        case control
        /// Every approved tap, once.
        case taps
        /// The amounts of each account and day.
        case accounts
        /// Each amount with its journey and fare.
        case lines
        /// The same as one JSON object an account.
        case json
        /// Purses' debits with their proofs.
        case purse
        /// Sealed authorisation data.
        case authorisations
        /// What a pre-authorisation does not cover, and what riders have left with unpaid.
        case debts
        /// Debits of which nobody knows whether the card has made them.
        case doubtful
        /// Emergency releases that were known.
        case releases
        /// The journals that were read, and how their registers agree.
        case journals
    }

    /// The name in the batch's folder.
    package let name: String
    /// What it holds.
    package let role: Role
    /// The medium that it is about; empty: all.
    package let medium: String
    /// Records in it.
    package let records: Int
    /// The sum of its amounts, in fen.
    package let sumFen: Int64
    /// The bytes.
    package let bytes: [UInt8]

    package init(name: String, role: Role, medium: String = "", records: Int, sumFen: Int64 = 0, bytes: [UInt8]) {
        self.name = name
        self.role = role
        self.medium = medium
        self.records = records
        self.sumFen = sumFen
        self.bytes = bytes
    }

    /// SHA-256 over the bytes, as hex.
    package var hash: String { Hex.text(Digest.hash(.sha256, bytes)).lowercased() }
}
