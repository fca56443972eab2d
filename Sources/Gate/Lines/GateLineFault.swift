/// Why a line of a barrier's controller cannot be read.
package struct GateLineFault: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// No such line.
        case unknownWord = "unknown-word"
        /// Something is missing.
        case missingArgument = "missing-argument"
        /// Not one of what may stand here.
        case badArgument = "bad-argument"
        /// More than the line has.
        case trailingText = "trailing-text"
        /// A byte that is no printable ASCII.
        case badByte = "bad-byte"
        /// Longer than ``GateLineReader/longestLine``.
        case tooLong = "too-long"
    }

    package let kind: Kind
    /// Where: in the line, from 0; of what a ``GateLineReader`` gives, in all that came.
    package let offset: Int

    package init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}
