/// Why a tap ended as it did: the kernel's reasons, and those of everything around it.
package enum TapReason: Hashable, Sendable {
    /// What the kernel says.
    case kernel(KernelReason)
    /// No application that this gate accepts.
    case notSupported
    /// The card, or its only application, is blocked.
    case blocked
    /// The directory or an application could not be opened.
    case notAccepted
    /// The card has left the field.
    case removed
    /// An answer of less than two bytes.
    case linkFault
    /// More commands or bytes than a card may take.
    case tooMuch
    /// The reader gave up waiting, or the whole dialogue has taken too long.
    case timedOut
    /// More than one card in the field.
    case collision
    /// The amount is beyond what contactless may take.
    case limitExceeded
    /// The reader itself failed.
    case readerFault

    /// The name in reports.
    package var code: String {
        switch self {
        case .kernel(let reason): reason.rawValue
        case .notSupported: "card-not-supported"
        case .blocked: "card-blocked"
        case .notAccepted: "application-not-accepted"
        case .removed: "card-removed"
        case .linkFault: "link-fault"
        case .tooMuch: "card-answers-too-much"
        case .timedOut: "timed-out"
        case .collision: "more-than-one-card"
        case .limitExceeded: "amount-beyond-limit"
        case .readerFault: "reader-fault"
        }
    }
}

/// What a tap comes to.
package struct TapResult: Hashable, Sendable {
    /// What the barrier may do, before fares have been asked.
    package enum Verdict: String, Hashable, Sendable {
        /// The card is genuine and in order.
        case accepted
        case refused
        /// Nothing is decided; the same card once more.
        case again
    }

    package var verdict: Verdict
    package var reason: TapReason
    /// The kernel's own outcome, if it was reached.
    package var kernel: KernelResult?
    /// The card left while its last record was read: it may count itself as paid.
    package var isTorn = false
    /// What such a card had said of itself by then; nil if that was too little to know it again.
    package var torn: TornTap?

    package init(_ verdict: Verdict, _ reason: TapReason, kernel: KernelResult? = nil, torn: TornTap? = nil) {
        self.verdict = verdict
        self.reason = reason
        self.kernel = kernel
        self.torn = torn
    }

    /// No application of the card could be used here: it may hold something else that can, such as a purse.
    ///
    /// A card or application that is blocked is not one of these, nor one whose kernel came to an end.
    package var foundNoApplication: Bool {
        guard verdict == .refused, kernel == nil else { return false }
        switch reason {
        case .notSupported, .notAccepted, .kernel: return true
        case .blocked, .removed, .linkFault, .tooMuch, .timedOut, .collision, .limitExceeded, .readerFault:
            return false
        }
    }
}
