import EMV
import Foundation
import SmartCard

/// A sentence about what a signature covers, such as `9F46 without its last 64 bytes || static records || AIP`.
///
/// - **Shape**: terms joined by ` || `: a tag with or without `without its last N bytes`, `static records`, `AIP`.
/// - **Errors**: nil for a sentence that is none, or a term that the card has nothing for.
enum MessageFormula {
    /// The bytes that the sentence names.
    static func bytes(_ sentence: String, of card: CardData) -> [UInt8]? {
        var message: [UInt8] = []
        for term in sentence.components(separatedBy: " || ") {
            guard let part = bytes(ofTerm: term, card) else { return nil }
            message += part
        }
        return message
    }

    private static func bytes(ofTerm term: String, _ card: CardData) -> [UInt8]? {
        switch term {
        case "AIP": return card.copy(of: Tag.interchangeProfile)
        case "static records": return staticRecords(card)
        default:
            var words = WordReader(term)
            guard let tag = UInt32(words.digits(), radix: 16), let value = card.copy(of: tag) else { return nil }
            if words.isAtEnd { return value }
            guard words.take(" without its last "), let count = Int(words.digits()), words.take(" bytes"),
                words.isAtEnd, count <= value.count
            else { return nil }
            return Array(value.dropLast(count))
        }
    }

    /// What the signed records hold, without the interchange profile that `9F4A` adds to it.
    private static func staticRecords(_ card: CardData) -> [UInt8] {
        let whole = card.staticData.flatMap { card.bytes[$0] }
        guard card.copy(of: Tag.staticDataTagList) == [UInt8(Tag.interchangeProfile)],
            let profile = card.copy(of: Tag.interchangeProfile), whole.suffix(profile.count).elementsEqual(profile)
        else { return whole }
        return Array(whole.dropLast(profile.count))
    }
}
