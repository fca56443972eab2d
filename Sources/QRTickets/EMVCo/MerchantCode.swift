/// The text that a shop shows (EMVCo, merchant-presented mode): objects of two digits, a length of two digits, a value.
///
/// - **Shape**: the top-level objects in order; templates are left as text.
/// - **Limits**: lengths count characters, as the published specimens with Chinese names do; at most
///   ``CodeFormat/mostBytes`` bytes.
/// - **Errors**: ``CodeFault``: `payload-format-first`, `crc-missing`, `crc-case`, `duplicate-tag`, `malformed`.
/// - **Source**: `qr.md` 4.2; that a CRC in small letters and an object twice are refused is our own choice.
package struct MerchantCode: Hashable, Sendable {
    /// One object.
    package struct Element: Hashable, Sendable {
        /// Two digits.
        package let id: String
        package let value: String

        package init(id: String, value: String) {
            self.id = id
            self.value = value
        }
    }

    package let elements: [Element]

    package static func parse(_ bytes: Span<UInt8>) throws(CodeFault) -> MerchantCode {
        guard bytes.count <= CodeFormat.mostBytes else { throw CodeFault(.tooLarge, at: CodeFormat.mostBytes) }
        let text = bytes.indices.map { bytes[$0] }
        let (elements, starts) = try elements(of: text)
        guard elements.first == Element(id: "00", value: "01") else { throw CodeFault(.payloadFormatFirst, at: 0) }
        guard let last = elements.last, last.id == "63" else { throw CodeFault(.crcMissing, at: text.count) }
        try check(last.value, of: text)
        var seen: Set<String> = []
        for (element, start) in zip(elements, starts) where !seen.insert(element.id).inserted {
            throw CodeFault(.duplicateTag, at: start)
        }
        return MerchantCode(elements: elements)
    }

    /// The code's text; ids are two digits, values 1 to 99 characters, and neither format (00) nor CRC (63) among them.
    ///
    /// - **Errors**: nil otherwise, and for a duplicate.
    package static func text(_ elements: [Element]) -> String? {
        var text = "000201"
        var seen: Set = ["00", "63"]
        for element in elements {
            let count = element.value.unicodeScalars.count
            guard element.id.utf8.count == 2, element.id.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                (1...99).contains(count), seen.insert(element.id).inserted
            else { return nil }
            text += element.id + (count < 10 ? "0" : "") + String(count) + element.value
        }
        text += "6304"
        return text + crc(Array(text.utf8).span)
    }

    /// CRC-16 with polynomial 1021, beginning at FFFF, highest bit first; four digits.
    package static func crc(_ bytes: Span<UInt8>) -> String {
        var crc: UInt16 = 0xFFFF
        for index in bytes.indices {
            crc ^= UInt16(bytes[index]) << 8
            for _ in 0..<8 { crc = crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021 }
        }
        let digits = String(crc, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }

    /// The objects, and where each begins.
    private static func elements(of text: [UInt8]) throws(CodeFault) -> ([Element], [Int]) {
        var (elements, starts, offset): ([Element], [Int], Int) = ([], [], 0)
        while offset < text.count {
            let start = offset
            guard offset + 4 <= text.count,
                text[offset..<(offset + 4)].allSatisfy({ (0x30...0x39).contains($0) })
            else { throw CodeFault(at: start) }
            let id = String(decoding: text[offset..<(offset + 2)], as: UTF8.self)
            let count = Int(text[offset + 2] - 0x30) * 10 + Int(text[offset + 3] - 0x30)
            offset += 4
            let value = try characters(count, from: offset, of: text)
            elements.append(Element(id: id, value: value.text))
            starts.append(start)
            offset = value.end
        }
        guard !elements.isEmpty else { throw CodeFault(at: 0) }
        return (elements, starts)
    }

    private static func characters(
        _ count: Int, from start: Int, of text: [UInt8]
    ) throws(CodeFault) -> (text: String, end: Int) {
        guard count > 0 else { throw CodeFault(at: start) }
        var end = start
        for _ in 0..<count {
            guard end < text.count, let length = scalarLength(text[end]), end + length <= text.count else {
                throw CodeFault(at: start)
            }
            end += length
        }
        guard let value = String(validating: text[start..<end], as: UTF8.self) else { throw CodeFault(at: start) }
        return (value, end)
    }

    /// Bytes of a UTF-8 character by its first one.
    private static func scalarLength(_ first: UInt8) -> Int? {
        switch first {
        case 0x20...0x7E: 1
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: nil
        }
    }

    private static func check(_ value: String, of text: [UInt8]) throws(CodeFault) {
        guard value.utf8.count == 4 else { throw CodeFault(at: text.count - value.utf8.count) }
        let start = text.count - 4
        let crc = crc(text.span.extracting(0..<start))
        if value == crc { return }
        throw CodeFault(value.uppercased() == crc ? .crcCase : .malformed, at: start)
    }
}
