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

    /// The language of this run: what `--lang` says on its command line, else that of the environment.
    ///
    /// Wrong command lines are told of before the options are parsed, so it is looked for in the arguments themselves.
    static let current = named(in: CommandLine.arguments) ?? .ofEnvironment

    /// The language that the last `--lang` of a command line names.
    static func named(in arguments: [String]) -> Language? {
        var found: Language?
        for (argument, next) in zip(arguments, arguments.dropFirst() + [""]) {
            if argument == "--" { break }
            if argument == "--lang" { found = Language(rawValue: next) ?? found }
            if argument.hasPrefix("--lang=") { found = Language(rawValue: String(argument.dropFirst(7))) ?? found }
        }
        return found
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
