/// A record whose checksum holds, but whose contents make no sense: a fault of the writer, or a newer form.
package struct BodyFault: Error, Hashable, Sendable {
    /// The offset in the body.
    package let offset: Int
    /// The form of the body, if it is one that only a newer version knows: then it was not read, and nothing is
    /// damaged.
    package let newerForm: UInt8?

    /// Contents that make no sense at an offset.
    package init(offset: Int) {
        self.offset = offset
        newerForm = nil
    }

    /// A body of a form that is not known here.
    package init(newerForm: UInt8) {
        offset = 0
        self.newerForm = newerForm
    }
}

/// Reads the fields of a body in order.
struct BodyReader {
    private(set) var position = 0

    mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type, in body: Span<UInt8>
    ) throws(BodyFault) -> Number {
        let start = try take(Number.bitWidth / 8, in: body)
        return body.number(type, at: start)
    }

    /// A value with a number of its own.
    mutating func value<Value: RawRepresentable>(
        _ type: Value.Type, in body: Span<UInt8>
    ) throws(BodyFault) -> Value where Value.RawValue == UInt8 {
        let start = position
        guard let value = Value(rawValue: try number(UInt8.self, in: body)) else { throw BodyFault(offset: start) }
        return value
    }

    mutating func text(in body: Span<UInt8>) throws(BodyFault) -> String {
        let count = Int(try number(UInt8.self, in: body))
        let start = try take(count, in: body)
        guard count <= BodyWriter.longestText, let text = body.extracting(start..<start + count).validText else {
            throw BodyFault(offset: start)
        }
        return text
    }

    mutating func block(limit: Int, in body: Span<UInt8>) throws(BodyFault) -> [UInt8] {
        let count = Int(try number(UInt16.self, in: body))
        guard count <= limit else { throw BodyFault(offset: position) }
        let start = try take(count, in: body)
        return body.array(start..<start + count)
    }

    /// Skips bytes.
    mutating func skip(_ count: Int, in body: Span<UInt8>) throws(BodyFault) { _ = try take(count, in: body) }

    /// Skips a text.
    mutating func skipText(in body: Span<UInt8>) throws(BodyFault) {
        _ = try take(Int(try number(UInt8.self, in: body)), in: body)
    }

    /// Skips such a block.
    mutating func skipBlock(limit: Int, in body: Span<UInt8>) throws(BodyFault) {
        let count = Int(try number(UInt16.self, in: body))
        guard count <= limit else { throw BodyFault(offset: position) }
        _ = try take(count, in: body)
    }

    /// Nothing may follow.
    func finish(_ body: Span<UInt8>) throws(BodyFault) {
        guard position == body.count else { throw BodyFault(offset: position) }
    }

    private mutating func take(_ count: Int, in body: Span<UInt8>) throws(BodyFault) -> Int {
        guard count <= body.count - position else { throw BodyFault(offset: position) }
        defer { position += count }
        return position
    }
}

extension Span<UInt8> {
    /// The text, if it is UTF-8; of at most 15 bytes without allocation.
    fileprivate var validText: String? {
        unsafe withUnsafeBufferPointer { buffer in
            var bits: UInt8 = 0
            for index in buffer.indices { bits |= unsafe buffer[index] }
            // Ids are ASCII nearly always; the validating initialiser is generic and takes ten times as long.
            guard bits < 0x80 else { return unsafe String(validating: buffer, as: UTF8.self) }
            return unsafe String(unsafeUninitializedCapacity: buffer.count) {
                unsafe $0.initialize(fromContentsOf: buffer)
            }
        }
    }
}
