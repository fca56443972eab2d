import SmartCard

/// Decodes what `card decode` was given, guessing what it is where nobody said.
struct CardDecoder {
    let kind: CardDecodeKind?
    let scheme: TagContext?
    let reveals: Bool

    func decode(_ argument: String) throws(CardDecodeFailure) -> CardDecodeResult {
        switch try CardDecodeInput.read(argument, kind: kind) {
        case .transcripts(let list):
            if let kind, kind != .transcript {
                throw CardDecodeFailure(.holdsExchanges(kind.name).at(CardInputFile.shown(argument)), isUsage: true)
            }
            return transcripts(list)
        case .bytes(let bytes): return try self.bytes(bytes)
        }
    }

    private var context: ValueDecoder.Context { .init(scheme: scheme ?? .emv, reveals: reveals) }

    private func transcripts(_ list: [(name: String?, transcript: Transcript)]) -> CardDecodeResult {
        var result = CardDecodeResult(kind: .transcript, scheme: scheme ?? .emv)
        for ((name, transcript), masked) in zip(list, Self.masked(list.map(\.transcript))) {
            var dialogue = DialogueDecoding(context: context, isFixed: scheme != nil)
            var item = CardDecodeResult.Item(name: name, exchanges: [])
            for (index, exchange) in transcript.exchanges.enumerated() {
                let shown = masked.exchanges[index]
                let place = Wording.exchange(index + 1, of: name)
                var decoded = CardDecodeResult.Exchange()
                if exchange.command.isEmpty {
                    dialogue.commandIsMissing()
                } else {
                    let (node, error) = dialogue.command(exchange.command, masked: shown.command)
                    decoded.command = node
                    if let error { result.problems.append(CardErrorWords.words(error).at(place.command())) }
                }
                if !exchange.answer.isEmpty {
                    let (node, error) = dialogue.answer(exchange.answer, masked: shown.answer)
                    decoded.answer = node
                    if let error { result.problems.append(Wording(of: error).at(place.answer())) }
                    if exchange.answer.count < 2 { result.problems.append(.noStatusWord.at(place.answer())) }
                }
                item.exchanges.append(decoded)
            }
            result.scheme = dialogue.context.scheme
            result.items.append(item)
        }
        return result
    }

    /// Masked as one, so that a number which one of them names is hidden in all.
    private static func masked(_ transcripts: [Transcript]) -> [Transcript] {
        // An empty exchange keeps the answers of two from being taken for pieces of one.
        let joint = Transcript(transcripts.flatMap { $0.exchanges + [.init(command: [], answer: [])] }).masked()
        var left = joint.exchanges[...]
        return transcripts.map { transcript in
            defer { left = left.dropFirst(transcript.exchanges.count + 1) }
            return Transcript(Array(left.prefix(transcript.exchanges.count)))
        }
    }

    private func bytes(_ bytes: [UInt8]) throws(CardDecodeFailure) -> CardDecodeResult {
        let kind = kind ?? Self.guess(bytes)
        switch kind {
        case .tlv: return objects(bytes, kind)
        case .apdu: return exchange(bytes, isCommand: Self.isCommand(bytes), kind)
        case .command: return exchange(bytes, isCommand: true, kind)
        case .answer: return exchange(bytes, isCommand: false, kind)
        case .transcript: return transcripts([(nil, Transcript([.init(command: bytes, answer: [])]))])
        case .answerToReset:
            var node = DecodedNode(offset: 0, name: Wording("answer to reset", "复位应答 (ATR)"), value: bytes)
            do throws(AnswerToResetError) {
                let answer = try AnswerToReset(parsing: bytes)
                node.lines = answer.lines(reveals: reveals)
                if !reveals { node.value = answer.masked }
            } catch {
                throw CardDecodeFailure(Wording(of: error))
            }
            return CardDecodeResult(kind: kind, scheme: context.scheme, nodes: [node])
        case .statusWord:
            guard bytes.count == 2 else {
                throw CardDecodeFailure(.statusWordHasTwo(bytes.count))
            }
            return exchange(bytes, isCommand: false, kind)
        case .value(let decoder): return value(bytes, decoder, kind)
        }
    }

    private func objects(_ bytes: [UInt8], _ kind: CardDecodeKind) -> CardDecodeResult {
        // An identifier among the objects says whose they are.
        var found = context
        if scheme == nil {
            let names = ObjectDecoding(bytes, context: context).objects().nodes.flatMap(\.flattened)
            let known = names.filter { $0.tag == 0x84 || $0.tag == 0x4F }
                .compactMap { TagContext(applicationIdentifier: $0.value) }
            found.scheme = known.first ?? .emv
        }
        let (nodes, error) = ObjectDecoding(bytes, context: found).objects()
        var result = CardDecodeResult(kind: kind, scheme: found.scheme, nodes: nodes)
        if nodes.isEmpty, error == nil { result.problems.append(.fillerAlone) }
        if let error {
            result.problems.append(.notObjectsFrom(error))
        }
        return result
    }

    private func exchange(_ bytes: [UInt8], isCommand: Bool, _ kind: CardDecodeKind) -> CardDecodeResult {
        var result = transcripts([
            (nil, Transcript([.init(command: isCommand ? bytes : [], answer: isCommand ? [] : bytes)]))
        ])
        result.kind = kind
        return result
    }

    private func value(_ bytes: [UInt8], _ decoder: ValueDecoder, _ kind: CardDecodeKind) -> CardDecodeResult {
        let masked = Transcript.masked(value: bytes, as: decoder)
        let decoding = ObjectDecoding(bytes, masked: masked, context: context)
        var node = DecodedNode(
            offset: 0, name: Wording(decoder.rawValue), value: reveals ? bytes : masked)
        node.isText = decoder == .text
        node.lines = decoding.lines(decoder)
        return CardDecodeResult(kind: kind, scheme: context.scheme, nodes: [node])
    }

    // MARK: - Guessing

    private static func guess(_ bytes: [UInt8]) -> CardDecodeKind {
        if (try? AnswerToReset(parsing: bytes)) != nil { return .answerToReset }
        if bytes.count == 2, endsInStatusWord(bytes) { return .statusWord }
        if isCommand(bytes) { return .command }
        if bytes.count > 2, endsInStatusWord(bytes) {
            let (nodes, error) = ObjectDecoding(Array(bytes.dropLast(2)), context: .init()).objects()
            if error == nil, !nodes.isEmpty { return .answer }
        }
        return .tlv
    }

    /// A whole command of a class and instruction that cards know.
    static func isCommand(_ bytes: [UInt8]) -> Bool {
        guard let command = try? CommandAPDU(parsing: bytes), [0x00, 0x04, 0x80, 0x84].contains(command.cla)
        else { return false }
        let known: [UInt8] = [
            0x16, 0x18, 0x1E, 0x20, 0x24, 0x2A, 0x50, 0x52, 0x54, 0x5A, 0x5C, 0x70, 0x72, 0x82, 0x84, 0x88, 0xA4, 0xA8,
            0xAE, 0xB0, 0xB2, 0xC0, 0xCA, 0xD6, 0xDA, 0xDC, 0xEA,
        ]
        return known.contains(command.ins)
    }

    static func endsInStatusWord(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 2 else { return false }
        let (sw1, sw2) = (bytes[bytes.count - 2], bytes[bytes.count - 1])
        return (0x61...0x6F).contains(sw1) || sw1 == 0x90 && sw2 == 0 || sw1 == 0x93 || sw1 == 0x94
    }
}
