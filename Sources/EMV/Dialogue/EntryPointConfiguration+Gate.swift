extension EntryPointConfiguration {
    /// UnionPay debit, credit, quasi-credit and electronic cash (emv.md 3.1: openemv/emv-utils, proxmark3, nfsee).
    package static let unionPayNames: [ApplicationIdentifier] = [
        "A000000333010101", "A000000333010102", "A000000333010103", "A000000333010106",
    ].compactMap { ApplicationIdentifier(hex: $0) }

    /// A gate for UnionPay cards: kernel 7 with the qualifiers and limits of a money profile.
    ///
    /// - **Unit**: limits in fen: 1,000 yuan for a transaction and for cardholder verification, the profile of the test
    ///   cases. Under `deferred` the floor limit is 0: every amount asks for an online cryptogram.
    package init(unionPayGate profile: KernelConfiguration.MoneyProfile) {
        var options = Options()
        options.contactlessTransactionLimit = 100_000
        options.cardholderVerificationLimit = 100_000
        if profile == .deferred { options.contactlessFloorLimit = 0 }
        options.qualifiers = TerminalTransactionQualifiers(
            rawValue: KernelConfiguration.terminalQualifiers(of: profile))
        self.init([
            CombinationSet(Self.unionPayNames.map { Combination($0, .unionPay) }, options: options)
        ])
    }
}
