import ArgumentParser

/// `faregate journal`: what a gate has written down.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Verify, show, settle, export the journals of gates; forget cards.",
        discussion: """
            A journal is a folder. Verify, show and settle only read it; while a gate writes, its last group may look like a torn \
            tail. Docs/journal.md has the format.
            """,
        subcommands: [
            JournalVerifyCommand.self, JournalShowCommand.self, JournalSettleCommand.self,
            JournalAcquireCommand.self, JournalExportCommand.self, JournalIndexCommand.self, JournalRetainCommand.self,
        ])
}
