import CardEmulator
import SmartCard

/// Something on the virtual reader until it has left or a signal ends it.
enum VirtualReaderRun {
    /// Dials in and stays; what happens is said on stderr.
    static func run(
        _ responder: any VirtualReaderResponder, named name: String, at address: VirtualReaderAddress,
        _ presentations: VirtualReaderClient.Presentations = VirtualReaderClient.Presentations()
    ) throws {
        let clock = Stopwatch()
        let client: VirtualReaderClient
        do throws(VirtualReaderError) {
            client = try VirtualReaderClient(
                responder, at: address, presentations: presentations, now: { Int(clock.wallSeconds * 1e6) },
                observe: { Terminal.say("faregate: \(Wording.event($0, name, address).text)") })
        } catch {
            throw failure(Wording(of: error), CommandExit.unavailable)
        }
        let stop = client.stop
        let signals = StopSignals { stop.now() }
        defer { signals.end() }
        do throws(VirtualReaderError) { try client.run() } catch {
            throw failure(Wording(of: error), CommandExit.unavailable)
        }
    }
}
