/// A change to a certificate.
enum CertificateEdit: Hashable, Sendable {
    case hashAlgorithm(UInt8)
    case keyAlgorithm(UInt8)
    case identifierExclusiveOr(at: Int, UInt8)
    case keyExclusiveOr(at: Int, UInt8)
    /// The last bytes of the key alone, the first made high so that none is spare.
    case shortKey(Int)
    case identity([UInt8])
}

extension CertificateEdit {
    func apply(to plan: inout CertificatePlan) {
        switch self {
        case .hashAlgorithm(let value): plan.hashAlgorithm = value
        case .keyAlgorithm(let value): plan.keyAlgorithm = value
        case .identifierExclusiveOr(let position, let mask): plan.identifier[position] ^= mask
        case .keyExclusiveOr(let position, let mask):
            plan.key[position < 0 ? plan.key.count + position : position] ^= mask
        case .shortKey(let count):
            plan.key = Array(plan.key.suffix(count))
            plan.key[0] |= 0x80
        case .identity(let identity): plan.identity = identity
        }
    }
}
