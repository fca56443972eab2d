extension Money {
    /// Reads an amount such as `74.5`; nil if it is not digits with at most two decimals.
    ///
    /// - **Limits**: not negative, at most 12 digits before the point.
    public init?(decimal text: String, currency: Currency) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ part in !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) } }),
            parts[0].count <= 12, parts.count == 1 || parts[1].count <= 2
        else { return nil }
        let whole = parts[0].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        let fraction = parts.count == 2 ? parts[1].reduce(0) { $0 * 10 + Int($1 - 0x30) } : 0
        let scale = parts.count == 2 && parts[1].count == 1 ? 10 : 1
        self.init(minorUnits: whole * 100 + fraction * scale, currency: currency)
    }

    /// Decimal form without needless zeros, such as `75`, `74.5` or `112.75`.
    public var plainDecimal: String {
        var text = decimal
        if text.hasSuffix("00") { return String(text.dropLast(3)) }
        if text.hasSuffix("0") { text.removeLast() }
        return text
    }
}
