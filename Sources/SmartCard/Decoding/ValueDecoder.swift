/// How a value is put into words.
///
/// - **Shape**: pure functions from bytes to lines. Any bytes are taken; a value of the wrong length says so.
public enum ValueDecoder: String, Hashable, Sendable, CaseIterable {
    case none
    case aip, tvr, tsi, auc, ttq, ctq, iad, cid, afl, dol, trackTwo = "track2", pan, df61
    case cvm
    case cvmResults = "cvm-results"
    case tagList = "tag-list"
    case terminalType = "terminal-type"
    case terminalCapabilities = "terminal-capabilities"
    case additionalTerminalCapabilities = "additional-terminal-capabilities"
    case terminalRiskManagement = "terminal-risk-management"
    case thirdPartyData = "third-party-data"
    case formFactor = "form-factor"
    case readerCapabilities = "reader-capabilities"
    case enhancedReaderCapabilities = "enhanced-reader-capabilities"
    case date, time, amount, balance, country, currency, language, text, counter
    case binaryAmount = "binary-amount"
    case merchantCategory = "mcc"
    case posEntryMode = "pos-entry"
    case transactionType = "transaction-type"
    case accountType = "account-type"
    case serviceCode = "service-code"
    case digits
    case priority
    case kernelIdentifier = "kernel"
    case applicationIdentifier = "aid"
    case registeredProprietaryData = "asrpd"
    case logEntry = "log-entry"
    case authenticationData = "9f69"
    case additionalProcesses = "9f68"
    case smIndicator = "sm-indicator"
    case cappIndicator = "capp-indicator"
    case cashIndicator = "cash-indicator"
    case responseCode = "response-code"
    case tUnionFile15 = "t-union-15"
    case tUnionFile17 = "t-union-17"
    case tUnionRecord18 = "t-union-18"
    case tUnionRecord1E = "t-union-1e"
    case shenzhenTongFile15 = "szt-15"
    case initialisePurchase = "purchase-8050"
    case debitPurchase = "purchase-8054"

    /// By whose rules, and how openly, values are put into words.
    public struct Context: Hashable, Sendable {
        /// Whose tags and bits.
        public var scheme: TagContext
        /// Whether card numbers and names are shown in full.
        public var reveals: Bool

        public init(scheme: TagContext = .emv, reveals: Bool = false) {
            self.scheme = scheme
            self.reveals = reveals
        }

        /// A card number as it may be shown.
        func shown(_ digits: some StringProtocol) -> String {
            reveals ? String(digits) : MaskedPAN(digits: digits).description
        }
    }

    /// What a value says, a line each; empty where there is nothing to say beyond its bytes.
    public func lines(_ value: [UInt8], in context: Context = Context()) -> [DecodedLine] {
        bitLines(value, context) ?? fieldLines(value, context) ?? cardLines(value, context)
            ?? transitLines(value, context) ?? []
    }

    /// Values that are sets of bits.
    private func bitLines(_ value: [UInt8], _ context: Context) -> [DecodedLine]? {
        let isUnionPay = context.scheme == .unionPay || context.scheme == .tUnion
        switch self {
        case .aip: return BitTable.applicationInterchangeProfile.lines(value)
        case .tvr: return BitTable.terminalVerificationResults.lines(value)
        case .tsi: return BitTable.transactionStatusInformation.lines(value)
        case .auc: return BitTable.applicationUsageControl.lines(value)
        case .ttq:
            return
                (isUnionPay
                ? BitTable.unionPayTerminalTransactionQualifiers : BitTable.terminalTransactionQualifiers).lines(value)
        case .ctq:
            return (isUnionPay ? BitTable.unionPayCardTransactionQualifiers : BitTable.cardTransactionQualifiers)
                .lines(value)
        case .df61: return BitTable.additionalFunctions.lines(value)
        case .additionalProcesses: return BitTable.cardAdditionalProcesses.lines(value)
        case .terminalCapabilities: return BitTable.terminalCapabilities.lines(value)
        case .additionalTerminalCapabilities: return BitTable.additionalTerminalCapabilities.lines(value)
        case .terminalRiskManagement: return BitTable.terminalRiskManagementData.lines(value)
        case .formFactor: return BitTable.formFactorIndicator.lines(value)
        case .enhancedReaderCapabilities: return BitTable.enhancedReaderCapabilities.lines(value)
        default: return nil
        }
    }
}
