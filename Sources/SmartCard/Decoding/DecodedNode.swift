/// One thing in a decoded tree: a data object, a field, a command, an answer.
public struct DecodedNode: Hashable, Sendable {
    /// Where it begins in the bytes that were decoded.
    public var offset: Int
    /// Its tag; nil for what is no data object.
    public var tag: UInt32?
    /// What it is.
    public var name: Wording
    /// The bytes of its value, card numbers and names blanked unless they were to be revealed.
    public var value: [UInt8]
    /// Whether the value is text, which the caller may read by a code table.
    public var isText = false
    /// False where the name is known from memory only.
    public var isVerified = true
    /// What the value says.
    public var lines: [DecodedLine] = []
    /// What lies in it.
    public var children: [DecodedNode] = []

    public init(offset: Int, tag: UInt32? = nil, name: Wording, value: [UInt8] = []) {
        self.offset = offset
        self.tag = tag
        self.name = name
        self.value = value
    }

    /// This node and all in it, outer before inner.
    public var flattened: [DecodedNode] { [self] + children.flatMap(\.flattened) }
}

/// Turns bytes into trees of ``DecodedNode``.
///
/// - **Shape**: takes the bytes and a masked copy of the same length; what is shown comes from the copy unless the
///   context reveals.
public struct ObjectDecoding: Sendable {
    let bytes: [UInt8]
    let shown: [UInt8]
    /// By whose rules.
    public let context: ValueDecoder.Context

    /// - Parameter masked: the same bytes with card numbers blanked; nil lets them be blanked here.
    public init(_ bytes: [UInt8], masked: [UInt8]? = nil, context: ValueDecoder.Context) {
        let masked = masked ?? Transcript.masked(bytes)
        precondition(masked.count == bytes.count)
        self.bytes = bytes
        shown = context.reveals ? bytes : masked
        self.context = context
    }

    /// The data objects in the bytes; with an error, those before the break.
    public func objects(_ range: Range<Int>? = nil) -> (nodes: [DecodedNode], error: TLVError?) {
        objects(range ?? 0..<bytes.count, filler: .zeroAndFF, level: 0)
    }

    private func objects(
        _ range: Range<Int>, filler: TLVReader.Filler, level: Int
    ) -> (nodes: [DecodedNode], error: TLVError?) {
        guard level < TLVReader.deepestLevel else { return ([], .tooDeep(at: range.lowerBound)) }
        var nodes: [DecodedNode] = []
        var reader = TLVReader(range, filler: filler)
        do throws(TLVError) {
            while let object = try reader.next(in: bytes.span) {
                var node = node(object.tag, object.value, at: object.start)
                if object.isConstructed {
                    let inner = objects(object.value, filler: .zero, level: level + 1)
                    node.children = inner.nodes
                    nodes.append(node)
                    if let error = inner.error { return (nodes, error) }
                } else {
                    nodes.append(node)
                }
            }
        } catch {
            return (nodes, error)
        }
        return (nodes, nil)
    }

    /// A value that lies in `range` under a tag.
    func node(_ tag: UInt32, _ range: Range<Int>, at start: Int) -> DecodedNode {
        let entry = TagDictionary.entry(tag, in: context.scheme)
        var node = DecodedNode(
            offset: start, tag: tag, name: entry?.name ?? Wording("unknown tag", "未知标签"),
            value: Array(shown[range]))
        guard let entry else { return node }
        node.isVerified = entry.isVerified
        node.isText = entry.decoder == .text
        node.lines = lines(entry.decoder, range)
        if let lengths = entry.lengths, !lengths.contains(range.count) {
            let expected =
                lengths.lowerBound == lengths.upperBound
                ? "\(lengths.lowerBound)" : "\(lengths.lowerBound) ... \(lengths.upperBound)"
            let line = DecodedLine.wrongLength(range.count, expected: expected)
            if !node.lines.contains(where: { $0.part == line.part }) { node.lines.append(line) }
        }
        return node
    }

    /// A field without a tag.
    func field(_ name: Wording, _ range: Range<Int>, _ decoder: ValueDecoder = .none) -> DecodedNode {
        var node = DecodedNode(offset: range.lowerBound, name: name, value: Array(shown[range]))
        node.lines = lines(decoder, range)
        return node
    }

    /// What a decoder says of a range. Those that blank numbers themselves get the bytes as they are.
    public func lines(_ decoder: ValueDecoder, _ range: Range<Int>? = nil) -> [DecodedLine] {
        let range = range ?? 0..<bytes.count
        switch decoder {
        case .pan, .trackTwo: return decoder.lines(Array(bytes[range]), in: context)
        case .tUnionFile15, .shenzhenTongFile15:
            // The number's own field alone: any other may hold a number as well.
            var value = Array(shown[range])
            let number = range.lowerBound + 10..<range.lowerBound + 20
            if range.count >= 20 { value.replaceSubrange(10..<20, with: bytes[number]) }
            return decoder.lines(value, in: context)
        default:
            return decoder.lines(Array(shown[range]), in: context)
        }
    }

    /// The values in `range` of a list that the card gave before, such as the PDOL.
    func values(of list: [UInt8], in range: Range<Int>) -> [DecodedNode] {
        var nodes: [DecodedNode] = []
        var entries = DataObjectList(0..<list.count)
        var at = range.lowerBound
        while let entry = try? entries.next(in: list.span) {
            let end = at + entry.length
            guard end <= range.upperBound else { break }
            nodes.append(node(entry.tag, at..<end, at: at))
            at = end
        }
        if at < range.upperBound {
            nodes.append(field(Wording("beyond the list", "列表之外"), at..<range.upperBound))
        }
        return nodes
    }
}
