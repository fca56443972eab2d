import ArgumentParser
import Journal
import SmartCard

/// Says why a journal cannot be used and gives the error that ends the process.
func journalFailure(_ error: JournalError) -> ExitCode { failure(Wording(of: error), exitCode(of: error)) }

/// The same for a folder that cannot be opened: nothing has been written to it yet.
func journalFailure(opening error: StorageError) -> ExitCode {
    failure(Wording(of: error), exitCode(of: JournalError(error)))
}

private func exitCode(of error: JournalError) -> ExitCode {
    switch error {
    case .storage(let failure) where failure.operation == .openFolder: CommandExit.badData
    case .storage(let failure) where failure.operation == .create: CommandExit.cannotCreate
    case .storage, .diskFull, .poisoned, .closed, .thread, .queueFull, .notDurableInTime: CommandExit.inputOutput
    case .inUse: CommandExit.unavailable
    case .keyFile, .otherKey, .keyNeeded, .badDeviceID, .otherDevice: CommandExit.configuration
    case .damaged, .newerFormat, .newerRecord, .noJournal, .tooLong: CommandExit.badData
    }
}
