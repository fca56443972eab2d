import EMV
import SmartCard

/// Checker of recorded dialogues (`apdu-trace`): what they say, what the card decided, whether its signature holds.
struct TraceVectors {
    /// The CA keys for cards that signed.
    let keys: CAPublicKeyStore

    /// All that can be said of one item.
    func trace(_ item: VectorItem) throws -> [String: Any] {
        let transcript = try item.transcript()
        let answers = TraceReplay.answers(of: transcript)
        var results: [String: Any] = ["tags": TraceTags.values(of: transcript)]
        if let directory = Self.directory(answers) { results["directory"] = directory }
        if let options = answers.lazy.compactMap({ $0.data(cla: 0x80, ins: 0xA8) }).first {
            results["gpo"] = try Self.options(options)
            results["afl_absent"] = try Self.card(ofOptions: options).copy(of: Tag.fileLocator)?.isEmpty ?? true
        }
        if let dialogue = Self.recorded(answers, &results) {
            results.merge(Self.decision(dialogue)) { $1 }
            if item.expected["oda"] != nil { results.merge(try authentication(dialogue, item)) { $1 } }
        }
        results.merge(try TraceSourceTests.results(of: item, transcript)) { $1 }
        return results
    }

    /// The dialogue taken apart, from whole answers: over T=0 they come in pieces.
    private static func recorded(
        _ answers: [TraceReplay.Answer], _ results: inout [String: Any]
    ) -> RecordedDialogue? {
        do throws(RecordedDialogue.Fault) {
            return try RecordedDialogue(Transcript(answers.compactMap(\.exchange)))
        } catch {
            results["oda"] = "nothing to verify: \(error)"
            return nil
        }
    }

    private static func directory(_ answers: [TraceReplay.Answer]) -> [[String: Any]]? {
        for answer in answers {
            guard let data = answer.data(cla: 0x00, ins: 0xA4), let command = try? CommandAPDU(parsing: answer.command),
                command.data == PaymentDirectory.name
            else { continue }
            return TraceTags.directory(in: data)
        }
        return nil
    }

    // MARK: GET PROCESSING OPTIONS

    private static func card(ofOptions data: [UInt8]) throws -> CardData {
        var card = CardData()
        card.bytes = data
        guard try card.add(processingOptions: 0..<data.count) else {
            throw VectorItem.MissingInput(path: "apdus: an answer to GET PROCESSING OPTIONS")
        }
        return card
    }

    private static func options(_ data: [UInt8]) throws -> [String: Any] {
        let card = try card(ofOptions: data)
        var results: [String: Any] = [
            "format": data.first == 0x80 ? 1 : 2,
            "aip": Hex.text(card.copy(of: Tag.interchangeProfile) ?? []),
            "afl": Hex.text(card.copy(of: Tag.fileLocator) ?? []),
        ]
        let names: [(String, UInt32)] = [
            ("iad", Tag.issuerApplicationData), ("atc", Tag.transactionCounter), ("ac", Tag.applicationCryptogram),
            ("ctq", Tag.cardQualifiers), ("cid", Tag.cryptogramInformation),
        ]
        for (name, tag) in names {
            if let value = card.copy(of: tag) { results[name] = Hex.text(value) }
        }
        if card.has(Tag.applicationCryptogram) { results["cid_absent"] = !card.has(Tag.cryptogramInformation) }
        return results
    }

    // MARK: What the card decided

    private static func decision(_ dialogue: RecordedDialogue) -> [String: Any] {
        let card = dialogue.card
        var results: [String: Any] = [:]
        let qualifiers = dialogue.terminal[Tag.terminalQualifiers]
        if let qualifiers { results["ttq"] = Hex.text(qualifiers) }
        guard card.has(Tag.applicationCryptogram), let type = CryptogramType(card: card) else { return results }
        results["cryptogram"] = cryptogram(type, card, qualifiers)
        return results
    }

    /// What the card decided, and what of its answer says so. A sentence begins with the type and may go on with any of
    /// the claims below, in their order; each must hold.
    private static func cryptogram(_ type: CryptogramType, _ card: CardData, _ qualifiers: [UInt8]?) -> WordedFact {
        let name = "\(type)".uppercased()
        var claims: [String] = []
        if card.has(Tag.fileLocator) {
            claims.append(" with AFL")
            if card.has(Tag.signedDynamicData) { claims.append(" and 9F4B") }
        } else {
            claims.append(" without AFL")
        }
        // Byte 2, b8: the reader asks for an online cryptogram.
        if let qualifiers, qualifiers.count == 4 {
            claims.append(" although TTQ byte 2 b8 = \(qualifiers[1] >> 7)")
        }
        if let data = card.copy(of: Tag.issuerApplicationData), data.count > 4 {
            claims.append(" (9F10 CVR byte 2 = \(Hex.text([data[4]])))")
        }
        let facts = claims
        return WordedFact(description: name + facts.joined()) { sentence in
            var words = WordReader(sentence)
            guard words.take(name) else { return false }
            for fact in facts { _ = words.take(fact) }
            return words.isAtEnd
        }
    }

    /// Offline data authentication of the record, with the terminal's values from its own commands. Certificates that
    /// have run out since are none of the item's concern: the files give a date where they want it tested.
    private func authentication(_ dialogue: RecordedDialogue, _ item: VectorItem) throws -> [String: Any] {
        guard dialogue.method != nil else { return ["oda": "nothing to verify: the card gave no signature"] }
        let authenticator = CardAuthenticator(keys: try item.keyStore(else: keys))
        let stage = dialogue.verify(with: authenticator, checksDates: false).failedStage
        var results: [String: Any] = ["oda": stage?.rawValue ?? "ok"]
        if let data = dialogue.card.copy(of: Tag.cardAuthenticationData) { results["9F69"] = Hex.text(data) }
        let block = authenticator.recoveredSignature(of: dialogue.card)
        if block.count > 6, block.count > 5 + Int(block[4]) {
            results["signed_data_format"] = Hex.text([block[1]])
            results["icc_dynamic_number"] = Hex.text(block[5..<(5 + Int(block[4]))])
        }
        return results
    }
}
