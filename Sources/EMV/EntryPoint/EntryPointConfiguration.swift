/// Which applications the reader takes, with which kernels and limits.
///
/// - **Shape**: sets of combinations that share options; the order of the tables never decides (EMV Book B 2.5,
///   3.3.3.2).
/// - **Unit**: amounts are minor units of the transaction's currency.
/// - **Source**: EMV Book A 2.5, table 5-2, by libpay's account of it; the page was not read.
public struct EntryPointConfiguration: Hashable, Sendable {
    /// One application of the reader and the kernel that handles it.
    public struct Combination: Hashable, Sendable {
        /// The AID; shorter than the card's ADF name where a partial match is allowed.
        public var identifier: ApplicationIdentifier
        /// The kernel.
        public var kernel: KernelIdentifier
        /// Whether the card's ADF name may be longer than the AID.
        public var allowsPartialMatch: Bool

        public init(
            _ identifier: ApplicationIdentifier, _ kernel: KernelIdentifier, allowsPartialMatch: Bool = true
        ) {
            self.identifier = identifier
            self.kernel = kernel
            self.allowsPartialMatch = allowsPartialMatch
        }
    }

    /// The options of a set of combinations; nil is "not configured", which may differ from false or 0.
    public struct Options: Hashable, Sendable {
        /// Whether an amount of one unit of the currency asks for a status check.
        public var supportsStatusCheck = false
        /// Whether an amount of zero is allowed; not configured is as true.
        public var allowsZeroAmount: Bool?
        /// Whether an amount of zero neither asks for an online cryptogram nor bars an offline-only reader: the
        /// deferred profile of emv-cases.md QP-D06. The books know no such option.
        public var allowsZeroAmountOffline = false
        /// From this amount on, contactless is not allowed.
        public var contactlessTransactionLimit: UInt64?
        /// Above this amount, an online cryptogram is asked for.
        public var contactlessFloorLimit: UInt64?
        /// The same, used where ``contactlessFloorLimit`` is not configured (tag `9F1B`).
        public var terminalFloorLimit: UInt64?
        /// From this amount on, the cardholder must be verified.
        public var cardholderVerificationLimit: UInt64?
        /// What the card is told about the reader.
        public var qualifiers: TerminalTransactionQualifiers?
        /// Whether the card's extended selection data (tag `9F29`) are appended to the name in SELECT.
        public var supportsExtendedSelection = false

        public init() {}
    }

    /// Combinations that share their options.
    public struct CombinationSet: Hashable, Sendable {
        /// The transaction types (tag `9C`) for which the set counts.
        public var transactionTypes: [UInt8]
        /// The applications and kernels.
        public var combinations: [Combination]
        /// What they share.
        public var options: Options

        public init(transactionTypes: [UInt8] = [0x00], _ combinations: [Combination], options: Options = Options()) {
            self.transactionTypes = transactionTypes
            self.combinations = combinations
            self.options = options
        }
    }

    /// The sets.
    public var sets: [CombinationSet]
    /// The kernels the reader has; a combination of another kernel is passed over.
    public var kernels: [KernelIdentifier]
    /// Schemes in the order of the operator's wish, as AIDs or RIDs: an application of an earlier one goes first,
    /// whatever the card's priorities; those of none come last. Empty: the card's priorities alone count.
    public var schemeOrder: [ApplicationIdentifier] = []
    /// Names to try one by one where the card has no directory (`6A82`): transit applications. Empty: none.
    public var explicitNames: [ApplicationIdentifier] = []
    /// One unit of the currency, for the status check: 100 fen are one yuan.
    public var currencyUnit: UInt64 = 100
    /// The kernels whose applications must answer SELECT with a sound FCI: `84` begins with the name, `A5` is there,
    /// nothing after the template. A candidate that does not is dropped (emv-cases.md QP-B12); other kernels get the
    /// FCI as it is, which is what EMVCo's own cases expect.
    public var kernelsWithStrictFCI: [KernelIdentifier] = [.unionPay]

    /// The sets, with all kernels named in them.
    public init(_ sets: [CombinationSet]) {
        self.sets = sets
        kernels = []
        for set in sets {
            for combination in set.combinations where !kernels.contains(combination.kernel) {
                kernels.append(combination.kernel)
            }
        }
    }
}
