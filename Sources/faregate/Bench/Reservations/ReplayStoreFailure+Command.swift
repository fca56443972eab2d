import ArgumentParser
import QRTickets

/// Says why a store of shown codes cannot be used, and gives the error that ends the process.
func replayStoreFailure(_ error: ReplayStoreFailure) -> ExitCode {
    switch error.kind {
    case .notADatabase, .corrupt, .newer: failure(error.description, CommandExit.badData)
    case .noFolder, .noPermission: failure(error.description, CommandExit.cannotCreate)
    case .busy, .full, .replaced: failure(error.description, CommandExit.unavailable)
    case .lifetime, .holders, .notHeld: failure(error.description, CommandExit.failed)
    case .diskFull, .inputOutput, .failed: failure(error.description, CommandExit.inputOutput)
    }
}
