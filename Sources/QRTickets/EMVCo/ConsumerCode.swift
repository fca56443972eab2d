import SmartCard

/// The text that a rider's wallet shows (EMVCo, consumer-presented mode): base64 of BER-TLV.
///
/// - **Shape**: the objects as a tree. A gate cannot check the cryptogram, which needs the issuer's own key: it answers
///   `online-required`.
/// - **Limits**: ``CodeFormat/mostBytes``; ``TLVReader/deepestLevel``; the first object is `85` "CPV01".
/// - **Errors**: ``CodeFault``: `payload-format-first`, `malformed`; the offset is one of the decoded bytes, or of the
///   text where that is no base64.
/// - **Source**: `qr.md` 4.2.
package struct ConsumerCode: Hashable, Sendable {
    /// One object: a value, or objects inside.
    package struct Element: Hashable, Sendable {
        package let tag: UInt32
        /// The value; empty for a template.
        package let value: [UInt8]
        /// What is in a template.
        package let elements: [Element]
    }

    package let elements: [Element]

    private static let formatTag: UInt32 = 0x85
    private static let version = Array("CPV01".utf8)

    package static func parse(_ bytes: Span<UInt8>) throws(CodeFault) -> ConsumerCode {
        guard bytes.count <= CodeFormat.mostBytes else { throw CodeFault(.tooLarge, at: CodeFormat.mostBytes) }
        let objects = try CodeBase64.bytes(bytes)
        let elements = try elements(in: 0..<objects.count, of: objects, level: 0)
        guard let first = elements.first, first.tag == formatTag, first.value == version else {
            throw CodeFault(.payloadFormatFirst, at: 0)
        }
        return ConsumerCode(elements: elements)
    }

    private static func elements(
        in range: Range<Int>, of bytes: [UInt8], level: Int
    ) throws(CodeFault) -> [Element] {
        guard level < TLVReader.deepestLevel else { throw CodeFault(at: range.lowerBound) }
        var reader = TLVReader(range)
        var elements: [Element] = []
        while true {
            let start = reader.offset
            let object: TLVObject
            do {
                guard let next = try reader.next(in: bytes.span) else { return elements }
                object = next
            } catch { throw CodeFault(at: start) }
            // Filler, which cards may have and codes do not.
            guard object.start == start else { throw CodeFault(at: start) }
            if object.isConstructed {
                let inner = try Self.elements(in: object.value, of: bytes, level: level + 1)
                elements.append(Element(tag: object.tag, value: [], elements: inner))
            } else {
                elements.append(Element(tag: object.tag, value: Array(bytes[object.value]), elements: []))
            }
        }
    }
}
