import QRTickets
import SmartCard

/// Checker of code vectors: what the real parsers and signature checks say, leaf by leaf against what is expected.
enum CodeVectors {
    /// Members that are given, not found; all others of an item must be found just so.
    private static let inputs: Set<String> = [
        "id", "payload_hex", "payload_text", "source", "note", "now", "context",
    ]
    /// Inputs beside these, by kind.
    private static let furtherInputs: [String: Set<String>] = [
        "code-root": ["format", "record_hex"], "code-uic-dynamic": ["level1PublicKey"],
        "code-sm-crypto": ["alg", "message_hex", "user_id", "key", "plaintext", "r", "s"],
    ]

    /// Where an item differs from what is expected; empty if nowhere.
    static func differences(_ item: VectorItem) throws -> [VectorComparison.Difference] {
        if item.kind == CodeVectorFile.frameKind {
            return VectorComparison.differences(
                expected: try FrameVectors.expected(item),
                got: try FrameVectors.results(item, folder: try item.text("context.folder")))
        }
        guard case .object(let members)? = VectorValue(item.json) else {
            throw VectorItem.MissingInput(path: "the item")
        }
        let given = inputs.union(furtherInputs[item.kind] ?? [])
        var expected = members.filter { !given.contains($0.key) }
        guard !expected.isEmpty else {
            return [.init(path: "expected", expected: "something", got: "nothing: the item has no expectations")]
        }
        var got = try results(item, expected)
        if let text = expected["expect"]?.text {
            // A remark in brackets is for people.
            let code = text.split(separator: " ", maxSplits: 1).first.map(String.init) ?? text
            expected["expect"] = .text(code)
            if code == "reject", let found = got["expect"], found != .text("accept") { got["expect"] = .text(code) }
        }
        return VectorValue.mismatches(.object(expected), .object(got), at: "")
    }

    private static func results(
        _ item: VectorItem, _ expected: [String: VectorValue]
    ) throws -> [String: VectorValue] {
        switch item.kind {
        case "code-ministry": return try MinistryCodeVectors.code(item)
        case "code-root": return try MinistryCodeVectors.root(item)
        case "code-alipay": return try AlipayCodeVectors.results(item)
        case "code-merchant": return try PaymentCodeVectors.merchant(item)
        case "code-consumer": return try PaymentCodeVectors.consumer(item)
        case "code-uic-dynamic": return try UICCodeVectors.dynamic(item)
        case "code-uic-static": return try UICCodeVectors.paper(item)
        case "code-boarding-pass": return try StructureCodeVectors.boardingPass(item, expected)
        case "code-vdv": return try StructureCodeVectors.vdv(item)
        case "code-sm-crypto": return try SMCryptoVectors.results(item)
        default: throw VectorItem.MissingInput(path: "kind: \(item.kind) is not known, so the item was not run;")
        }
    }

    /// Hex as code vectors write it, in small letters.
    static func hex(_ bytes: some Sequence<UInt8>) -> VectorValue { .text(Hex.text(Array(bytes)).lowercased()) }

    /// A refusal as `expect` has it.
    static func refusal(_ fault: CodeFault) -> [String: VectorValue] { ["expect": .text(fault.result.rawValue)] }
}

extension VectorItem {
    /// The payload's bytes, given as hex or as text.
    func payload() throws(MissingInput) -> [UInt8] {
        if isGiven("payload_text") { return Array(try text("payload_text").utf8) }
        return try hex("payload_hex")
    }
}
