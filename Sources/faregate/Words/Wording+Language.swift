import SmartCard

extension Wording {
    /// The words in a language.
    func text(_ language: Language) -> String { language.pick(chinese, english) }

    /// The words in the language of this run.
    var text: String { text(.current) }

    /// The same with the place before it: a file, a line, an option.
    func at(_ place: String) -> Wording {
        // A name may hold anything: it begins no line of its own.
        let name = place.contains(where: \.isNewline) ? String(place.map { $0.isNewline ? "?" : $0 }) : place
        return Wording("\(name): \(english)", "\(name): \(chinese)")
    }

    /// The same with the place before it, which has a name in both languages.
    func at(_ place: Wording) -> Wording {
        Wording("\(place.english): \(english)", "\(place.chinese): \(chinese)")
    }
}
