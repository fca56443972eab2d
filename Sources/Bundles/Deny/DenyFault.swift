/// Why a payload is no deny index, whoever has signed it.
package enum DenyFault: Error, Hashable, Sendable {
    /// Does not begin as an index does, or its facts are out of range.
    case notIndex
    /// Not as long as its facts say.
    case wrongSize(expected: Int, found: Int)
    /// Bytes between the parts that are no zeros.
    case notEmpty(at: Int)
    /// Keys out of order, or twice.
    case notSorted(at: Int)
    /// A key that is both put on the list and taken off it.
    case contradiction(at: Int)
    /// An entry of the bucket index that leads astray.
    case wrongIndex(at: Int)
    /// A key that the filter would deny.
    case wrongFilter(at: Int)
    /// More entries than an index may have.
    case tooMany(limit: Int)
    /// A change of a list in the place of a list, or a list in the place of a change.
    case wrongBase
}

extension DenyFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notIndex: "not a deny index"
        case .wrongSize(let expected, let found): "a deny index of \(found) bytes where \(expected) are expected"
        case .notEmpty(let at): "byte \(at) of the deny index: zeros are expected"
        case .notSorted(let at): "byte \(at) of the deny index: entries out of order"
        case .contradiction(let at): "byte \(at) of the deny index: an entry that is listed too"
        case .wrongIndex(let at): "byte \(at) of the deny index: a bucket that leads astray"
        case .wrongFilter(let at): "byte \(at) of the deny index: an entry that its filter does not know"
        case .tooMany(let limit): "more than \(limit) entries"
        case .wrongBase: "the payload's base is not the manifest's"
        }
    }
}
