import CardEmulator
import EMV
import SmartCard

extension FuzzTarget {
    /// The bytes as text; below 80 in front they are changes to the lines of a sound one.
    static func text(_ bytes: [UInt8], sound: () -> String) -> [UInt8] {
        guard let first = bytes.first, first < 0x80 else { return bytes }
        var lines = sound().split(separator: "\n").map { Array($0.utf8) }
        for edit in Edit.list(Array(bytes.dropFirst())) { edit.apply(to: &lines) }
        return Array(lines.joined(separator: [0x0A]))
    }

    private static let soundTranscript =
        "# a card\n> 00A404000E325041592E5359532E444446303100\n< 6F10840E325041592E5359532E44444630319000\n"
        + "APDU: 00 B2 01 0C 00\nSW: 70 0A 5A 08 62 25 00 00 00 00 00 06 90 00\n"
        + "> 80A8000002830000\n< 6110\n> 00C0000010\n< 570E6225001234560005D30122010000\n< 9000\n"
    private static let soundList =
        "# cards\nversion 7\ntoken 00112233445566778899aabbccddeeff\npar 50012345678901234567890123456\ntoken "
        + "ffeeddccbbaa99887766554433221100\n"
    private static let soundKeys: String = {
        var lines = ["rid,index,algorithm,exponent,modulus,check_value,role,last_day"]
        for key in TestCertificationAuthority.publicKeys.prefix(4) {
            guard case .rsa(let modulus, let exponent) = key.value else { continue }
            lines.append(
                "\(Hex.text(key.rid)),\(Hex.text([key.index])),rsa,\(Hex.text(exponent)),\(Hex.text(modulus)),,test,20301231"
            )
        }
        for key in TestCertificationAuthority.publicKeys {
            guard case .sm2(let xy) = key.value else { continue }
            lines.append("\(Hex.text(key.rid)),\(Hex.text([key.index])),sm2,,\(Hex.text(xy)),,production,")
        }
        return lines.joined(separator: "\n")
    }()

    /// A transcript that is read is written and read again; masked, it keeps its lengths and stays masked.
    static func transcript(_ bytes: [UInt8]) {
        let text = String(decoding: text(bytes) { soundTranscript }, as: UTF8.self)
        guard let transcript = try? Transcript(text: text) else { return }
        _ = try? Transcript(text: transcript.text)
        let masked = transcript.masked()
        precondition(masked.exchanges.map(\.answer.count) == transcript.exchanges.map(\.answer.count))
        precondition(masked.exchanges.map(\.command.count) == transcript.exchanges.map(\.command.count))
        _ = try? RecordedDialogue(transcript)
    }

    /// Bytes as a dialogue and as every kind of value in words.
    static func decoder(_ bytes: [UInt8]) {
        var source = FuzzBytes(bytes)
        let decoders = ValueDecoder.allCases
        let decoder = decoders[Int(source.byte()) % decoders.count]
        let schemes = TagContext.allCases
        let context = ValueDecoder.Context(scheme: schemes[Int(source.byte()) % schemes.count])
        var dialogue = DialogueDecoding(context: context, isFixed: source.byte() & 1 == 0)
        let rest = source.rest()
        _ = decoder.lines(rest, in: context)
        var pieces = FuzzBytes(rest)
        while !pieces.isAtEnd {
            let command = pieces.take(Int(pieces.byte()) & 0x3F)
            _ = dialogue.command(command, masked: command)
            let answer = pieces.take(Int(pieces.byte()))
            _ = dialogue.answer(answer, masked: answer)
        }
        _ = try? AnswerToReset(parsing: rest)
        _ = Transcript.masked(rest)
    }

    /// A card that is read is written and read again as the same, and can be tapped.
    static func cardImage(_ bytes: [UInt8]) {
        let profiles = CardProfile.allCases
        let bytes = text(bytes) { CardImage(profiles[bytes.count % profiles.count]).text }
        guard let image = try? CardImage(parsing: String(decoding: bytes, as: UTF8.self)) else { return }
        precondition((try? CardImage(parsing: image.text)) == image, "the card written is another")
        let card = VirtualCard(image, using: TestKeyGenerator(seed: "fuzz"))
        var answer: [UInt8] = []
        try? card.transmit(CommandAPDU.select(Array("2PAY.SYS.DDF01".utf8)).bytes, into: &answer)
        for application in image.applications {
            try? card.transmit(CommandAPDU.select(application.identifier).bytes, into: &answer)
        }
    }

    static func keyFile(_ bytes: [UInt8]) {
        let header = Array("rid,index,algorithm,exponent,modulus,check_value,role,last_day\n".utf8)
        for text in [text(bytes) { soundKeys }, header + bytes] {
            for allowsTestKeys in [false, true] {
                guard let store = try? CAPublicKeyFile.store(parsing: text, allowsTestKeys: allowsTestKeys) else {
                    continue
                }
                precondition(store.identities.count == store.count)
                for identity in store.identities { precondition(store.key(identity) != nil) }
            }
        }
    }

    static func denyList(_ bytes: [UInt8]) {
        guard let list = try? CardDenyList(parsing: text(bytes) { soundList }) else { return }
        precondition(list.version > 0 && list.version < 1 << 53)
        _ = list.lists(CardTokenValue(high: 0, low: UInt64(bytes.count)))
        _ = list.lists(reference: bytes.span)
    }
}
