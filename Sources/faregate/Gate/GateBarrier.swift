import ArgumentParser
import Lane
import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A barrier that is told by lines: `open SEQUENCE`, `refuse`, `again`.
///
/// - **Shape**: a device, a FIFO or a file of the operator's; without one nobody is told, and the report of the tap is
///   the signal.
/// - **Errors**: a barrier that cannot be written to is said once; taps go on being recorded.
final class LineBarrier: Barrier {
    private let descriptor: Int32
    private let path: String
    private var hasComplained = false

    init(_ path: String?) throws {
        self.path = path ?? ""
        guard let path else {
            descriptor = -1
            return
        }
        descriptor = unsafe Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o640)
        guard descriptor >= 0 else {
            throw failure(.barrierCannotBeOpened(Machine.errorText).at(path), CommandExit.cannotCreate)
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func open(_ sequence: UInt64) { tell("open \(sequence)\n") }

    func refuse(isRetry: Bool) { tell(isRetry ? "again\n" : "refuse\n") }

    private func tell(_ line: String) {
        guard descriptor >= 0 else { return }
        let bytes = Array(line.utf8)
        guard unsafe write(descriptor, bytes, bytes.count) != bytes.count, !hasComplained else { return }
        hasComplained = true
        Terminal.say("faregate: \(Wording.barrierTakesNothing.at(path).text)")
    }
}
