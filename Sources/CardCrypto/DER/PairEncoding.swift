/// The two numbers of an ECDSA or DSA signature in DER: SEQUENCE { INTEGER r, INTEGER s }.
///
/// - **Source**: RFC 3279, 2.2.2 and 2.2.3.
package enum PairEncoding {
    /// The digits of r and s, without zeros in front.
    ///
    /// - **Errors**: nil unless the bytes are just this in its one encoding, with positive numbers.
    package static func numbers(_ bytes: Span<UInt8>) -> (r: Range<Int>, s: Range<Int>)? {
        var whole = DERReader(0..<bytes.count)
        guard let contents = whole.take(DERReader.Tag.sequence, in: bytes), whole.isAtEnd else { return nil }
        var inner = DERReader(contents)
        guard let r = inner.takePositive(in: bytes), let s = inner.takePositive(in: bytes), inner.isAtEnd else {
            return nil
        }
        return (r, s)
    }

    /// r || s of `length` bytes each.
    ///
    /// - **Errors**: nil as ``numbers(_:)``, and for a number that is longer.
    package static func pair(_ bytes: Span<UInt8>, length: Int) -> [UInt8]? {
        guard let (r, s) = numbers(bytes), r.count <= length, s.count <= length else { return nil }
        var pair = [UInt8](repeating: 0, count: 2 * length)
        for (place, index) in r.enumerated() { pair[length - r.count + place] = bytes[index] }
        for (place, index) in s.enumerated() { pair[2 * length - s.count + place] = bytes[index] }
        return pair
    }

    /// The encoding of r || s, two numbers of as many bytes, at most 64 each.
    ///
    /// - **Errors**: nil if one of them is zero, which no signature has.
    package static func bytes(_ pair: [UInt8]) -> [UInt8]? {
        precondition(pair.count.isMultiple(of: 2) && pair.count <= 128, "r || s of at most 64 bytes each")
        var contents: [UInt8] = []
        for number in [pair.prefix(pair.count / 2), pair.suffix(pair.count / 2)] {
            let digits = number.drop { $0 == 0 }
            guard let first = digits.first else { return nil }
            let zero: [UInt8] = first >= 0x80 ? [0] : []
            contents += [DERReader.Tag.integer, UInt8(zero.count + digits.count)] + zero + digits
        }
        let length: [UInt8] = contents.count < 0x80 ? [] : [0x81]
        return [DERReader.Tag.sequence] + length + [UInt8(contents.count)] + contents
    }
}
