import ArgumentParser
import Journal
import Lane
import SmartCard

/// Codes of a scanner on a serial line or a FIFO.
final class SerialCodes: CodeSource {
    /// A code that has waited longer opens nothing: a barrier that opens behind its rider lets in somebody else.
    private static let longestWaitNanoseconds: UInt64 = 2_000_000_000

    private let scanner: SerialScanner

    /// - **Errors**: said on stderr; a scanner that is not there is no error, it may come.
    convenience init(_ path: String, _ settings: ScannerSettings) throws {
        try self.init(path, settings) { Terminal.say("faregate: \(Wording.scanner($0, path).text)") }
    }

    /// The same, of which `announce` hears each change of state, on the scanner's thread.
    init(
        _ path: String, _ settings: ScannerSettings, announce: @escaping @Sendable (ScannerState) -> Void
    ) throws {
        do throws(JournalError) {
            scanner = try SerialScanner(path, settings, now: { GateClock.monotonic }, announce: announce)
        } catch {
            throw journalFailure(error)
        }
    }

    func next(milliseconds: Int) -> CodeSourceEvent {
        guard let scanned = scanner.next(until: GateClock.monotonic + UInt64(milliseconds) * 1_000_000),
            GateClock.monotonic <= scanned.nanoseconds + Self.longestWaitNanoseconds
        else { return .nothing }
        return .scanned(scanned.event)
    }

    func close() { scanner.close() }
}
