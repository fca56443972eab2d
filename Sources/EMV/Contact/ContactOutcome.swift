import SmartCard

/// How a step of a contact transaction ends.
///
/// - **Source**: EMV Book 1, 12 and Book 3, 10.1 to 10.2 from public sources (the pages were not read); the cases are
///   those that the tests of openemv/emv-utils tell apart.
package enum ContactOutcome: Hashable, Sendable {
    /// Go on.
    case accepted
    /// The card broke a rule of the protocol: the session ends.
    case cardError
    /// The card is blocked, or knows no SELECT (`6A81`): the session ends.
    case cardBlocked
    /// No application is left: the session ends.
    case notAccepted
    /// This application cannot be used, others are left: choose again.
    case tryAgain
    /// The application does not want this transaction (`6985`): choose another.
    case optionsNotAccepted
}

/// How reading the records that the card has named ends.
///
/// - **Source**: EMV Book 3, 7.2, 10.2 and 10.3 from public sources; the pages were not read.
package enum RecordReading: Hashable, Sendable {
    /// All were read, and nothing that must be there is missing.
    case complete
    /// The same, but a record to be signed was none: offline data authentication has failed.
    case completeWithoutStaticData
    /// The card has named no records.
    case locatorMissing
    /// The locator is wrong somewhere; no record was read.
    case locatorInvalid
    /// A record was refused.
    case recordRefused(StatusWord)
    /// A record is not one template `70` and nothing else.
    case recordInvalid
    /// What is in the template is not BER-TLV.
    case recordMalformed
    /// The card broke the transport's rules.
    case exchangeBroken
    /// The same primitive object came twice.
    case objectRedundant(tag: UInt32)
    /// An object that every card must give is missing.
    case objectMissing(tag: UInt32)
}
