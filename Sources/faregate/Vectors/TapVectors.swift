import EMV
import SmartCard

/// Checker of whole taps (`quickpass-tap`): the recorded card against our dialogue, with the item's own terminal.
enum TapVectors {
    static func tap(_ item: VectorItem) throws -> [String: Any] {
        var results = try run(item, allowsVersion00: false)
        if item.expected["with_version_00_allowed"] != nil {
            results["with_version_00_allowed"] = try run(item, allowsVersion00: true)["result"]
        }
        return results
    }

    private static func run(_ item: VectorItem, allowsVersion00: Bool) throws -> [String: Any] {
        let transaction = try transaction(item)
        let configuration = configuration(transaction, allowsVersion00: allowsVersion00)
        let authenticator = CardAuthenticator(keys: try keys(item))
        var dialogue = CardDialogue(configuration, authenticator: authenticator) { _, _ in false }
        let channel = TranscriptChannel(try item.transcript())
        let result = CardTap.run(&dialogue, over: channel, transaction: transaction, keepsQualifiers: true)
        return report(item, result, dialogue, authenticator, channel, configuration.kernel.profile)
    }

    /// The terminal's side of an item.
    static func transaction(_ item: VectorItem) throws -> TransactionData {
        let day = try item.hex("terminal.date_9A")
        return TransactionData(
            amount: try item.amount("terminal.amount_9F02"),
            currency: UInt16(truncatingIfNeeded: try item.hex("terminal.currency_5F2A").number),
            country: UInt16(truncatingIfNeeded: try item.hex("terminal.country_9F1A").number),
            date: CalendarDate(day.span) ?? CalendarDate(year: 2000, month: 1, day: 1),
            type: try item.hex("terminal.type_9C").first ?? 0,
            unpredictableNumber: try item.hex("terminal.unpredictable_number").number,
            terminalQualifiers: try item.hex("terminal.ttq").number)
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

    static func keys(_ item: VectorItem) throws -> CAPublicKeyStore {
        var store = CAPublicKeyStore()
        guard item.value("inputs.capk_modulus") != nil else { return store }
        try store.add(
            rsa: try item.keyIdentity(rid: "inputs.rid", index: "inputs.capk_index"),
            modulus: try item.hex("inputs.capk_modulus"), exponent: try item.hex("inputs.capk_exponent"),
            checkValue: nil, role: .test)
        return store
    }

    private static func report(
        _ item: VectorItem, _ result: TapResult, _ dialogue: CardDialogue, _ authenticator: CardAuthenticator,
        _ channel: TranscriptChannel, _ profile: KernelConfiguration.MoneyProfile
    ) -> [String: Any] {
        let card = dialogue.card
        var results: [String: Any] = [
            "result": result.kernel?.stage == nil ? "ok" : "fail", "outcome": outcome(result),
            "afl_absent": !card.has(Tag.fileLocator), "fdda_version": "00",
        ]
        if let stage = result.kernel?.stage { results["fail_stage"] = stage.rawValue }
        if let counter = card.copy(of: Tag.transactionCounter) { results["atc"] = Hex.text(counter) }
        if let pan = card.clearPAN {
            var digits: [UInt8] = []
            pan.appendDigits(to: &digits)
            results["pan"] = String(decoding: digits, as: UTF8.self)
        }
        if let data = card.copy(of: Tag.cardAuthenticationData), let version = data.first {
            results["fdda_version"] = Hex.text([version])
        }
        if let issuer = authenticator.issuerKey { results["issuer_public_key"] = Hex.text(issuer.keyBytes) }
        results["icc_public_key"] = Hex.text(authenticator.iccKeyBytes)
        // The signature of a refused card is recovered once more for the report.
        let block = authenticator.recoveredSignature(of: card)
        if block.count > 6 {
            results["signed_data_format"] = Hex.text([block[1]])
            results["icc_dynamic_number"] = Hex.text(block[5..<7])
        }
        results["9F4B_place"] = card.place(of: Tag.signedDynamicData)
        if channel.position != channel.count { results["outcome"] = "\(channel.position) of \(channel.count) commands" }
        return results
    }

    /// The outcome in the words of the vector files.
    private static func outcome(_ result: TapResult) -> String {
        switch (result.verdict, result.reason) {
        case (.accepted, .kernel(.approvedOffline)): "Approved (offline)"
        case (.accepted, _): "Approved for entry, authorise later"
        case (_, .kernel(.noAuthenticationData)): "refused at the gate: no offline authentication data"
        case (.refused, .kernel): "Declined"
        case (.refused, _), (.again, _): "\(result.verdict.rawValue): \(result.reason.code)"
        }
    }
}
