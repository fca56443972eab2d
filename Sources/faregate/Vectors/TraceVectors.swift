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
        if let dialogue = try? RecordedDialogue(transcript) {
            results.merge(Self.decision(dialogue)) { $1 }
            if item.expected["oda"] != nil { results.merge(authentication(dialogue)) { $1 } }
        }
        results.merge(try TraceSourceTests.results(of: item, transcript)) { $1 }
        return results
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
        var words = "\(type)".uppercased()
        if card.has(Tag.fileLocator), card.has(Tag.signedDynamicData) {
            words += " with AFL and 9F4B"
            // Byte 2, b8: the reader asks for an online cryptogram.
            if let qualifiers, qualifiers.count == 4, qualifiers[1] & 0x80 == 0 {
                words += " although TTQ byte 2 b8 = 0"
            }
        } else if !card.has(Tag.cryptogramInformation), let data = card.copy(of: Tag.issuerApplicationData),
            data.count > 4
        {
            words += " (9F10 CVR byte 2 = \(Hex.text([data[4]])))"
        }
        results["cryptogram"] = words
        return results
    }

    /// Offline data authentication of the record, with the terminal's values from its own commands. Certificates that
    /// have run out since are none of the item's concern: the files give a date where they want it tested.
    private func authentication(_ dialogue: RecordedDialogue) -> [String: Any] {
        let authenticator = CardAuthenticator(keys: keys)
        let stage = dialogue.verify(with: authenticator, checksDates: false)
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
