import SmartCard

extension Wording {
    /// The words in a language.
    func text(_ language: Language) -> String { language.pick(chinese, english) }

    /// The words in the language of this run.
    var text: String { text(.current) }

    /// The same with the place before it: a file, a line, an option.
    func at(_ place: String) -> Wording { Wording("\(place): \(english)", "\(place): \(chinese)") }

    /// The same with the place before it, which has a name in both languages.
    func at(_ place: Wording) -> Wording {
        Wording("\(place.english): \(english)", "\(place.chinese): \(chinese)")
    }
}
