/// The identity documents that a rail gate reads.
///
/// - **Source**: `rail.md` 7.1; the forms of the numbers from memory, unverified.
package enum RailDocumentKind: String, Hashable, Sendable, CaseIterable {
    /// A mainland resident's identity card: 17 digits, and a digit or X.
    case residentID = "resident-id"
    /// A permit of residence or travel: letters and digits.
    case permit
    case passport
    /// The mainland travel permit of residents of Hong Kong and Macao: H or M and eight or ten digits.
    case homeReturnPermit = "home-return-permit"
}
