/// Why a bundle is not put in force; the one before stays.
package enum BundleRefusal: Error, Hashable, Sendable {
    case fault(BundleFault)
    /// No key of that name may sign anything.
    case unknownSigner(String)
    /// The key is known, and not for bundles of this type.
    case wrongSigner(BundleType)
    case badSignature
    /// The signers' own list is out of date.
    case rootsExpired(at: UInt64)
    /// Older than one that has been in this store.
    case rolledBack(version: UInt64, highest: UInt64)
    /// Another bundle with the version of one that has been here.
    case sameVersion(UInt64)
    /// A version so far above the last one that later ones would be refused for ever.
    case leap(version: UInt64, highest: UInt64)
    case expired(at: UInt64)
    /// Made later than now, by a clock that is trusted.
    case issuedInFuture(UInt64)
    /// Not the type that was asked for.
    case wrongType(expected: BundleType, found: BundleType)
    /// A set names an older member than the one in force.
    case memberRolledBack(BundleType, version: UInt64, highest: UInt64)
    /// A set names a bundle that is not in the store: install it first.
    case memberMissing(BundleType, version: UInt64)
    /// A change of a deny list whose full list is not in the store.
    case baseMissing(version: UInt64)
    /// A deny list under another token key than the gate's.
    case otherTokenKey(number: UInt32)
    case index(DenyFault)
    /// Its loader does not take the payload.
    case payload(PayloadFault)
    /// Too many bundles of the type wait for their day.
    case tooManyWaiting(limit: Int)
    /// A root set that does not follow on the last one.
    case rootsDoNotFollow(version: UInt64, current: UInt64)
}

extension BundleRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .fault(let fault): fault.description
        case .unknownSigner(let key): "signed by key \(key), which the roots do not name"
        case .wrongSigner(let type): "signed by a key that may not sign \(type.rawValue)"
        case .badSignature: "the signature is not the key's: changed after signing, or not signed by it"
        case .rootsExpired(let at):
            "the roots expired at \(UTCText.text(at)): nothing new is taken until newer roots are installed"
        case .rolledBack(let version, let highest): "version \(version) is older than \(highest), which was here"
        case .sameVersion(let version): "another bundle of version \(version) was here; give this one a higher version"
        case .leap(let version, let highest):
            "version \(version) is more than \(BundleStore.mostLeap) above \(highest); later ones would be refused"
        case .expired(let at): "expired at \(UTCText.text(at))"
        case .issuedInFuture(let at): "issued at \(UTCText.text(at)), which is later than this clock's now"
        case .wrongType(let expected, let found): "a \(found.rawValue) where a \(expected.rawValue) is expected"
        case .memberRolledBack(let type, let version, let highest):
            "the set's \(type.rawValue) \(version) is older than \(highest), which is in force"
        case .memberMissing(let type, let version):
            "the set's \(type.rawValue) \(version) is not here; install it first"
        case .baseMissing(let version): "changes the full list \(version), which is not here; install that first"
        case .otherTokenKey(let number): "made for another token key than this gate's (number \(number))"
        case .index(let fault): fault.description
        case .payload(let fault): "cannot be loaded: \(fault.english)"
        case .tooManyWaiting(let limit): "more than \(limit) bundles of this type are kept"
        case .rootsDoNotFollow(let version, let current):
            "roots \(version) do not follow on roots \(current): the next version, signed by a root key of both"
        }
    }
}
