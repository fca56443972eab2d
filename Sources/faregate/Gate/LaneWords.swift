import Journal
import Lane
import SmartCard

/// Prints what a lane's taps come to, and says the rest on stderr.
final class LaneWords {
    private let output: LaneOutput
    /// Taps that were printed.
    private(set) var taps = 0
    /// The journal takes nothing any more: the lane ends.
    private(set) var failure: JournalError?

    init(_ output: LaneOutput) { self.output = output }

    func take(_ news: LaneNews) {
        switch news {
        case .reader(let event): Terminal.say("faregate: \(Wording.event(event).text)")
        case .unusable(let error): Terminal.say("faregate: \(Wording(of: error).text)")
        case .odd(let odd): Terminal.say("faregate: \(Wording.scanned(odd).text)")
        case .tap(let tap): take(tap)
        }
    }

    private func take(_ tap: LaneTap) {
        if let failure = tap.replayFailure { Terminal.say("faregate: \(Wording.replayStoreFails(failure).text)") }
        if let fault = tap.clockFault { Terminal.say("faregate: \(Wording.clockFault(fault).text)") }
        if tap.isSameTap { return }
        output.print(tap)
        taps += 1
        failure = tap.journalFailure
    }
}
