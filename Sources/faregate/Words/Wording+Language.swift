import SmartCard

extension Wording {
    /// The words in a language.
    func text(_ language: Language) -> String { language.pick(chinese, english) }

    /// The words in the language of this run.
    var text: String { text(.current) }

    /// The same with the place before it: a file, a line, an option.
    func at(_ place: String) -> Wording {
        let name = Self.line(place)
        return Wording("\(name): \(english)", "\(name): \(chinese)")
    }

    /// The same on one line: a file's name may hold anything, and begins no line of its own.
    var onOneLine: Wording { Wording(Self.line(english), Self.line(chinese)) }

    private static func line(_ text: String) -> String {
        text.contains(where: \.isNewline) ? String(text.map { $0.isNewline ? "?" : $0 }) : text
    }

    /// The same with the place before it, which has a name in both languages.
    func at(_ place: Wording) -> Wording {
        Wording("\(place.english): \(english)", "\(place.chinese): \(chinese)")
    }
}
