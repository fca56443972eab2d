/// Decodes commands and answers in turn, remembering what earlier ones said: whose application it is, and which lists
/// (PDOL, CDOL, DDOL) the terminal's data answer to.
///
/// - **Shape**: one call a command, one an answer, in order. Data that come in several answers (`61xx`) are decoded
///   with the last.
public struct DialogueDecoding {
    /// By whose rules; follows the application selected unless it was fixed.
    public private(set) var context: ValueDecoder.Context
    private let isFixed: Bool
    private var pdol: [UInt8] = []
    private var cdol1: [UInt8] = []
    private var cdol2: [UInt8] = []
    private var ddol: [UInt8] = []
    /// The file of the transaction log, and how its records are laid out.
    private var logFile: UInt8?
    private var logFormat: [UInt8] = []
    private var cryptograms = 0
    /// The command that the next answer is for, whatever GET RESPONSE lies between.
    private var asked: CommandAPDU?
    private var collected: (bytes: [UInt8], masked: [UInt8]) = ([], [])

    /// - Parameter isFixed: whether the scheme is not to follow the application selected.
    public init(context: ValueDecoder.Context, isFixed: Bool) {
        self.context = context
        self.isFixed = isFixed
    }

    /// A command; an error if it is none.
    public mutating func command(
        _ bytes: [UInt8], masked: [UInt8]
    ) -> (node: DecodedNode, error: APDUError?) {
        let apdu: CommandAPDU
        do throws(APDUError) {
            apdu = try CommandAPDU(parsing: bytes)
        } catch {
            asked = nil
            return (DecodedNode(offset: 0, name: Wording("no command", "不是命令"), value: masked), error)
        }
        var node = DecodedNode(offset: 0, name: CommandNames.name(apdu), value: context.reveals ? bytes : masked)
        node.lines = CommandNames.parameters(apdu)
        // GET RESPONSE goes on with the answer to the command before.
        if apdu.ins == 0xC0 { return (node, nil) }
        collected = ([], [])
        // The same command repeated with another Le is no second request.
        if apdu.ins == 0xAE, asked?.ins != 0xAE || asked?.data != apdu.data { cryptograms += 1 }
        asked = apdu
        guard !apdu.data.isEmpty else { return (node, nil) }
        let from = apdu.isExtended ? 7 : 5
        let data = from..<(from + apdu.data.count)
        let decoding = ObjectDecoding(bytes, masked: masked, context: context)
        node.children = children(of: apdu, data, decoding)
        return (node, nil)
    }

    /// The record has no command for the next answer.
    public mutating func commandIsMissing() {
        asked = nil
        collected = ([], [])
    }

    private mutating func children(
        of apdu: CommandAPDU, _ data: Range<Int>, _ decoding: ObjectDecoding
    ) -> [DecodedNode] {
        switch (apdu.cla & 0xF0, apdu.ins) {
        case (_, 0xA4) where apdu.p1 == 0x04:
            follow(apdu.data)
            forget()
            return [decoding.field(Wording("name", "名称"), data, .applicationIdentifier)]
        case (0x80, 0xA8):
            let objects = decoding.objects(data)
            guard var template = objects.nodes.first, template.tag == 0x83 else { return objects.nodes }
            let value = (data.upperBound - template.value.count)..<data.upperBound
            template.children = decoding.values(of: pdol, in: value)
            return [template]
        case (0x80, 0xAE): return decoding.values(of: cryptograms > 1 ? cdol2 : cdol1, in: data)
        case (_, 0x88): return decoding.values(of: ddol, in: data)
        case (0x80, 0x50) where data.count >= 11:
            let at = data.lowerBound
            return [
                decoding.field(Wording("key index", "密钥索引"), at..<(at + 1)),
                decoding.field(Wording("amount", "交易金额"), (at + 1)..<(at + 5), .binaryAmount),
                decoding.field(Wording("terminal", "终端"), (at + 5)..<(at + 11)),
            ]
        case (0x80, 0x54) where data.count >= 15:
            let at = data.lowerBound
            return [
                decoding.field(Wording("terminal sequence", "终端交易序号"), at..<(at + 4)),
                dateField(decoding, (at + 4)..<(at + 8)),
                decoding.field(Wording("time", "时间"), (at + 8)..<(at + 11), .time),
                decoding.field(Wording("MAC1"), (at + 11)..<(at + 15)),
            ]
        case (0x80, 0xDC) where data.count == 48:
            return [decoding.field(Wording("record 1E", "1E 记录"), data, .tUnionRecord1E)]
        case (_, 0x20), (_, 0x24), (_, 0x2C):
            var field = decoding.field(Wording("PIN data", "PIN 数据"), data)
            if !context.reveals { field.lines = [DecodedLine(Wording("PIN"), Wording("hidden", "已隐藏"))] }
            return [field]
        default:
            return [decoding.field(Wording("data", "数据"), data)]
        }
    }

    private func dateField(_ decoding: ObjectDecoding, _ range: Range<Int>) -> DecodedNode {
        var node = decoding.field(Wording("date", "日期"), range)
        node.lines = [ValueDecoder.date(decoding.bytes[range])]
        return node
    }

    /// An answer with its status word.
    public mutating func answer(
        _ bytes: [UInt8], masked: [UInt8]
    ) -> (node: DecodedNode, error: TLVError?) {
        let shown = context.reveals ? bytes : masked
        guard bytes.count >= 2 else {
            return (DecodedNode(offset: 0, name: Wording("no status word", "缺少状态字"), value: shown), nil)
        }
        let status = StatusWord(bytes[bytes.count - 2], bytes[bytes.count - 1])
        var node = DecodedNode(
            offset: bytes.count - 2, name: Wording("answer \(status)", "响应 \(status)"), value: shown.dropLast(2))
        node.lines = [
            DecodedLine(Wording(status.description), Wording(status.meaning, status.chineseMeaning))
        ]
        collected.bytes += bytes.dropLast(2)
        collected.masked += masked.dropLast(2)
        // More of the same answer is to come.
        if status.hasMoreData || status.asksForLength { return (node, nil) }
        if collected.bytes.isEmpty { return (node, nil) }
        let whole = collected
        collected = ([], [])
        let decoding = ObjectDecoding(whole.bytes, masked: whole.masked, context: context)
        let result = decoded(whole.bytes, decoding)
        node.children = result.nodes
        return (node, result.error)
    }

    private mutating func decoded(
        _ bytes: [UInt8], _ decoding: ObjectDecoding
    ) -> (nodes: [DecodedNode], error: TLVError?) {
        let all = 0..<bytes.count
        func raw(_ name: Wording, _ decoder: ValueDecoder) -> (nodes: [DecodedNode], error: TLVError?) {
            ([decoding.field(name, all, decoder)], nil)
        }
        guard let asked else { return objects(bytes, decoding) }
        switch (asked.cla & 0xF0, asked.ins) {
        case (_, 0xB2) where asked.p2 >> 3 == logFile && !logFormat.isEmpty && bytes.first != 0x70:
            return (decoding.values(of: logFormat, in: all), nil)
        case (_, 0xB2) where !Self.isTemplate(bytes) && [0x18, 0x1E].contains(asked.p2 >> 3):
            return asked.p2 >> 3 == 0x18
                ? raw(Wording("record of file 18", "18 文件记录"), .tUnionRecord18)
                : raw(Wording("record of file 1E", "1E 文件记录"), .tUnionRecord1E)
        case (_, 0xB2) where !Self.isTemplate(bytes): return raw(Wording("record", "记录"), .none)
        case (_, 0xB0) where asked.p1 & 0x9F == 0x95: return raw(Wording("file 15", "15 文件"), .tUnionFile15)
        case (_, 0xB0) where asked.p1 & 0x9F == 0x97: return raw(Wording("file 17", "17 文件"), .tUnionFile17)
        case (_, 0xB0): return raw(Wording("file", "文件"), .none)
        case (0x80, 0x50) where asked.p1 != 0: return raw(Wording("purchase begun", "消费初始化响应"), .initialisePurchase)
        case (0x80, 0x54): return raw(Wording("purchase done", "消费响应"), .debitPurchase)
        case (0x80, 0x5A) where bytes.count == 8: return raw(Wording("MAC2 4, TAC 4", "MAC2 4，TAC 4"), .none)
        case (0x80, 0x5C) where bytes.count == 4:
            var node = decoding.field(Wording("balance", "余额"), all)
            node.lines = [ValueDecoder.amount(ValueDecoder.purseBalanceFen(bytes))]
            return ([node], nil)
        case (_, 0x84): return raw(Wording("random number", "随机数"), .none)
        case (0x80, 0xCA) where asked.p1 == 0x00 || bytes.first != asked.p1 && bytes.first != asked.p2:
            return raw(Wording("data", "数据"), .none)
        case (_, 0xA4), (_, 0xB2), (_, 0x88), (0x80, 0xA8), (0x80, 0xAE), (0x80, 0xCA): return objects(bytes, decoding)
        default:
            // What other commands answer need not be objects.
            let result = objects(bytes, decoding)
            return result.error == nil ? result : raw(Wording("data", "数据"), .none)
        }
    }

    /// Records of payment applications are templates: `70`, in a directory `61` inside it; a few cards use `77`.
    private static func isTemplate(_ record: [UInt8]) -> Bool { [0x61, 0x70, 0x77].contains(record.first) }

    private mutating func objects(
        _ bytes: [UInt8], _ decoding: ObjectDecoding
    ) -> (nodes: [DecodedNode], error: TLVError?) {
        learn(bytes)
        // What the answer itself says of its application goes for its own objects too.
        let again = ObjectDecoding(bytes, masked: decoding.context.reveals ? bytes : decoding.shown, context: context)
        var result = again.objects()
        if let template = result.nodes.first, template.tag == 0x80, result.nodes.count == 1 {
            result.nodes[0].children = format1(bytes, again, from: bytes.count - template.value.count)
        }
        return result
    }

    /// Response template format 1: values in a fixed order without tags (EMV Book 3, 6.5, from public sources).
    private func format1(_ bytes: [UInt8], _ decoding: ObjectDecoding, from start: Int) -> [DecodedNode] {
        let end = bytes.count
        switch asked?.ins {
        case 0xA8 where end - start >= 2:
            return [
                decoding.node(0x82, start..<(start + 2), at: start),
                decoding.node(0x94, (start + 2)..<end, at: start + 2),
            ]
        case 0xAE where end - start >= 11:
            var nodes = [
                decoding.node(0x9F27, start..<(start + 1), at: start),
                decoding.node(0x9F36, (start + 1)..<(start + 3), at: start + 1),
                decoding.node(0x9F26, (start + 3)..<(start + 11), at: start + 3),
            ]
            if end - start > 11 { nodes.append(decoding.node(0x9F10, (start + 11)..<end, at: start + 11)) }
            return nodes
        case 0x88: return [decoding.node(0x9F4B, start..<end, at: start)]
        case nil where end - start >= 6 && (end - start) % 4 == 2:
            // Without its command it can only be told by its length.
            return [
                decoding.node(0x82, start..<(start + 2), at: start),
                decoding.node(0x94, (start + 2)..<end, at: start + 2),
            ]
        default: return []
        }
    }

    /// Keeps the lists and the name that an answer holds. What cannot be parsed is reported where it is shown.
    private mutating func learn(_ bytes: [UInt8]) {
        var found: [TLVObject] = []
        try? TLVReader.walk(0..<bytes.count, of: bytes.span) { object, _ in found.append(object) }
        for object in found {
            let value = Array(bytes[object.value])
            switch object.tag {
            case 0x84: follow(value)
            case 0x9F38: pdol = value
            case 0x8C: cdol1 = value
            case 0x8D: cdol2 = value
            case 0x9F49: ddol = value
            case 0x9F4D where value.count == 2: logFile = value[0]
            case 0x9F4F: logFormat = value
            default: break
            }
        }
    }

    /// The scheme of an application goes for what follows.
    private mutating func follow(_ name: [UInt8]) {
        if !isFixed, let scheme = TagContext(applicationIdentifier: name) { context.scheme = scheme }
    }

    /// A new application has none of the lists of the one before.
    private mutating func forget() {
        pdol = []
        cdol1 = []
        cdol2 = []
        ddol = []
        logFile = nil
        logFormat = []
        cryptograms = 0
    }
}
