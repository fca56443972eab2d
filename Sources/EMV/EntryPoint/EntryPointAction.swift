import SmartCard

/// What a transaction begins with.
public struct EntryPointTransaction: Hashable, Sendable {
    /// The type (tag `9C`): `00` purchase, `01` cash, `09` purchase with cashback, `20` refund.
    public var type: UInt8
    /// The amount (tag `9F02`) in minor units.
    public var amount: UInt64
    /// The cashback (tag `9F03`) in minor units.
    public var otherAmount: UInt64

    public init(type: UInt8 = 0x00, amount: UInt64, otherAmount: UInt64 = 0) {
        self.type = type
        self.amount = amount
        self.otherAmount = otherAmount
    }
}

/// What the driver does next.
///
/// After ``show(_:)`` and ``fieldOff(holdTime100ms:)`` it calls ``EntryPoint/next()``; after the others it reports an
/// event, and after ``finished`` it may restart. What the last two carry stands in
/// ``EntryPoint/activation`` and ``EntryPoint/outcome``, so that small actions are not moved at their size.
public enum EntryPointAction: Hashable, Sendable {
    /// Show this, then ask for the next action.
    case show(UserInterfaceRequest)
    /// Switch the field off for this time, then ask for the next action.
    case fieldOff(holdTime100ms: Int)
    /// Switch the field on if it is off and look for cards, then report what was found.
    case pollForCard
    /// Send ``EntryPoint/command`` and report the whole answer. Answers of earlier commands are no longer needed.
    case transmit
    /// Run the kernel of ``EntryPoint/activation`` and report its outcome.
    case activateKernel
    /// The end: ``EntryPoint/outcome``.
    case finished
}

/// What a kernel is given (EMV Book B 2.5, 3.4.1, by libpay's account; not read).
public struct KernelActivation: Hashable, Sendable {
    /// The kernel to run; not always the combination's (Visa's kernel 1 in place of 3).
    public var kernel: KernelIdentifier
    /// The reader's combination that was matched.
    public var combination: EntryPointConfiguration.Combination
    /// Which of the configuration's sets it belongs to.
    public var set: Int
    /// The card's name of the application, without extended selection data.
    public var applicationName: ApplicationIdentifier
    /// The extended selection data that SELECT appended to the name.
    package var extendedSelection: SixteenBytes
    /// Where the FCI lies in the driver's buffer; nil after a restart at D, when it is no longer at hand.
    public var fileControlInformation: Range<Int>?
    /// The status word of SELECT.
    public var selectStatus: StatusWord
    /// The TTQ of this transaction; nil where none is configured.
    public var qualifiers: TerminalTransactionQualifiers?
    /// What pre-processing found out.
    public var indicators: PreProcessingIndicators
    /// Where the reader started the entry point.
    public var start: EntryPointStart
    /// Whether it was a restart.
    public var isRestart: Bool
    /// Whether the driver holds data of the issuer for the card.
    public var hasIssuerData: Bool
    /// The transaction.
    public var transaction: EntryPointTransaction

    /// The name as it was selected, extended selection data included.
    public var selectedName: [UInt8] {
        [UInt8](capacity: applicationName.count + extendedSelection.count) { output in
            applicationName.content.append(to: &output)
            extendedSelection.append(to: &output)
        }
    }
}
