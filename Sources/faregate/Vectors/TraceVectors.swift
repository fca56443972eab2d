import EMV
import SmartCard

/// Checkers of recorded dialogues: `apdu-trace` and `transport-trace`.
struct TraceVectors {
    /// CA keys for traces with a signature.
    let keys: CAPublicKeyStore

    /// `apdu-trace`: objects, directory, processing options, authentication, and the ending of contact steps.
    func trace(_ item: VectorItem) throws -> [String: Any] {
        let transcript = try item.transcript()
        var results: [String: Any] = ["tags": tags(transcript), "directory": directory(transcript)]
        addOptions(transcript, to: &results)
        if let dialogue = try? RecordedDialogue(transcript) { addAuthentication(dialogue, to: &results) }
        if item.expected["outcome"] != nil { try addEnding(item, transcript, to: &results) }
        return results
    }

    // MARK: Objects

    /// The first value of each primitive tag of every good answer that is a template, without repetition.
    private func tags(_ transcript: Transcript) -> [String: Any] {
        var found: [String: [String]] = [:]
        for exchange in transcript.exchanges {
            guard let body = Self.goodBody(exchange.answer), [0x6F, 0x70, 0x77].contains(body.first) else { continue }
            var one: [String: String] = [:]
            do {
                try TLVReader.walk(0..<body.count, of: body.span) { object, _ in
                    guard !object.isConstructed else { return }
                    let name = object.tag < 16 ? String(object.tag) : TLVTag.name(object.tag)
                    if one[name] == nil { one[name] = Hex.text(body[object.value]) }
                }
            } catch { continue }
            for (name, value) in one where !(found[name] ?? []).contains(value) {
                found[name, default: []].append(value)
            }
        }
        return found.mapValues { $0 as [Any] }
    }

    private static func goodBody(_ answer: [UInt8]) -> [UInt8]? {
        answer.suffix(2) == [0x90, 0x00] ? Array(answer.dropLast(2)) : nil
    }

    /// The entries of the contactless directory.
    private func directory(_ transcript: Transcript) -> [Any] {
        var entries: [Any] = []
        for exchange in transcript.exchanges {
            guard let apdu = try? CommandAPDU(parsing: exchange.command), apdu.ins == 0xA4,
                apdu.data == Array("2PAY.SYS.DDF01".utf8), let body = Self.goodBody(exchange.answer)
            else { continue }
            try? TLVReader.walk(0..<body.count, of: body.span) { object, _ in
                guard object.tag == 0x61 else { return }
                var entry: [String: Any] = ["aid": "", "priority": "", "label": ""]
                try? TLVReader.walk(object.value, of: body.span, filler: .zero) { field, _ in
                    let value = body[field.value]
                    switch field.tag {
                    case 0x4F: entry["aid"] = Hex.text(value)
                    case 0x87: entry["priority"] = Hex.text(value)
                    case 0x50: entry["label"] = String(decoding: value, as: UTF8.self)
                    default: break
                    }
                }
                entries.append(entry)
            }
        }
        return entries
    }

    // MARK: GET PROCESSING OPTIONS

    private func addOptions(_ transcript: Transcript, to results: inout [String: Any]) {
        for exchange in transcript.exchanges {
            guard exchange.command.count > 1, exchange.command[0] == 0x80, exchange.command[1] == 0xA8,
                let body = Self.goodBody(exchange.answer), let first = body.first
            else { continue }
            var card = CardData()
            card.bytes = body
            var reader = TLVReader(0..<body.count)
            guard let object = try? reader.next(in: body.span) else { continue }
            var options: [String: Any] = ["format": first == 0x80 ? 1 : 2]
            if first == 0x80 {
                options["aip"] = Hex.text(body[object.value].prefix(2))
                options["afl"] = Hex.text(body[object.value].dropFirst(2))
            } else {
                guard (try? card.add(objectsIn: object.value)) != nil else { continue }
                func text(_ tag: UInt32) -> String { Hex.text(card.copy(of: tag) ?? []) }
                options["aip"] = text(Tag.interchangeProfile)
                options["afl"] = text(Tag.fileLocator)
                options["iad"] = text(Tag.issuerApplicationData)
                options["atc"] = text(Tag.transactionCounter)
                options["ac"] = text(Tag.applicationCryptogram)
                options["ctq"] = text(Tag.cardQualifiers)
                options["cid"] = text(Tag.cryptogramInformation)
                options["cid_absent"] = !card.has(Tag.cryptogramInformation)
            }
            results["gpo"] = options
            results["afl_absent"] = (options["afl"] as? String)?.isEmpty ?? true
            return
        }
    }

    private func addAuthentication(_ dialogue: RecordedDialogue, to results: inout [String: Any]) {
        let card = dialogue.card
        let qualifiers = dialogue.terminal[Tag.terminalQualifiers]
        if let qualifiers { results["ttq"] = Hex.text(qualifiers) }
        if let data = card.copy(of: Tag.cardAuthenticationData) { results["9F69"] = Hex.text(data) }
        if let type = CryptogramType(card: card) { results["cryptogram"] = words(type, card, qualifiers) }
        guard dialogue.method == .fdda else { return }
        let authenticator = CardAuthenticator(keys: keys)
        let stage = dialogue.verify(with: authenticator, checksDates: false)
        results["oda"] = stage == nil ? "ok" : "fail: \(stage?.rawValue ?? "")"
        if let number = authenticator.dynamicNumber { results["icc_dynamic_number"] = Hex.text(number) }
        let block = authenticator.recoveredSignature(of: card)
        if block.count > 1 { results["signed_data_format"] = Hex.text([block[1]]) }
    }

    /// The cryptogram's type, with what is remarkable about how it was found.
    private func words(_ type: CryptogramType, _ card: CardData, _ qualifiers: [UInt8]?) -> String {
        let name: String
        switch type {
        case .aac: name = "AAC"
        case .tc: name = "TC"
        case .arqc: name = "ARQC"
        }
        if !card.has(Tag.cryptogramInformation), let data = card.copy(of: Tag.issuerApplicationData), data.count > 4 {
            return "\(name) (9F10 CVR byte 2 = \(Hex.text([data[4]])))"
        }
        if card.has(Tag.fileLocator), card.has(Tag.signedDynamicData), let qualifiers, qualifiers.count == 4,
            qualifiers[1] & 0x80 == 0
        {
            return "\(name) with AFL and 9F4B although TTQ byte 2 b8 = 0"
        }
        return name
    }

    // MARK: Endings of contact steps

    /// The applications of a common contact terminal: Visa, Visa Electron, V Pay, Mastercard, Maestro.
    private static let applications: [ContactSession.Application] = [
        ("A0000000031010", true), ("A0000000032010", false), ("A0000000032020", false), ("A0000000041010", true),
        ("A0000000043060", true),
    ].map { ContactSession.Application(Hex.bytes($0.0) ?? [], allowsPartialMatch: $0.1) }

    private func addEnding(_ item: VectorItem, _ transcript: Transcript, to results: inout [String: Any]) throws {
        guard let first = transcript.exchanges.first else { throw VectorItem.MissingInput(path: "apdus") }
        let channel = TranscriptChannel(transcript)
        let session = ContactSession(channel)
        let command = try CommandAPDU(parsing: first.command)
        var ending: ContactSession.Ending
        do throws(CardChannelError) {
            switch command.ins {
            case 0xA4 where command.data == ContactSession.directoryName:
                ending = try session.buildCandidates(Self.applications)
            case 0xA4:
                ending = try session.select(command.data)
                // A refused application leaves the list; if it was the last, the card is not accepted.
                let words = item.value("expected.source_test") as? String ?? ""
                if ending == .tryAgain, words.contains("empty candidate") { ending = .notAccepted }
            case 0xA8:
                try checkOptionsCommand(item, command, to: &results)
                ending = try session.processingOptions(command)
                results["aip_verify"] = Hex.text(session.card.copy(of: Tag.interchangeProfile) ?? [])
                results["afl_verify"] = Hex.text(session.card.copy(of: Tag.fileLocator) ?? [])
            default:
                let locator = (item.value("expected.afl") as? String).flatMap { Hex.bytes($0) } ?? []
                ending = try session.readRecords(locator)
                results["afl"] = Hex.text(locator)
            }
        } catch {
            results["outcome"] = "a command that was not recorded, after \(channel.position)"
            return
        }
        let isWhole = channel.position == channel.count || ending == .locatorInvalid
        results["outcome"] =
            isWhole ? Self.name(ending) : "ended after \(channel.position) of \(channel.count) commands"
    }

    /// The command's data must be as long as the list in the FCI asks for.
    private func checkOptionsCommand(
        _ item: VectorItem, _ command: CommandAPDU, to results: inout [String: Any]
    ) throws(CardChannelError) {
        guard let text = item.value("expected.fci") as? String, let fci = Hex.bytes(text) else { return }
        var list: [UInt8] = []
        try? TLVReader.walk(0..<fci.count, of: fci.span) { object, _ in
            if object.tag == Tag.processingOptionsList { list = Array(fci[object.value]) }
        }
        var length = 0
        var reader = DataObjectList(0..<list.count)
        while let entry = try? reader.next(in: list.span) { length += entry.length }
        let isSound = (try? ApplicationFCI(0..<fci.count, of: fci.span)) != nil
        results["fci"] =
            isSound && command.data.starts(with: [0x83, UInt8(truncatingIfNeeded: length)])
                && command.data.count == length + 2
            ? text : "does not ask for the data that were sent"
    }

    private static func name(_ ending: ContactSession.Ending) -> String {
        switch ending {
        case .done: "OK"
        case .cardError: "EMV_OUTCOME_CARD_ERROR"
        case .cardBlocked: "EMV_OUTCOME_CARD_BLOCKED"
        case .notAccepted: "EMV_OUTCOME_NOT_ACCEPTED"
        case .tryAgain: "EMV_OUTCOME_TRY_AGAIN"
        case .optionsNotAccepted: "EMV_OUTCOME_GPO_NOT_ACCEPTED"
        case .locatorInvalid: "EMV_TAL_ERROR_AFL_INVALID"
        case .recordFailed: "EMV_TAL_ERROR_READ_RECORD_FAILED"
        case .recordInvalid: "EMV_TAL_ERROR_READ_RECORD_INVALID"
        case .recordMalformed: "EMV_TAL_ERROR_READ_RECORD_PARSE_FAILED"
        }
    }

    // MARK: Transport

    /// `transport-trace`: one command with all that follows it.
    func transport(_ item: VectorItem) throws -> [String: Any] {
        let transcript = try item.transcript()
        guard let first = transcript.exchanges.first else { throw VectorItem.MissingInput(path: "apdus") }
        let channel = TranscriptChannel(transcript)
        let session = ContactSession(channel)
        var results: [String: Any] = ["tags": tags(transcript)]
        do throws(CardChannelError) {
            guard let (status, data) = try session.send(try Self.command(first.command)) else {
                results["outcome"] = "the card spoiled the exchange"
                return results
            }
            let body = Hex.text(session.card.bytes[data])
            results["final_sw"] = status.description
            results["data"] = body.isEmpty || status.sw1 >= 0x64 && status != .success ? status.description : body
            results["advanced_data"] = body
            results["outcome"] = channel.position == channel.count ? "OK" : "commands left over"
        } catch {
            results["outcome"] = "a command that was not recorded, after \(channel.position)"
        }
        return results
    }

    private static func command(_ bytes: [UInt8]) throws(CardChannelError) -> CommandAPDU {
        do { return try CommandAPDU(parsing: bytes) } catch { throw .notInTranscript(position: 0) }
    }
}
