import ArgumentParser
import Journal
import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Says why a journal cannot be used and gives the error that ends the process.
func journalFailure(_ error: JournalError) -> ExitCode { failure(Wording(of: error), exitCode(of: error)) }

/// The same for a folder that cannot be opened: nothing has been written to it yet.
func journalFailure(opening error: StorageError) -> ExitCode {
    failure(Wording(of: error), exitCode(of: JournalError(error)))
}

extension StorageError {
    /// Whether there may well be such a folder: rights or the disk are what is wrong.
    var isOfTheSystem: Bool { code != ENOENT && code != ENOTDIR }
}

private func exitCode(of error: JournalError) -> ExitCode {
    switch error {
    case .storage(let failure) where failure.operation == .openFolder && !failure.isOfTheSystem: CommandExit.badData
    case .storage(let failure) where failure.operation == .create: CommandExit.cannotCreate
    case .storage, .diskFull, .poisoned, .closed, .thread, .queueFull, .notDurableInTime: CommandExit.inputOutput
    case .inUse: CommandExit.unavailable
    case .keyFile, .otherKey, .keyNeeded, .badDeviceID, .otherDevice: CommandExit.configuration
    case .damaged, .newerFormat, .newerRecord, .noJournal, .tooLong: CommandExit.badData
    }
}
