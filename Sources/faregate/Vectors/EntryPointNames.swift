import EMV
import SmartCard

/// The words of `entry-point.json` for the entry point's values.
enum EntryPointNames {
    static let kinds: KeyValuePairs<String, Outcome.Kind> = [
        "select-next": .selectNext, "try-again": .tryAgain, "approved": .approved, "declined": .declined,
        "online-request": .onlineRequest, "request-online-pin": .requestOnlinePIN,
        "try-another-interface": .tryAnotherInterface, "end-application": .endApplication,
    ]
    static let starts: KeyValuePairs<String, EntryPointStart> = ["A": .a, "B": .b, "C": .c, "D": .d]
    static let onlineResponses: KeyValuePairs<String, Outcome.OnlineResponse> = ["emv-data": .emvData, "any": .any]
    static let verifications: KeyValuePairs<String, Outcome.CardholderVerification> = [
        "no-cvm": .noCVM, "signature": .signature, "online-pin": .onlinePIN,
        "confirmation-code-verified": .confirmationCodeVerified,
    ]
    static let interfaces: KeyValuePairs<String, Outcome.AlternateInterface> = [
        "contact-chip": .contactChip, "magstripe": .magneticStripe, "both": .both,
    ]
    static let statuses: KeyValuePairs<String, UserInterfaceRequest.Status> = [
        "not-ready": .notReady, "idle": .idle, "ready-to-read": .readyToRead, "processing": .processing,
        "card-read-successfully": .cardReadSuccessfully, "processing-error": .processingError,
    ]
    static let qualifiers: KeyValuePairs<String, UserInterfaceRequest.Value.Qualifier> = [
        "amount": .amount, "balance": .balance,
    ]
    /// In the order of the alphabet, in which the file lists them.
    static let indicators: KeyValuePairs<String, PreProcessingIndicators> = [
        "contactless_application_not_allowed": .contactlessApplicationNotAllowed,
        "cvm_required_limit_exceeded": .cardholderVerificationLimitExceeded,
        "floor_limit_exceeded": .floorLimitExceeded, "status_check_requested": .statusCheckRequested,
        "zero_amount": .zeroAmount,
    ]

    /// The word for a value.
    static func word<Meaning: Equatable>(_ value: Meaning, _ table: KeyValuePairs<String, Meaning>) -> VectorValue {
        table.first { $0.value == value }.map { .text($0.key) } ?? .null
    }
}

// MARK: - Values as the file writes them

extension VectorValue {
    /// Bytes in hex.
    static func hex(_ bytes: [UInt8]) -> VectorValue { .text(Hex.text(bytes)) }

    /// The indicators that are 1.
    init(_ indicators: PreProcessingIndicators) {
        self = .list(
            EntryPointNames.indicators.compactMap { indicators.contains($0.value) ? .text($0.key) : nil })
    }

    /// A request to the display; what is not given is absent.
    init(_ request: UserInterfaceRequest) {
        var members: [String: VectorValue] = [
            "message": .hex([request.message.rawValue]),
            "status": EntryPointNames.word(request.status, EntryPointNames.statuses),
        ]
        if request.holdTime100ms != 0 { members["hold_time_100ms"] = .number(request.holdTime100ms) }
        if !request.languagePreference.isEmpty {
            members["language"] = .text(String(decoding: request.languagePreference, as: UTF8.self))
        }
        if let value = request.value {
            members["value_qualifier"] = EntryPointNames.word(value.qualifier, EntryPointNames.qualifiers)
            members["value"] = .text(decimal(value.amount, digits: 12))
            let currency = [UInt8(truncatingIfNeeded: value.currency >> 8), UInt8(truncatingIfNeeded: value.currency)]
            members["currency"] = .hex(currency)
        }
        self = .object(members)
    }

    /// An outcome; parameters that are "N/A" are absent, except the start.
    init(_ outcome: Outcome) {
        var members: [String: VectorValue] = [
            "outcome": EntryPointNames.word(outcome.kind, EntryPointNames.kinds),
            "start": outcome.start.map { EntryPointNames.word($0, EntryPointNames.starts) } ?? .null,
        ]
        members["online_response"] = outcome.onlineResponse.map {
            EntryPointNames.word($0, EntryPointNames.onlineResponses)
        }
        members["cvm"] = outcome.cardholderVerification.map {
            EntryPointNames.word($0, EntryPointNames.verifications)
        }
        members["alternate_interface"] = outcome.alternateInterface.map {
            EntryPointNames.word($0, EntryPointNames.interfaces)
        }
        members["ui_on_outcome"] = outcome.messageOnOutcome.map(VectorValue.init)
        members["ui_on_restart"] = outcome.messageOnRestart.map(VectorValue.init)
        if outcome.isReceiptWanted { members["receipt"] = .flag(true) }
        members["field_off_100ms"] = outcome.fieldOff100ms.map { .number($0) }
        if outcome.removalTimeout100ms != 0 {
            members["removal_timeout_100ms"] = .number(outcome.removalTimeout100ms)
        }
        self = .object(members)
    }
}

/// A number with leading zeros.
func decimal(_ number: UInt64, digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
