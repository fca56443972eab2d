/// What is wrong with a revocation list.
package struct RevocationFault: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable {
        /// More bytes than a list has.
        case tooLarge = "larger than a revocation list"
        /// A line that is none of the format's.
        case malformed = "not a line of a revocation list"
        /// No pinned key has signed it.
        case badSignature = "signed by no pinned key"
        /// An older list than the one that was in force.
        case rolledBack = "older than the list before it"
    }

    package let kind: Kind
    /// Bytes from the beginning of the file.
    package let offset: Int

    init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    package var description: String { "\(kind.rawValue) at byte \(offset)" }
}
