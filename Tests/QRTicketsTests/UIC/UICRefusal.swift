import QRTickets

/// Codes of the test issuer that are rightly signed and no gate can take.
enum UICRefusal: CaseIterable {
    case otherLevelOneKey, otherLevelOneSigning, otherLevelTwoKey, otherLevelTwoSigning
    case noLevelTwoKeyName, noLevelTwoSigningName
    case noEnd, noCarrier, twoCarriers, noKeyNumber, unknownKeyNumber, tooLongValidity
    case noMoment, otherContent
    case keyOffCurve, keyOfOtherForm, emptyKey
    case levelOneNamesInKeyListOnly

    /// DSA with SHA-256, 2.16.840.1.101.3.4.3.2.
    private static let dsa: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x02]

    var result: CodeResult {
        switch self {
        case .noCarrier, .twoCarriers, .noKeyNumber, .unknownKeyNumber: .unknownKey
        case .tooLongValidity: .validityTooLong
        case .keyOffCurve, .keyOfOtherForm, .emptyKey: .badKey
        case .levelOneNamesInKeyListOnly: .accept
        default: .unsupportedFormat
        }
    }

    var code: [UInt8] {
        switch self {
        case .otherLevelOneKey: UICSamples.code { $0.levelOneKeyAlgorithm = Self.dsa }
        case .otherLevelOneSigning: UICSamples.code { $0.levelOneSigningAlgorithm = Self.dsa }
        case .otherLevelTwoKey: UICSamples.code { $0.levelTwoKeyAlgorithm = Self.dsa }
        case .otherLevelTwoSigning: UICSamples.code { $0.levelTwoSigningAlgorithm = Self.dsa }
        case .noLevelTwoKeyName: UICSamples.code { $0.levelTwoKeyAlgorithm = nil }
        case .noLevelTwoSigningName: UICSamples.code { $0.levelTwoSigningAlgorithm = nil }
        case .noEnd: UICSamples.code { $0.endOfValidity = nil }
        case .noCarrier: UICSamples.code { $0.carrierNumber = nil }
        case .twoCarriers: UICSamples.code { $0.carrierText = "9999" }
        case .noKeyNumber: UICSamples.code { $0.keyNumber = nil }
        case .unknownKeyNumber: UICSamples.code { $0.keyNumber = 2 }
        case .tooLongValidity: UICSamples.code { $0.validitySeconds = 301 }
        case .noMoment:
            UICIssuer.test.code(
                UICSamples.ticket(), levelTwo: UICContent(format: "FDC1", bytes: [0]), isPhoneSigned: true)
        case .otherContent:
            UICIssuer.test.code(
                UICSamples.ticket(), levelTwo: UICContent(format: "_9999", bytes: [0x20, 0, 0, 0, 0]),
                isPhoneSigned: true)
        case .keyOffCurve: UICSamples.code { $0.levelTwoKey = [2] + [UInt8](repeating: 0xFF, count: 32) }
        case .keyOfOtherForm: UICSamples.code { $0.levelTwoKey = [0x30, 3, 6, 1, 0x2A] }
        case .emptyKey: UICSamples.code { $0.levelTwoKey = [] }
        case .levelOneNamesInKeyListOnly:
            UICSamples.code {
                $0.levelOneKeyAlgorithm = nil
                $0.levelOneSigningAlgorithm = nil
            }
        }
    }
}
