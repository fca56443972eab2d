extension [UInt8] {
    /// Adds numbers, little-endian, at once.
    mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(contentsOf numbers: [Number]) {
        let ordered = 1.littleEndian == 1 ? numbers : numbers.map(\.littleEndian)
        unsafe ordered.withUnsafeBytes { unsafe append(contentsOf: $0) }
    }

    /// Adds a number, little-endian.
    mutating func append<Number: FixedWidthInteger>(number: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
