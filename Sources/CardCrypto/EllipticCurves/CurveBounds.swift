/// What can be said of a signature or a compressed point from its numbers alone, before any cryptography.
package enum CurveBounds: Sendable {
    /// GB/T 32918.2-2016.
    case sm2
    /// ECDSA on P-256 where s must be at most n / 2, so that a signature has one form.
    case p256

    /// (n - 1) / 2 of P-256, 32 bytes.
    private static let halfOrder: [UInt8] = {
        var carry: UInt8 = 0
        return EllipticCurve.p256.orderBytes.map { byte in
            defer { carry = byte << 7 }
            return byte >> 1 | carry
        }
    }()

    private var curve: EllipticCurve { self == .sm2 ? .sm2 : .p256 }

    /// Whether r || s may be a signature: 64 bytes, 1 ≤ r, s < n; for SM2 r + s ≠ n; for P-256 s ≤ n / 2.
    package func isSignature(_ rs: Span<UInt8>) -> Bool {
        guard rs.count == EllipticCurve.pairLength else { return false }
        let r = rs.extracting(first: EllipticCurve.fieldLength)
        let s = rs.extracting(last: EllipticCurve.fieldLength)
        guard isScalar(r), isScalar(s) else { return false }
        switch self {
        case .sm2: return !isSumOrder(r, s)
        case .p256: return !isAbove(s, Self.halfOrder)
        }
    }

    /// Whether the bytes may be a compressed point: `02` or `03`, and X below the field's prime.
    package func isCompressedPoint(_ bytes: Span<UInt8>) -> Bool {
        bytes.count == EllipticCurve.fieldLength + 1 && (bytes[0] == 2 || bytes[0] == 3)
            && bytes.extracting(droppingFirst: 1).isLess(than: curve.primeBytes)
    }

    /// `02` or `03` and X of a point X || Y (SEC 1, 2.3.3).
    package static func compressed(_ xy: [UInt8]) -> [UInt8] {
        precondition(xy.count == EllipticCurve.pairLength, "X || Y has 64 bytes")
        return [2 | xy[EllipticCurve.pairLength - 1] & 1] + xy.prefix(EllipticCurve.fieldLength)
    }

    private func isScalar(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.isLess(than: curve.orderBytes) else { return false }
        for index in bytes.indices where bytes[index] != 0 { return true }
        return false
    }

    private func isAbove(_ bytes: Span<UInt8>, _ bound: [UInt8]) -> Bool {
        for index in bytes.indices where bytes[index] != bound[index] { return bytes[index] > bound[index] }
        return false
    }

    private func isSumOrder(_ r: Span<UInt8>, _ s: Span<UInt8>) -> Bool {
        let order = curve.orderBytes
        var carry = 0
        for index in order.indices.reversed() {
            let sum = Int(r[index]) + Int(s[index]) + carry
            guard sum & 0xFF == Int(order[index]) else { return false }
            carry = sum >> 8
        }
        return carry == 0
    }
}
