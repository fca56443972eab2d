import ArgumentParser
import QRTickets
import SmartCard

/// Says why a replay store cannot be used and gives the error that ends the process.
func replayStoreFailure(_ error: ReplayStoreFailure, _ path: String) -> ExitCode {
    failure(Wording(of: error).at(path), exitCode(of: error.kind))
}

private func exitCode(of kind: ReplayStoreFailure.Kind) -> ExitCode {
    switch kind {
    case .noFolder, .noPermission: CommandExit.cannotCreate
    case .notADatabase, .corrupt, .newer, .replaced: CommandExit.badData
    case .busy: CommandExit.unavailable
    case .diskFull, .inputOutput, .full, .lifetime, .holders, .notHeld, .failed:
        CommandExit.inputOutput
    }
}
