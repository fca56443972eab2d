/// Text set into the columns of a terminal, where a Chinese character takes two.
enum TextColumns {
    /// With spaces after it, at least one.
    static func pad(_ text: String, to width: Int) -> String {
        let columns = text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
        return text + String(repeating: " ", count: max(1, width - columns))
    }

    /// With spaces before it.
    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
