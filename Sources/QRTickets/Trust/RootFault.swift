/// What is wrong with a roots file.
package struct RootFault: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable {
        /// The file has no record.
        case empty
        /// More records than a store takes.
        case tooMany = "too many records"
        /// The last record is cut short.
        case truncated
        /// Neither a Ministry record nor one of FareGate's.
        case notRecord = "not a root record"
        /// The key is no point of its curve.
        case badKey = "not a point on the curve"
        /// The record's own signature does not hold.
        case badSignature = "its signature does not hold"
        /// Another key of the same index is there.
        case twice = "the same index twice"
        /// The key of a fixed label, which everybody can sign with.
        case testKey = "a test key"
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
