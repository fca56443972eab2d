/// What pre-processing found out about a set of combinations (EMV Book A 2.5, table 5-3; the page was not read).
public struct PreProcessingIndicators: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The amount is one unit of the currency, which asks whether the card is good.
    public static let statusCheckRequested = PreProcessingIndicators(rawValue: 1)
    /// None of the set's applications may be used for this transaction.
    public static let contactlessApplicationNotAllowed = PreProcessingIndicators(rawValue: 2)
    /// The amount is zero.
    public static let zeroAmount = PreProcessingIndicators(rawValue: 4)
    /// The amount is at or above the limit from which the cardholder must be verified.
    public static let cardholderVerificationLimitExceeded = PreProcessingIndicators(rawValue: 8)
    /// The amount is above the limit for offline transactions.
    public static let floorLimitExceeded = PreProcessingIndicators(rawValue: 16)
}

/// The result of pre-processing one set of combinations for one transaction.
public struct PreProcessing: Hashable, Sendable {
    /// The indicators that are 1.
    public var indicators: PreProcessingIndicators = []
    /// The copy of the TTQ for this transaction; nil where none is configured.
    public var qualifiers: TerminalTransactionQualifiers?

    /// What holds without pre-processing, when the reader starts at B: no indicator, the TTQ as configured
    /// (EMV Book B 2.5, 3.2.1.1, by libpay's account of it).
    public init(without options: EntryPointConfiguration.Options) {
        qualifiers = options.qualifiers
    }

    /// Checks an amount against a set's options.
    ///
    /// - **Source**: EMV Book B 2.5, 3.1.1.1 to 3.1.1.12, by libpay's account of it; the pages were not read.
    public init(_ options: EntryPointConfiguration.Options, amount: UInt64, currencyUnit: UInt64) {
        // 3.1.1.2: the copy starts without "online cryptogram required" and "CVM required".
        qualifiers = options.qualifiers
        qualifiers?.requiresOnlineCryptogram = false
        qualifiers?.requiresCardholderVerification = false
        // 3.1.1.3
        if options.supportsStatusCheck, amount == currencyUnit { indicators.insert(.statusCheckRequested) }
        // 3.1.1.4
        if amount == 0 {
            let isBarred = options.allowsZeroAmount == false
            indicators.insert(isBarred ? .contactlessApplicationNotAllowed : .zeroAmount)
        }
        // 3.1.1.5: at the limit it is already too much.
        if let limit = options.contactlessTransactionLimit, amount >= limit {
            indicators.insert(.contactlessApplicationNotAllowed)
        }
        // 3.1.1.6 and 3.1.1.7: at the limit it is still allowed.
        if let limit = options.contactlessFloorLimit ?? options.terminalFloorLimit, amount > limit {
            indicators.insert(.floorLimitExceeded)
        }
        // 3.1.1.8
        if let limit = options.cardholderVerificationLimit, amount >= limit {
            indicators.insert(.cardholderVerificationLimitExceeded)
        }
        applyToQualifiers(allowsZeroAmountOffline: options.allowsZeroAmountOffline)
    }

    /// Steps 3.1.1.9 to 3.1.1.12, which need a TTQ.
    private mutating func applyToQualifiers(allowsZeroAmountOffline: Bool) {
        guard var copy = qualifiers else { return }
        if indicators.contains(.floorLimitExceeded) || indicators.contains(.statusCheckRequested) {
            copy.requiresOnlineCryptogram = true
        }
        if indicators.contains(.zeroAmount), !allowsZeroAmountOffline {
            if copy.isOfflineOnly {
                indicators.insert(.contactlessApplicationNotAllowed)
            } else {
                copy.requiresOnlineCryptogram = true
            }
        }
        if indicators.contains(.cardholderVerificationLimitExceeded) { copy.requiresCardholderVerification = true }
        qualifiers = copy
    }
}
