import SmartCard

/// A value of a log line.
///
/// - **Shape**: there is no case for a card number, a token or a code: of a card nothing can be logged but its masked
///   number.
enum LogValue {
    /// Words, names, reasons; what steers a terminal is escaped.
    case text(String)
    case number(Int)
    case flag(Bool)
    /// A card, as it may be shown.
    case card(MaskedPAN)

    var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .integer(number)
        case .flag(let flag): .bool(flag)
        case .card(let card): .string(card.description)
        }
    }
}
