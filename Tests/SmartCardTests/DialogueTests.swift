import SmartCard
import TestSupport
import Testing

/// Whole dialogues as trees.
struct DialogueTests {
    /// The tags and values of all answers to one transcript, in order, uncovered.
    private static func objects(_ transcript: Transcript) -> [String: [String]] {
        var dialogue = DialogueDecoding(context: .init(reveals: true), isFixed: false)
        var found: [String: [String]] = [:]
        for exchange in transcript.exchanges {
            if exchange.command.isEmpty {
                dialogue.commandIsMissing()
            } else {
                _ = dialogue.command(exchange.command, masked: exchange.command)
            }
            let (node, error) = dialogue.answer(exchange.answer, masked: exchange.answer)
            #expect(error == nil, "\(Hex.text(exchange.answer))")
            for inner in node.children.flatMap(\.flattened) where inner.children.isEmpty {
                guard let tag = inner.tag, !TLVTag.isConstructed(tag) else { continue }
                let name = TLVTag.name(tag).hasPrefix("0") ? String(TLVTag.name(tag).dropFirst()) : TLVTag.name(tag)
                let value = Hex.text(inner.value)
                if found[name]?.contains(value) != true { found[name, default: []].append(value) }
            }
        }
        return found
    }

    /// Every tag with every value that the vectors name is in the tree, and no other value of those tags.
    @Test(.enabled(if: ExternalVectors.areThere, "skipped: external data not present"))
    func findsAllTagsOfTheTraces() throws {
        var tags = 0
        for item in try ExternalVectors.items("apdu-traces.json") {
            let expected = try #require(item["expected"] as? [String: Any])
            guard let named = expected["tags"] as? [String: [String]], !named.isEmpty else { continue }
            let found = Self.objects(ExternalVectors.transcript(item))
            for (tag, values) in named {
                for value in values {
                    #expect(found[tag]?.contains(value) == true, "\(item["name"] ?? ""): \(tag) \(value)")
                }
                tags += 1
            }
        }
        #expect(tags == 386)
    }

    /// GPO data against the PDOL of the answer before, by UnionPay's meaning of the TTQ.
    @Test func expandsTheProcessingOptions() throws {
        let transcript = try Transcript(
            text: """
                > 00A4040008A00000033301010100
                < 6F178408A000000333010101A50B9F38089F660495059F37049000
                > 80A800000F830D2180008000000000000102030400
                < 770982027C009F360200019000
                """)
        var dialogue = DialogueDecoding(context: .init(), isFixed: false)
        var commands: [DecodedNode] = []
        for exchange in transcript.exchanges {
            commands.append(dialogue.command(exchange.command, masked: exchange.command).node)
            #expect(dialogue.answer(exchange.answer, masked: exchange.answer).error == nil)
        }
        #expect(dialogue.context.scheme == .unionPay)
        let values = try #require(commands.last?.children.first).children
        #expect(values.map { $0.tag.map { TLVTag.name($0) } } == ["9F66", "95", "9F37"])
        #expect(values.map { Hex.text($0.value) } == ["21800080", "0000000000", "01020304"])
        #expect(values[0].lines.map(\.meaning.english).contains("qPBOC supported"))
    }

    /// An answer in pieces is decoded with the last of them.
    @Test func joinsPieces() {
        var dialogue = DialogueDecoding(context: .init(), isFixed: false)
        let (select, response) = (bytes("00A4040001AA00"), bytes("00C0000003"))
        _ = dialogue.command(select, masked: select)
        #expect(dialogue.answer(bytes("6F048402616103"), masked: bytes("6F048402616103")).node.children.isEmpty)
        _ = dialogue.command(response, masked: response)
        let (node, error) = dialogue.answer(bytes("629000"), masked: bytes("629000"))
        #expect(error == nil && node.children.flatMap(\.flattened).map { $0.tag } == [0x6F, 0x84])
    }

    /// Format 1: AIP and AFL of GPO; CID, ATC, cryptogram and IAD of GENERATE AC.
    @Test(arguments: [
        ("80A8000002830000", "80067C00080101009000", ["82", "94"]),
        ("80AE8000020000", "800D800001010203040506070806079000", ["9F27", "9F36", "9F26", "9F10"]),
        ("00880000040102030400", "8002AABB9000", ["9F4B"]),
    ])
    func format1(command: String, answer: String, tags: [String]) {
        let (command, answer) = (bytes(command), bytes(answer))
        var dialogue = DialogueDecoding(context: .init(), isFixed: false)
        _ = dialogue.command(command, masked: command)
        let (node, _) = dialogue.answer(answer, masked: answer)
        #expect(node.children.first?.children.map { $0.tag.map { TLVTag.name($0) } ?? "" } == tags)
    }

    /// Broken bytes are told with their place, and what comes before them is kept.
    @Test func errors() {
        let data = bytes("5001417081")
        let (nodes, error) = ObjectDecoding(data, context: .init()).objects()
        #expect(nodes.map(\.tag) == [0x50] && error == .truncated(at: 5))
        let inner = ObjectDecoding(bytes("70055001415A08"), context: .init()).objects()
        #expect(inner.nodes.first?.children.map(\.tag) == [0x50] && inner.error == .truncated(at: 7))
        var dialogue = DialogueDecoding(context: .init(), isFixed: false)
        #expect(dialogue.command([0x00], masked: [0x00]).error == .tooShort(count: 1))
        #expect(dialogue.answer([0x90], masked: [0x90]).node.name.english == "no status word")
    }

    @Test(arguments: 0..<16)
    func anyBytes(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        let starts: [[UInt8]] = [
            [0x00, 0xA4, 0x04, 0x00], [0x80, 0xA8, 0x00, 0x00], [0x00, 0xB2, 0x01, 0xC4], [0x00, 0xB0, 0x95, 0x00],
            [0x80, 0xAE, 0x80, 0x00], [0x80, 0x50, 0x03, 0x02], [0x80, 0x54, 0x01, 0x00], [0x00, 0xC0, 0x00, 0x00],
            [0x80, 0x5C, 0x00, 0x02], [0x80, 0xCA, 0x9F, 0x36], [0x80, 0xDC, 0x00, 0xF0], [0x00, 0x88, 0x00, 0x00],
        ]
        for _ in 0..<200 {
            var dialogue = DialogueDecoding(
                context: .init(scheme: generator.one(of: TagContext.allCases)), isFixed: generator.below(2) == 0)
            for _ in 0..<5 {
                let data = generator.bytes(generator.below(50))
                let command = generator.one(of: starts) + [UInt8(data.count)] + data
                let start = generator.one(of: [[0x77], [0x80], [0x70], [0x6F], []] as [[UInt8]])
                var answer = generator.bytes(generator.below(60)) + [0x90, 0x00]
                if !start.isEmpty { answer = start + [UInt8(answer.count - 2)] + answer }
                _ = dialogue.command(command, masked: command)
                let (node, _) = dialogue.answer(answer, masked: answer)
                #expect(node.flattened.count >= 1)
            }
        }
    }
}
