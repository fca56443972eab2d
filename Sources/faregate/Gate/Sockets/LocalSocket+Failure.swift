import ArgumentParser
import SmartCard

extension LocalSocket.Fault {
    /// What it is in words.
    var words: Wording {
        switch self {
        case .taken: .socketTaken
        case .notSocket: .notSocket
        case .failed(let reason): SystemWords.wording(reason)
        }
    }

    /// Says it of a path, and gives the exit code.
    func failure(at path: String) -> ExitCode {
        let code =
            switch self {
            case .taken: CommandExit.unavailable
            case .notSocket, .failed: CommandExit.cannotCreate
            }
        return faregate.failure(words.at(path), code)
    }
}
