/// A change to the card's signature.
enum SignatureEdit: Hashable, Sendable {
    case format(UInt8)
    /// Signs the unpredictable number alone. `9F69` begins with 00, or is not there.
    case oldVersion(keepsData: Bool)
    case authenticationDataLength(Int)
    /// The card signs another value of this tag than the reader sent.
    case terminalValue(UInt32)
    case counterExclusiveOr(UInt8)
    case identity([UInt8])
}

extension SignatureEdit {
    func apply(to plan: inout FastAuthentication) {
        switch self {
        case .format(let format): plan.format = format
        case .oldVersion(let keepsData):
            plan.version = 0
            plan.authenticationData?[0] = 0
            if !keepsData { plan.authenticationData = nil }
        case .authenticationDataLength(let count):
            plan.authenticationData = plan.authenticationData.map { Array($0.prefix(count)) }
        case .terminalValue(let tag):
            switch tag {
            case 0x9F37: plan.unpredictableNumber[0] ^= 0x01
            case 0x9F02: plan.amount[5] ^= 0x01
            default: plan.currency[1] ^= 0x01
            }
        case .counterExclusiveOr(let mask): plan.counter[1] ^= mask
        case .identity(let identity): plan.identity = identity
        }
    }
}
