import ArgumentParser
import SmartCard

/// A rail request that is refused by the rules: its name for programs, a sentence for people.
struct RailRefusalReport {
    /// The name in JSON.
    let reason: String
    /// The sentence.
    let words: Wording
    /// What was asked about.
    let facts: [(String, JSONValue)]

    /// Says it, and gives the error that ends the process.
    func end(json: Bool, language: Language) -> ExitCode {
        if json {
            let object: [(String, JSONValue)] = [("outcome", "refused"), ("reason", .string(reason))]
            Terminal.print(JSONValue.object(object + facts).text() + "\n")
        }
        return failure(Wording.refused(reason, words).text(language), CommandExit.badData)
    }
}
