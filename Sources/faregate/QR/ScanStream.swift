import ArgumentParser
import SmartCard
import Symbols

/// Frames in, new payloads out.
struct ScanStream {
    let path: String
    let form: FrameForm
    let symbologies: Symbologies
    let printer: ScanPrinter

    /// Runs to the end of the stream; what is wrong with it is said after the summary of what went before.
    func run() throws {
        var counts = ScanCounts()
        var fault: FrameSourceError?
        var reader = try SymbolHelperCommand.reader()
        do throws(FrameSourceError) {
            var source = try FrameSource(path, form)
            try read(&source, &reader, &counts)
        } catch { fault = error }
        if counts.frames > 0 || fault == nil { Terminal.print(printer.summary(counts)) }
        guard let fault else { return }
        let code: ExitCode
        if case .failed = fault { code = CommandExit.inputOutput } else { code = CommandExit.badData }
        throw failure(Wording(of: fault).at(path == "-" ? .standardInput : Wording(path)), code)
    }

    private func read(
        _ source: inout FrameSource, _ reader: inout SymbolReader, _ counts: inout ScanCounts
    ) throws(FrameSourceError) {
        var schedule = LadderSchedule()
        var last: [UInt8] = []
        while true {
            let frame: GreyImage
            switch try source.next() {
            case .frame(let image): frame = image
            case .nothingYet: continue
            case .ended: return
            }
            let stopwatch = Stopwatch()
            let outcome = reader.read(frame, steps: schedule.steps, symbologies: symbologies)
            let milliseconds = stopwatch.wallSeconds * 1000
            var found: FoundSymbol?
            switch outcome {
            case .read(let symbol): found = symbol
            case .nothing, .badImage: break
            case .helperDied: counts.helperDied += 1
            case .tooSlow: counts.tooSlow += 1
            }
            schedule.note(found: found != nil)
            if let found {
                counts.framesRead += 1
                if found.payload != last {
                    last = found.payload
                    counts.payloads += 1
                    Terminal.print(printer.payload(found, frame: counts.frames, milliseconds))
                }
            }
            counts.frames += 1
        }
    }
}
