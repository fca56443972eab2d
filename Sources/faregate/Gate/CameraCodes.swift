import ArgumentParser
import QRTickets
import SmartCard
import Symbols

/// Codes that a camera sees: frames from a file, a FIFO or stdin, read in a process of their own.
final class CameraCodes: CodeSource {
    private let path: String
    private var source: FrameSource
    private var reader: SymbolReader
    private var schedule = LadderSchedule()
    private var hasComplained = false

    /// - **Errors**: said on stderr.
    init(_ path: String, _ form: FrameForm) throws {
        self.path = path
        do throws(FrameSourceError) { source = try FrameSource(path, form) } catch {
            throw Self.failure(error, path)
        }
        reader = try SymbolHelperCommand.reader()
    }

    func next(milliseconds: Int) throws -> CodeSourceEvent {
        let event: FrameSource.Event
        do throws(FrameSourceError) { event = try source.next(withinMilliseconds: milliseconds) } catch {
            throw Self.failure(error, path)
        }
        guard case .frame(let frame) = event else { return event == .ended ? .end : .nothing }
        let outcome = reader.read(frame, steps: schedule.steps)
        var found: FoundSymbol?
        switch outcome {
        case .read(let symbol): found = symbol
        case .nothing, .badImage: break
        case .helperDied: complain(.symbolHelperDied)
        case .tooSlow: complain(.symbolHelperTooSlow(SymbolLimits.frameMilliseconds))
        }
        schedule.note(found: found != nil)
        return found.map { .scanned(.code($0.payload)) } ?? .nothing
    }

    func close() {}

    /// Once: the next frame has a new helper.
    private func complain(_ words: Wording) {
        guard !hasComplained else { return }
        hasComplained = true
        Terminal.say("faregate: \(words.text)")
    }

    private static func failure(_ error: FrameSourceError, _ path: String) -> ExitCode {
        let code: ExitCode
        if case .failed = error { code = CommandExit.inputOutput } else { code = CommandExit.badData }
        return faregate.failure(Wording(of: error).at(path == "-" ? .standardInput : Wording(path)), code)
    }
}
