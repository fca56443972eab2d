import ArgumentParser
import SmartCard

/// What `card decode` takes its input for.
enum CardDecodeKind: Hashable, ExpressibleByArgument {
    case tlv
    /// A command or an answer.
    case apdu
    case command
    case answer
    case transcript
    case answerToReset
    case statusWord
    case value(ValueDecoder)

    private static let words: [(String, CardDecodeKind)] = [
        ("tlv", .tlv), ("ber", .tlv), ("apdu", .apdu), ("command", .command), ("answer", .answer),
        ("response", .answer),
        ("transcript", .transcript), ("atr", .answerToReset), ("sw", .statusWord), ("sw1sw2", .statusWord),
    ]

    init?(argument: String) {
        let word = argument.lowercased()
        if let known = Self.words.first(where: { $0.0 == word }) {
            self = known.1
        } else if let decoder = ValueDecoder(rawValue: word), decoder != .none {
            self = .value(decoder)
        } else if let tag = Hex.bytes(argument)?.reduce(UInt32(0), { $0 << 8 | UInt32($1) }),
            argument.utf8.count <= 6, let entry = TagDictionary.entry(tag), entry.decoder != .none
        {
            self = .value(entry.decoder)
        } else {
            return nil
        }
    }

    /// The word for it in JSON.
    var name: String {
        if case .value(let decoder) = self { return decoder.rawValue }
        return Self.words.first { $0.1 == self }?.0 ?? ""
    }

    /// All single values, for the help.
    static var valueNames: String {
        ValueDecoder.allCases.filter { $0 != .none }.map(\.rawValue).joined(separator: ", ")
            + "; or the tag of one, such as 9F33"
    }
}
