import SmartCard

/// A decoded tree for programs.
struct CardDecodeJSON {
    let text: CardTextDecoder

    func object(_ result: CardDecodeResult, reveals: Bool) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("kind", .string(result.kind.name)), ("context", .string(result.scheme.rawValue)),
            ("masked", .bool(!reveals)),
        ]
        let isNamed = result.items.contains { $0.name != nil }
        if isNamed {
            members.append(
                (
                    "items",
                    .array(
                        result.items.map {
                            .object([("name", .optional($0.name)), ("exchanges", .array($0.exchanges.map(exchange)))])
                        })
                ))
        } else if let item = result.items.first {
            members.append(("exchanges", .array(item.exchanges.map(exchange))))
        } else {
            members.append(("objects", .array(result.nodes.map(node))))
        }
        members.append(("problems", .array(result.problems.map { .string($0.english) })))
        return .object(members)
    }

    private func exchange(_ exchange: CardDecodeResult.Exchange) -> JSONValue {
        .object([
            ("command", exchange.command.map(node) ?? .null), ("answer", exchange.answer.map(node) ?? .null),
        ])
    }

    private func node(_ node: DecodedNode) -> JSONValue {
        let meaning = node.isText ? [text.words(node)] : node.lines
        return .object([
            ("offset", .integer(node.offset)), ("tag", .optional(node.tag.map { TLVTag.name($0) })),
            ("name", .string(node.name.english)), ("name_zh", .string(node.name.chinese)),
            ("length", .integer(node.value.count)), ("value", .string(Hex.text(node.value))),
            ("text", node.isText ? .optional(text.text(node.value)) : .null), ("verified", .bool(node.isVerified)),
            (
                "meaning",
                .array(
                    meaning.map { line in
                        .object([
                            ("part", .string(line.part.english)), ("meaning", .string(line.meaning.english)),
                            ("part_zh", .string(line.part.chinese)), ("meaning_zh", .string(line.meaning.chinese)),
                            ("verified", .bool(line.isVerified)),
                        ])
                    })
            ),
            ("children", .array(node.children.map(self.node))),
        ])
    }
}
