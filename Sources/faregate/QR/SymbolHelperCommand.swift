import ArgumentParser
import Symbols

/// `faregate symbol-helper`: the process that reads symbols from pictures for others; not for people.
struct SymbolHelperCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "symbol-helper",
        abstract: "Read symbols for another faregate process (started by it).",
        shouldDisplay: false)

    func run() throws {
        guard SymbolHelper.run() else { throw CommandExit.failed }
    }

    /// A reader whose helper is this very program, whatever lies at its path by now.
    static func reader() throws -> SymbolReader {
        do throws(SymbolReaderError) {
            return try SymbolReader(
                program: "/proc/self/exe", arguments: [configuration.commandName ?? ""], now: MonotonicClock.now)
        } catch {
            throw failure(.noSymbolHelper(code: error.code), CommandExit.unavailable)
        }
    }
}
