/// Why the kernel ended as it did; the raw value is the name in reports.
package enum KernelReason: String, Hashable, Sendable, CaseIterable {
    /// Genuine and in order; the transaction is authorised later.
    case authorisedLater = "authorise-later"
    /// Genuine, and the card has approved and paid by itself.
    case approvedOffline = "approved-offline"

    // Refused by name.
    case noAuthenticationData = "no-offline-authentication-data"
    case authenticationFailed = "authentication-failed"
    case wrongProfile = "wrong-profile"
    case cardDeclined = "card-declined"
    case onlineRequired = "online-required"
    case expired = "expired"
    case notYetEffective = "not-yet-effective"
    case currencyMismatch = "currency-mismatch"
    case usageNotAllowed = "usage-not-allowed"
    case verificationRequired = "cardholder-verification-required"
    case denied = "denied"
    case counterIsZero = "transaction-counter-zero"
    case cardNumberMissing = "card-number-missing"
    case cardNumberMismatch = "card-number-mismatch"
    case expirationDateMissing = "expiration-date-missing"

    // The card or the application cannot be used here.
    case conditionsNotSatisfied = "conditions-not-satisfied"
    case optionsRefused = "processing-options-refused"
    case deviceVerificationWanted = "device-verification-wanted"
    case applicationDataInvalid = "application-data-invalid"
    case optionsListMissing = "processing-options-list-missing"
    case answerMalformed = "answer-malformed"
    case duplicateObject = "duplicate-object"
    case mandatoryObjectMissing = "mandatory-object-missing"
    case cryptogramTypeInvalid = "cryptogram-type-invalid"
    case fileLocatorInvalid = "file-locator-invalid"
    case recordMissing = "record-missing"
    case recordInvalid = "record-invalid"
}

/// How the kernel ended.
package struct KernelResult: Hashable, Sendable {
    /// The words of EMVCo Book A for the outcome.
    package enum Kind: String, Hashable, Sendable {
        case approved
        case declined
        case onlineRequest = "online-request"
        case endApplication = "end-application"
        case selectNext = "select-next"
        case tryAnotherInterface = "try-another-interface"
        case tryAgain = "try-again"
    }

    package var kind: Kind
    package var reason: KernelReason
    /// The first check that failed, if authentication did.
    package var stage: AuthenticationStage?
    /// The card, if it has been found genuine.
    package var card: AuthenticatedCard?

    package init(
        _ kind: Kind, _ reason: KernelReason, stage: AuthenticationStage? = nil, card: AuthenticatedCard? = nil
    ) {
        self.kind = kind
        self.reason = reason
        self.stage = stage
        self.card = card
    }
}
