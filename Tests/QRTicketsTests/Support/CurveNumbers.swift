import QRTickets

/// Numbers of the curves that codes must not contain, 32 bytes each (GB/T 32918.5-2017; FIPS 186-4, D.1.2.3).
struct CurveNumbers {
    let order: [UInt8]
    let prime: [UInt8]

    init?(_ algorithm: CodeAlgorithm) {
        switch algorithm {
        case .sm2:
            order = hexBytes("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123")
            prime = hexBytes("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF")
        case .p256:
            order = hexBytes("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")
            prime = hexBytes("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF")
        case .ed25519: return nil
        }
    }

    static let zero = [UInt8](repeating: 0, count: 32)
    static let largest = [UInt8](repeating: 0xFF, count: 32)

    /// The order less a number.
    func orderLess(_ number: some Collection<UInt8>) -> [UInt8] {
        var borrow = 0
        var result = [UInt8](repeating: 0, count: 32)
        for (index, (n, s)) in zip(order, number).enumerated().reversed() {
            let difference = Int(n) - Int(s) - borrow
            borrow = difference < 0 ? 1 : 0
            result[index] = UInt8(difference & 0xFF)
        }
        return result
    }

    /// An X below the prime that no point has.
    static func strangeX(_ algorithm: CodeAlgorithm) -> [UInt8] {
        for last: UInt8 in 1... {
            let x = [UInt8](repeating: 0, count: 31) + [last]
            let key = [0x02] + x
            if CodeKey(algorithm, key.span) == nil { return x }
        }
        preconditionFailure("a curve with a point for every X")
    }
}

extension [(at: Int, bytes: [UInt8])] {
    /// One edit.
    static func at(_ offset: Int, _ bytes: [UInt8]) -> Self { [(offset, bytes)] }
}
