import SmartCard

/// Where the entry point is started: pre-processing, protocol activation, combination selection, kernel activation.
public enum EntryPointStart: UInt8, Hashable, Sendable, CaseIterable {
    case a, b, c, d
}

/// How a kernel, or the entry point itself, ends a transaction (EMV Book A 2.5, 6.2, by libpay's account; not read).
///
/// - **Shape**: the kind and its parameters; nil is the books' "N/A".
public struct Outcome: Hashable, Sendable {
    /// What is to happen.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// Drop this application and take the next candidate; never leaves the entry point.
        case selectNext
        /// The same card once more; never leaves the entry point.
        case tryAgain
        /// Approved offline.
        case approved
        /// Declined.
        case declined
        /// The issuer must decide.
        case onlineRequest
        /// The issuer must decide, with the PIN.
        case requestOnlinePIN
        /// Not contactless, but perhaps by contact or magnetic stripe.
        case tryAnotherInterface
        /// This card cannot be used here.
        case endApplication
    }

    /// Which answer of the issuer a restart waits for.
    public enum OnlineResponse: UInt8, Hashable, Sendable {
        /// Only one with data for the card (tags `91`, `71`, `72`).
        case emvData
        /// Any answer, or none.
        case any
    }

    /// How the cardholder is to be verified.
    public enum CardholderVerification: UInt8, Hashable, Sendable {
        case noCVM
        case signature
        case onlinePIN
        case confirmationCodeVerified
    }

    /// Which interface to offer instead.
    public enum AlternateInterface: UInt8, Hashable, Sendable {
        case contactChip
        case magneticStripe
        case both
    }

    /// What is to happen.
    public var kind: Kind
    /// Where the entry point is restarted afterwards; nil: it is not.
    public var start: EntryPointStart?
    /// What a restart waits for.
    public var onlineResponse: OnlineResponse?
    /// How the cardholder is to be verified.
    public var cardholderVerification: CardholderVerification?
    /// What to show now; the entry point asks for it before it hands the outcome on.
    public var messageOnOutcome: UserInterfaceRequest?
    /// What to show at the restart.
    public var messageOnRestart: UserInterfaceRequest?
    /// Which interface to offer instead.
    public var alternateInterface: AlternateInterface?
    /// Whether a receipt is to be printed.
    public var isReceiptWanted = false
    /// How long the field stays off, in tenths of a second; nil: it is not switched off.
    public var fieldOff100ms: Int?
    /// After what time without an answer of the issuer the cardholder may take the card away, in tenths of a second.
    public var removalTimeout100ms = 0
    /// Why the entry point itself ended the transaction; nil in a kernel's outcome.
    public var entryPointReason: EntryPointReason?

    public init(_ kind: Kind, start: EntryPointStart? = nil, messageOnOutcome: UserInterfaceRequest? = nil) {
        self.kind = kind
        self.start = start
        self.messageOnOutcome = messageOnOutcome
    }
}

/// Why no kernel was reached, or none was left.
public enum EntryPointReason: Hashable, Sendable {
    /// Amount or type bars every set of combinations.
    case contactlessNotAllowed
    /// The card has no directory (`6A82`).
    case directoryNotFound
    /// The card is blocked (`6A81` to the directory's SELECT).
    case cardBlocked
    /// The directory's SELECT was answered otherwise.
    case directoryRefused(StatusWord)
    /// The directory cannot be read.
    case directoryMalformed
    /// The directory names no application that the reader takes.
    case noCommonApplication
    /// All candidates were dropped; the status word of the last refused SELECT, if one was refused.
    case candidatesExhausted(StatusWord?)
    /// The application selected before refused to be selected for the issuer's data.
    case issuerDataUndeliverable(StatusWord)
}
