extension UInt64 {
    /// All 16 hex digits, in lower case, the highest first.
    package var hexDigits: String {
        let text = String(self, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}
