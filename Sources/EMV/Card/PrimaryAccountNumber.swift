import SmartCard

/// A card number as decimal digits, without padding.
///
/// - **Shape**: up to 19 digits, one a byte of two words; a value that does not allocate.
/// - **Limits**: never shown or stored in clear: ``masked`` is what people see.
package struct PrimaryAccountNumber: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The most digits (ISO/IEC 7812).
    package static let mostDigits = 19

    /// The digits as a number; 19 digits fit.
    package let value: UInt64
    /// How many digits, zeros in front included.
    package let count: Int

    /// The number in compressed numeric form: two digits a byte, padded with `F` on the right.
    ///
    /// - **Errors**: nil if a digit is none, if one follows the padding, or for fewer than 8 or more than 19 digits.
    package init?(compressed bytes: Span<UInt8>) {
        self.init(bytes, 0..<bytes.count, endsAtSeparator: false)
    }

    /// The number in front of the `D` of track 2 equivalent data (ISO/IEC 7813).
    package init?(track2 bytes: Span<UInt8>) {
        self.init(bytes, 0..<bytes.count, endsAtSeparator: true)
    }

    private init?(_ bytes: Span<UInt8>, _ range: Range<Int>, endsAtSeparator: Bool) {
        var value: UInt64 = 0
        var count = 0
        var ended = false
        for index in range {
            let byte = bytes[index]
            if !ended, byte >> 4 < 10, byte & 15 < 10, count <= Self.mostDigits - 2 {
                value = value &* 100 &+ UInt64(byte >> 4) &* 10 &+ UInt64(byte & 15)
                count &+= 2
                continue
            }
            for half in 0..<2 {
                let nibble = half == 0 ? byte >> 4 : byte & 15
                if ended {
                    if !endsAtSeparator, nibble != 15 { return nil }
                    continue
                }
                if nibble == (endsAtSeparator ? 0xD : 0xF) {
                    ended = true
                    continue
                }
                guard nibble < 10, count < Self.mostDigits else { return nil }
                value = value * 10 + UInt64(nibble)
                count += 1
            }
        }
        guard count >= 8, ended || !endsAtSeparator else { return nil }
        self.value = value
        self.count = count
    }

    /// The digits as ASCII text: what the token is made of.
    package func appendDigits(to text: inout [UInt8]) {
        var divisor: UInt64 = 1
        for _ in 1..<count { divisor *= 10 }
        var rest = value
        for _ in 0..<count {
            text.append(0x30 + UInt8(rest / divisor))
            rest %= divisor
            divisor = max(1, divisor / 10)
        }
    }

    /// The number as it may be shown; of a short one fewer digits than the first six and the last four.
    package var masked: String {
        var digits: [UInt8] = []
        appendDigits(to: &digits)
        return MaskedPAN(digits: String(decoding: digits, as: UTF8.self)).description
    }

    /// Nothing but the mask leaves by accident: neither in messages nor in dumps.
    package var description: String { masked }
    package var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }

    /// Whether an issuer identification number (3 to 8 digits, padded with `F`) begins this number.
    package func begins(with identifier: Span<UInt8>) -> Bool {
        var digits: UInt64 = 0
        var length = 0
        for index in 0..<identifier.count {
            for half in 0..<2 {
                let nibble = half == 0 ? identifier[index] >> 4 : identifier[index] & 15
                guard nibble < 10 else { continue }
                digits = digits * 10 + UInt64(nibble)
                length += 1
            }
        }
        guard length >= 3, length <= count else { return false }
        var front = value
        for _ in length..<count { front /= 10 }
        return front == digits
    }
}
