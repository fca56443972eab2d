import ArgumentParser

/// `faregate journal`: what a gate has written down.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Verify and show the journal of a gate.",
        discussion: """
            A journal is a folder. Both commands only read it; while a gate writes, its last group may look like a torn \
            tail. Docs/journal.md has the format.
            """,
        subcommands: [JournalVerifyCommand.self, JournalShowCommand.self])
}
