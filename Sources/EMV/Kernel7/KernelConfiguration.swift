/// How a terminal uses kernel 7.
package struct KernelConfiguration: Hashable, Sendable {
    /// Who holds the money; the three models are never mixed.
    package enum MoneyProfile: String, Hashable, Sendable {
        /// The bank account: the card gives an ARQC and a signature, the gate opens, the bank hears of it later.
        case deferred
        /// The card: it approves by itself (TC) and debits its own balance.
        case electronicCash = "electronic-cash"
    }

    /// What to do where the card refuses GET PROCESSING OPTIONS other than by `6985`.
    package enum RefusalPolicy: Hashable, Sendable {
        case endApplication
        case tryAnotherInterface
    }

    /// The money model.
    package var profile: MoneyProfile
    /// The terminal can check SM2 signatures; sent to the card where its PDOL asks with `DF69`.
    package var supportsSM2 = true
    /// The terminal can go online during the tap. A gate cannot.
    package var isOnlineCapable = false
    /// The terminal has a contact interface to send a rider to. A gate has none.
    package var hasContactInterface = false
    /// fDDA version 00 passes. Off: it signs the random number alone, so that amount, currency and qualifiers may be
    /// changed on the air; it is of cards before PBOC 3.0 (`9F08` below 0030, emv.md 3.5).
    package var allowsFastDDA00 = false
    /// What follows a refused GET PROCESSING OPTIONS.
    package var refusedOptions = RefusalPolicy.endApplication
    /// What no one could verify in a specification.
    package var unverified = UnverifiedRules()

    package init(profile: MoneyProfile) { self.profile = profile }

    /// The terminal transaction qualifiers of a profile before the entry point sets byte 2 (emv.md 3.2).
    package static func terminalQualifiers(of profile: MoneyProfile) -> UInt32 {
        switch profile {
        // qPBOC, ODA for online authorisations, fDDA version 01.
        case .deferred: 0x2100_0080
        // qPBOC, fDDA version 01.
        case .electronicCash: 0x2000_0080
        }
    }
}

/// Every rule of the kernel that rests on memory of the specifications and on no source that could be checked.
///
/// - **Shape**: one switch or number a rule; the tests run each both ways.
/// - **Source**: the marks [u] of the reference page emv.md. EMVCo Book C-7 and the UnionPay card specifications were
///   not available.
package struct UnverifiedRules: Hashable, Sendable {
    /// `FF` between top-level objects is filler like `00` (emv.md 8.1).
    package var skipsFFBetweenTopLevelObjects = true
    /// CTQ byte 1 b8: the card wants an online PIN; b7: a signature. As in Visa's layout, seen in card sources.
    package var ctqOnlinePIN: UInt16 = 0x8000
    package var ctqSignature: UInt16 = 0x4000
    /// CTQ byte 1 b6: go online if authentication fails; b5: use the contact interface then.
    package var ctqOnlineIfAuthenticationFails: UInt16 = 0x2000
    package var ctqContactIfAuthenticationFails: UInt16 = 0x1000
    /// CTQ byte 1 b4: go online if the application has expired.
    package var ctqOnlineIfExpired: UInt16 = 0x0800
    /// CTQ byte 2 b8: the rider has been verified on the device.
    package var ctqDeviceVerified: UInt16 = 0x0080
    /// An expired card with ``ctqOnlineIfExpired`` goes online where the terminal can; else it is declined.
    package var expiredGoesOnline = true
    /// Application usage control (`9F07`) is looked at; a card not valid at terminals other than ATMs is declined.
    package var checksUsageControl = true
    /// Under electronic cash, a card of another currency is declined.
    package var declinesForeignCurrencyOffline = true
    /// A CVM that the reader demands is met by one done on the device.
    package var deviceVerificationMeetsLimit = true

    package init() {}
}
