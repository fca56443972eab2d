/// How many Hong Kong dollars a yuan costs.
///
/// - **Shape**: a whole number of millionths; never floating point.
/// - **Limits**: above 0 and at most ``maximum``; at most six decimals.
/// - **Errors**: reading text throws ``HKDRateError``.
public struct HKDRate: Hashable, Sendable {
    /// How many millionths make one.
    public static let scale = 1_000_000
    /// The highest rate, in dollars a yuan.
    public static let maximum = 100

    /// Millionths of a dollar a yuan.
    public let millionths: Int

    /// Takes millionths.
    public init(millionths: Int) throws(HKDRateError) {
        guard millionths != 0 else { throw .zero }
        guard millionths > 0 else { throw .negative }
        guard millionths <= Self.maximum * Self.scale else { throw .tooHigh }
        self.millionths = millionths
    }

    /// Reads a decimal such as `1.15`.
    public init(_ text: String) throws(HKDRateError) {
        var digits = Array(text.utf8)
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isNumber = { (part: ArraySlice<UInt8>) in !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) } }
        guard (1...2).contains(parts.count), parts.allSatisfy(isNumber) else { throw .notNumber }
        let fraction = parts.count == 2 ? parts[1] : []
        guard fraction.count <= 6 else { throw .tooFine }
        let whole = parts[0].drop { $0 == 0x30 }
        guard whole.count <= 3 else { throw isNegative ? .negative : .tooHigh }
        let padded = Array(whole) + Array(fraction) + [UInt8](repeating: 0x30, count: 6 - fraction.count)
        let value = padded.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        try self.init(millionths: isNegative ? -value : value)
    }
}

extension HKDRate: CustomStringConvertible {
    /// Six decimals, such as `1.150000`.
    public var description: String {
        let fraction = String(millionths % Self.scale)
        return "\(millionths / Self.scale)." + String(repeating: "0", count: 6 - fraction.count) + fraction
    }
}
