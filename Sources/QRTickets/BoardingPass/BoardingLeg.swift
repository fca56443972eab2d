/// One leg of a boarding pass; a field that is blank is nil.
package struct BoardingLeg: Hashable, Sendable {
    /// The carrier's booking reference.
    package let booking: String?
    /// IATA code of three letters.
    package let from: String?
    /// IATA code of three letters.
    package let to: String?
    package let carrier: String?
    /// Without leading zeros.
    package let number: String?
    /// Without leading zeros.
    package let seat: String?
    /// Check-in sequence, without leading zeros.
    package let sequence: String?

    init(_ cursor: inout CodeCursor, in bytes: Span<UInt8>, isOnly: Bool, isLast: Bool) throws(CodeFault) {
        booking = Self.field(try cursor.take(7), of: bytes)
        from = Self.field(try cursor.take(3), of: bytes)
        to = Self.field(try cursor.take(3), of: bytes)
        carrier = Self.field(try cursor.take(3), of: bytes)
        number = Self.digits(try cursor.take(5), of: bytes)
        let day = try cursor.take(3)
        for index in day where !(0x30...0x39).contains(bytes[index]) { throw CodeFault(at: index) }
        // Class of travel.
        _ = try cursor.take(1)
        if isOnly, cursor.remaining == 0 {
            (seat, sequence) = (nil, nil)
            return
        }
        seat = Self.digits(try cursor.take(4), of: bytes)
        sequence = Self.digits(try cursor.take(5), of: bytes)
        // Passenger status.
        _ = try cursor.take(1)
        let length = try cursor.take(2)
        guard let more = Int(Self.text(length, of: bytes), radix: 16), bytes[length.lowerBound] != 0x2B else {
            throw CodeFault(at: length.lowerBound)
        }
        guard more <= cursor.remaining else { throw CodeFault(at: length.lowerBound) }
        _ = try cursor.take(more)
        guard isLast, cursor.remaining > 0 else { return }
        // A published specimen says that nothing follows, and then it does: `>` begins what is optional.
        let next = cursor.offset
        if more == 0, bytes[next] == UInt8(ascii: ">") {
            _ = try cursor.take(cursor.remaining)
            return
        }
        // Security data, `^` and its kind and length, end the code.
        try cursor.expect(UInt8(ascii: "^"), in: bytes)
        _ = try cursor.take(1)
        let size = try cursor.take(2)
        guard let security = Int(Self.text(size, of: bytes), radix: 16), security == cursor.remaining else {
            throw CodeFault(at: size.lowerBound)
        }
        _ = try cursor.take(security)
    }

    /// Text without the blanks at its end.
    static func text(_ range: Range<Int>, of bytes: Span<UInt8>) -> String {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
        return String(decoding: (range.lowerBound..<end).map { bytes[$0] }, as: UTF8.self)
    }

    private static func field(_ range: Range<Int>, of bytes: Span<UInt8>) -> String? {
        let text = text(range, of: bytes)
        return text.isEmpty ? nil : text
    }

    private static func digits(_ range: Range<Int>, of bytes: Span<UInt8>) -> String? {
        field(range, of: bytes).map { String($0.drop { $0 == "0" }) }
    }
}
