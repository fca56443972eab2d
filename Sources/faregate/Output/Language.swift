import ArgumentParser

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The language of words for people.
enum Language: String, ExpressibleByArgument, CaseIterable {
    case zh
    case en

    /// The language of the environment: `FAREGATE_LANG`, `LC_ALL`, `LC_MESSAGES`, `LANG`; English unless one says zh.
    static var ofEnvironment: Language {
        for name in ["FAREGATE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = unsafe getenv(name) else { continue }
            let text = unsafe String(cString: value)
            if !text.isEmpty { return text.hasPrefix("zh") ? .zh : .en }
        }
        return .en
    }

    /// One of two texts.
    func pick(_ zh: String, _ en: String) -> String { self == .zh ? zh : en }
}

/// `--lang`, shared by all commands that speak to people.
struct LanguageOptions: ParsableArguments {
    @Option(help: "Language of words for people: zh or en (default: from the environment).")
    var lang: Language?

    var language: Language { lang ?? .ofEnvironment }
}
