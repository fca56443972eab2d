import Gate
import Journal
import Lane
import QRTickets
import SmartCard

/// Hears, asks the lane and reports, until it is told to end or nothing more can come.
final class RailGateLoop {
    /// How late the end of a wait may be noticed.
    private static let turnMilliseconds = 100

    private let lane: RailLane
    private let input: RailInput
    private let watch: RevocationWatch
    private let files: RailFiles
    private let codes: CodeAcceptance
    private let key: RailDocumentKey?
    private let output: RailOutput
    private let mostTaps: Int
    private var taps = 0

    init(
        _ lane: RailLane, _ input: RailInput, _ watch: RevocationWatch, _ files: RailFiles, _ codes: CodeAcceptance,
        _ key: RailDocumentKey?,
        _ output: RailOutput, _ mostTaps: Int
    ) {
        self.lane = lane
        self.input = input
        self.watch = watch
        self.files = files
        self.codes = codes
        self.key = key
        self.output = output
        self.mostTaps = mostTaps
    }

    /// Runs; why the journal takes nothing any more, if that ended it.
    func run(_ stop: StopFlag) throws -> JournalError? {
        while !stop.isSet, taps < mostTaps {
            let event = try input.next(milliseconds: Self.turnMilliseconds)
            watch.look(codes)
            files.look(lane)
            let shown: [RailTap]
            switch event {
            case .nothing: shown = lane.tick()
            case .ticket(.code(let bytes)): shown = lane.present(ticket: bytes)
            case .ticket(let odd):
                Terminal.say("faregate: \(Wording.scanned(odd).text)")
                shown = lane.tick()
            case .document(let document): shown = lane.present(document: key.flatMap { document?.hash(by: $0) })
            case .unknownLine:
                Terminal.say("faregate: \(Wording.railLine.text)")
                shown = lane.tick()
            case .end:
                // Whoever waits hears how it ends.
                guard lane.join.state != .idle else { return nil }
                stop.wait(milliseconds: Self.turnMilliseconds)
                shown = lane.tick()
            }
            for tap in shown {
                if let failure = tell(tap) { return failure }
            }
        }
        return nil
    }

    private func tell(_ tap: RailTap) -> JournalError? {
        if let failure = tap.tap.replayFailure { Terminal.say("faregate: \(Wording.replayStoreFails(failure).text)") }
        if let fault = tap.tap.clockFault { Terminal.say("faregate: \(Wording.clockFault(fault).text)") }
        if tap.tap.isSameTap { return nil }
        output.print(tap)
        // One that waits is counted when it has ended.
        if tap.wait == nil { taps += 1 }
        return tap.tap.journalFailure
    }
}
