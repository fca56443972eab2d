/// What somebody should look at, of bundles in force.
package enum BundleAlarm: Hashable, Sendable {
    /// In force beyond its day, since nothing newer has come.
    case expired(BundleType, version: UInt64, secondsAgo: UInt64)
    /// In force because the newer one cannot be read: its file is damaged or gone.
    case damaged(BundleType, version: UInt64, reason: BundleRefusal)
    /// Not in force any more, since its signer's key has been withdrawn.
    case signerWithdrawn(BundleType, version: UInt64)
    /// Waits for its day.
    case waiting(BundleType, version: UInt64, notBefore: UInt64)
    /// In force before its day, since a trusted clock that was wrong has brought it: that does not go back by itself.
    case begunEarly(BundleType, version: UInt64, notBefore: UInt64)
    /// Waits for a set that names it.
    case notInSet(BundleType, version: UInt64)
    /// Nothing of this type is in force, although something was.
    case missing(BundleType)
    /// The signers' own list is out of date.
    case rootsExpired(at: UInt64)
    /// The clock is not trusted: what may have expired cannot be told.
    case clockUntrusted
}

extension BundleAlarm {
    /// Whether it only says what will come.
    package var isInformation: Bool {
        if case .waiting = self { return true }
        return false
    }
}

extension BundleAlarm: CustomStringConvertible {
    package var description: String {
        switch self {
        case .expired(let type, let version, let seconds):
            "\(type.rawValue) \(version) expired \(seconds) s ago and is still in force: install a newer one"
        case .damaged(let type, let version, let reason):
            "\(type.rawValue) \(version) cannot be used and is not in force: \(reason.description)"
        case .signerWithdrawn(let type, let version):
            "\(type.rawValue) \(version) is not in force: its signer's key has been withdrawn"
        case .waiting(let type, let version, let notBefore):
            "\(type.rawValue) \(version) waits until \(UTCText.text(notBefore))"
        case .begunEarly(let type, let version, let notBefore):
            "\(type.rawValue) \(version) is in force before its day, \(UTCText.text(notBefore)), since the clock was ahead once: "
                + "install a higher version of what should be in force"
        case .notInSet(let type, let version): "\(type.rawValue) \(version) waits for a set that names it"
        case .missing(let type): "no \(type.rawValue) is in force"
        case .rootsExpired(let at): "the roots expired at \(UTCText.text(at))"
        case .clockUntrusted: "the clock is not trusted: what has expired since cannot be told"
        }
    }
}
