import QRTickets
import SmartCard

/// Checker of EMVCo's codes, which are parsed and never open a gate.
enum PaymentCodeVectors {
    static func merchant(_ item: VectorItem) throws -> [String: VectorValue] {
        let bytes = try item.payload()
        let checked = bytes.span.extracting(first: max(0, bytes.count - 4))
        var results: [String: VectorValue] = ["crc": .text(MerchantCode.crc(checked))]
        do {
            let code = try MerchantCode.parse(bytes.span)
            results["expect"] = .text("accept")
            results["fields"] = .list(code.elements.map { .list([.text($0.id), .text($0.value)]) })
        } catch {
            results["expect"] = .text(error.result.rawValue)
        }
        return results
    }

    static func consumer(_ item: VectorItem) throws -> [String: VectorValue] {
        let bytes = try item.payload()
        do {
            let code = try ConsumerCode.parse(bytes.span)
            return ["expect": .text("accept"), "tlv": .list(code.elements.map(value))]
        } catch {
            return CodeVectors.refusal(error)
        }
    }

    private static func value(_ element: ConsumerCode.Element) -> VectorValue {
        let tag = VectorValue.text(TLVTag.name(element.tag).lowercased())
        return TLVTag.isConstructed(element.tag)
            ? .list([tag, .list(element.elements.map(value))]) : .list([tag, CodeVectors.hex(element.value)])
    }
}
