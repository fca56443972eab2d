/// Why bytes are no bundle, root set or state of a store, whoever has signed them.
package enum BundleFault: Error, Hashable, Sendable {
    /// Shorter than it says, or than a head.
    case truncated(expected: Int, found: Int)
    /// Bytes behind its end.
    case longer(expected: Int, found: Int)
    /// Does not begin as a bundle does.
    case notBundle
    /// A head that is not as long, or not as empty behind the manifest, as it must be.
    case badHead(at: Int)
    /// A line that is not what stands there: `key` is expected.
    case malformed(line: Int, key: String)
    /// The state of a store in a form that is not read here.
    case otherState(form: UInt64)
    /// More bytes than the type may have.
    case tooLarge(limit: Int)
    /// The payload is not the one that was signed.
    case hashMismatch
}

extension BundleFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .truncated(_, 0): "missing or empty; copy it again"
        case .truncated(let expected, let found): "cut short: \(expected) bytes expected, \(found) there; copy it again"
        case .longer(let expected, let found): "\(found) bytes where \(expected) are expected; copy it again"
        case .notBundle: "not a bundle; make one with \"faregate bundle make\""
        case .badHead(let at): "byte \(at): a damaged head; copy it again"
        case .malformed(let line, let key): "line \(line): \"\(key)\" is missing, out of its place or malformed"
        case .otherState(let form):
            "written as bundle-state \(form), which this version does not read; install into a new store"
        case .tooLarge(let limit): "larger than \(limit) bytes"
        case .hashMismatch: "the payload is not the one that was signed; copy it again"
        }
    }
}
