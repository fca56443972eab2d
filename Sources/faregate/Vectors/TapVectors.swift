import EMV
import SmartCard

/// Checker of whole taps (`quickpass-tap`): the recorded card against our dialogue, with the item's own terminal.
struct TapVectors {
    /// The CA keys for items that bring none.
    let keys: CAPublicKeyStore

    /// All that can be said of one tap.
    func tap(_ item: VectorItem) throws -> [String: Any] {
        var results = try run(item, allowsVersion00: false)
        if item.expected["with_version_00_allowed"] != nil {
            results["with_version_00_allowed"] = try run(item, allowsVersion00: true)["result"]
        }
        return results
    }

    private func run(_ item: VectorItem, allowsVersion00: Bool) throws -> [String: Any] {
        let transaction = try Self.transaction(item)
        let configuration = Self.configuration(transaction, allowsVersion00: allowsVersion00)
        let authenticator = CardAuthenticator(keys: try item.keyStore(else: keys))
        if let identifier = item.value("inputs.sm2_id_ascii") as? String {
            authenticator.setSM2Identifier(Array(identifier.utf8))
        }
        var dialogue = CardDialogue(configuration, authenticator: authenticator) { _, _ in false }
        let channel = TranscriptChannel(try item.transcript())
        let result = CardTap.run(&dialogue, over: channel, transaction: transaction, keepsQualifiers: true)
        var results = Self.report(result, dialogue.card, authenticator)
        if result.reason == .readerFault {
            // The transcript is the reader, and its only fault is a command that it does not have.
            results["outcome"] = "command \(channel.position + 1) is not the one recorded"
        } else if channel.position != channel.count {
            results["outcome"] = "\(channel.position) of \(channel.count) commands"
        }
        return results
    }

    /// The terminal's side of an item.
    static func transaction(_ item: VectorItem) throws -> TransactionData {
        func number(_ name: String, _ count: Int) throws(VectorItem.MissingInput) -> UInt32 {
            try item.hex("terminal.\(name)", count: count).number
        }
        return TransactionData(
            amount: try item.amount("terminal.amount_9F02"),
            currency: UInt16(truncatingIfNeeded: try number("currency_5F2A", 2)),
            country: UInt16(truncatingIfNeeded: try number("country_9F1A", 2)),
            date: try item.date("terminal.date_9A"), type: UInt8(truncatingIfNeeded: try number("type_9C", 1)),
            unpredictableNumber: try number("unpredictable_number", 4), terminalQualifiers: try number("ttq", 4))
    }

    /// The profile is what the reader asked for: an online cryptogram with a signature, or the card's own approval.
    static func configuration(_ transaction: TransactionData, allowsVersion00: Bool) -> CardDialogue.Configuration {
        var configuration = CardDialogue.Configuration(
            gate: transaction.terminalQualifiers & 0x0100_0000 != 0 ? .deferred : .electronicCash)
        configuration.kernel.allowsFastDDA00 = allowsVersion00
        for index in configuration.entryPoint.sets.indices {
            configuration.entryPoint.sets[index].options.qualifiers = nil
        }
        return configuration
    }

    private static func report(
        _ result: TapResult, _ card: CardData, _ authenticator: CardAuthenticator
    ) -> [String: Any] {
        let stage = result.kernel?.stage
        var results = AuthenticationVectors.report(
            card, authenticator, isSM2: card.copy(of: Tag.issuerCertificate)?.first == 0x12, stage: stage)
        results["result"] = authentication(result)
        results["outcome"] = outcome(result)
        results["afl_absent"] = !card.has(Tag.fileLocator)
        if let stage { results["fail_stage"] = stage.rawValue }
        if let counter = card.copy(of: Tag.transactionCounter) { results["atc"] = Hex.text(counter) }
        if let pan = card.clearPAN {
            var digits: [UInt8] = []
            pan.appendDigits(to: &digits)
            results["pan"] = String(decoding: digits, as: UTF8.self)
        }
        if card.has(Tag.signedDynamicData) {
            // No card authentication data are what version 00 is.
            results["fdda_version"] = Hex.text([card.copy(of: Tag.cardAuthenticationData)?.first ?? 0])
        }
        // The signature of a refused card is recovered once more for the report.
        let block = authenticator.recoveredSignature(of: card)
        if block.count > 6, block.count > 5 + Int(block[4]) {
            results["signed_data_format"] = Hex.text([block[1]])
            results["icc_dynamic_number"] = Hex.text(block[5..<(5 + Int(block[4]))])
        }
        results["9F4B_place"] = card.place(of: Tag.signedDynamicData)
        return results
    }

    /// What came of authentication: `ok` for a genuine card, `fail` where a check failed, `none` where the tap ended
    /// before. A card that offers nothing to check (an ARQC without AFL) has failed no check: `ok` too.
    private static func authentication(_ result: TapResult) -> String {
        guard let kernel = result.kernel else { return "none" }
        if kernel.stage != nil { return "fail" }
        return kernel.card != nil || kernel.reason == .noAuthenticationData ? "ok" : "none"
    }

    /// The outcome in the words of the vector files and of EMVCo Book A; what the gate makes of it in words of its own.
    private static func outcome(_ result: TapResult) -> String {
        switch (result.verdict, result.reason) {
        case (.accepted, .kernel(.approvedOffline)): return "Approved (offline)"
        case (.accepted, _): return "Approved for entry, authorise later"
        case (_, .kernel(.noAuthenticationData)): return "refused at the gate: no offline authentication data"
        case (.again, let reason): return "Try Again: \(reason.code)"
        case (.refused, .kernel):
            // The kernel let go of the last application, and none is left.
            guard let kernel = result.kernel else { return "Select Next" }
            return words(kernel.kind)
        case (.refused, let reason): return "End Application: \(reason.code)"
        }
    }

    private static func words(_ kind: KernelResult.Kind) -> String {
        switch kind {
        case .approved: "Approved"
        case .declined: "Declined"
        case .onlineRequest: "Online Request"
        case .endApplication: "End Application"
        case .selectNext: "Select Next"
        case .tryAnotherInterface: "Try Another Interface"
        case .tryAgain: "Try Again"
        }
    }
}
