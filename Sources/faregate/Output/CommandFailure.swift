import ArgumentParser
import Fares
import SmartCard
import TapLogs

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Exit codes of the command line (sysexits, and two of our own).
enum CommandExit {
    static let failed = ExitCode(1)
    static let differences = ExitCode(2)
    static let usage = ExitCode(64)
    static let badData = ExitCode(65)
    static let unavailable = ExitCode(69)
    static let cannotCreate = ExitCode(73)
    static let inputOutput = ExitCode(74)
    static let configuration = ExitCode(78)
}

/// Runs a command's work and turns its errors into one line on stderr and an exit code.
func reportingErrors(_ work: () throws -> Void) throws {
    do {
        try work()
    } catch let error as FareDataError {
        throw failure(Wording(of: error), CommandExit.badData)
    } catch let error as LogError {
        throw failure(Wording(of: error), exitCode(of: error))
    } catch let error as StationLookupError {
        throw failure(Wording(of: error), CommandExit.usage)
    } catch let error as RailRefusal {
        throw failure(RailWords.refusal(error, nil), error.exitCode)
    }
}

/// Says what went wrong, in the language of this run, and gives the error that ends the process with `code`.
func failure(_ words: Wording, _ code: ExitCode) -> ExitCode { failure(words.text, code) }

/// A wrong command line, in the language of this run; the parser adds how to do it right.
func wrongUsage(_ words: Wording) -> ValidationError { ValidationError(words.text) }

/// Says what went wrong and gives the error that ends the process with `code`.
func failure(_ message: String, _ code: ExitCode) -> ExitCode {
    Terminal.complain(message)
    return code
}

private func exitCode(of error: LogError) -> ExitCode {
    switch error {
    case .unwritable: CommandExit.cannotCreate
    case .failed: CommandExit.inputOutput
    default: CommandExit.badData
    }
}

/// Where words go.
enum Terminal {
    /// Writes a line to stderr.
    static func say(_ text: String) { write(text + "\n", to: 2) }

    /// Says what went wrong.
    static func complain(_ message: String) {
        // Names and values come from files: nothing of them may steer the terminal.
        let shown = String(
            String.UnicodeScalarView(
                message.unicodeScalars.map { $0.properties.generalCategory == .control && $0 != "\n" ? "?" : $0 }))
        say("faregate: \(shown)")
    }

    /// Writes text to stdout.
    static func print(_ text: String) { write(text, to: 1) }

    /// Writes bytes to stdout.
    static func print(_ bytes: [UInt8]) { write(bytes, to: 1) }

    /// Whether stderr is a terminal that a person looks at.
    static var hasWatcher: Bool { isatty(2) == 1 }

    /// Whether stdout is a terminal.
    static var isOnTerminal: Bool { isatty(1) == 1 }

    /// From here on a reader that goes away is an error of the write, and no signal that ends the process.
    static func outliveReaders() { signal(SIGPIPE, SIG_IGN) }

    /// From here on a file that may not grow any more (`ulimit -f`) is an error of the write, as a full disk is.
    static func outliveFileLimits() { signal(SIGXFSZ, SIG_IGN) }

    /// Writes text to stdout; what went wrong if it could not be delivered. For processes whose work is another.
    static func report(_ text: String) -> String? {
        send(Array(text.utf8), to: 1).map { unsafe String(cString: strerror($0)) }
    }

    static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        // A reader that has gone away (head, a closed pipe) is no failure of ours; a full disk is one.
        if let code = send(bytes, to: descriptor), code != EPIPE, descriptor == 1 { fail(code) }
    }

    /// The error's number if it could not be delivered.
    private static func send(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        var left = bytes[...]
        while !left.isEmpty {
            let count = unsafe left.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count < 0 ? errno : EIO }
            left = left.dropFirst(count)
        }
        return nil
    }

    /// Ends the process: what was asked for could not be delivered.
    private static func fail(_ code: Int32) -> Never {
        let words = Wording.cannotWrite(unsafe String(cString: strerror(code))).at(Wording.standardOutput)
        say("faregate: \(words.text)")
        exit(CommandExit.inputOutput.rawValue)
    }
}
