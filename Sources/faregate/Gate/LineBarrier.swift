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
///   the signal. A line of which only a part was taken gets ` void` at its end before the next one, so that what was
///   reported as not told can never open later.
/// - **Errors**: a barrier that does not take a line whole is said once; taps go on being recorded.
final class LineBarrier: Barrier {
    private static let void = " void\n"

    private let descriptor: Int32
    private let path: String
    private var hasComplained = false
    /// What has to be written before the next line: the end of one that was cut short.
    private var owed: ArraySlice<UInt8> = []

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

    func open(_ sequence: UInt64) -> Bool { tell("open \(sequence)\n") }

    func refuse(isRetry: Bool) { _ = tell(isRetry ? "again\n" : "refuse\n") }

    /// Whether the file would take something now; one whose disk is full is found out by writing.
    var isTaking: Bool {
        guard descriptor >= 0 else { return true }
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return unsafe poll(&request, 1, 0) == 1 && request.revents == Int16(POLLOUT)
    }

    /// Whether the line was taken whole.
    private func tell(_ line: String) -> Bool {
        guard descriptor >= 0 else { return true }
        owed = owed.dropFirst(write(owed))
        guard owed.isEmpty else { return complain() }
        let bytes = Array(line.utf8)
        let count = write(bytes[...])
        if count == bytes.count { return true }
        if count > 0 { owed = Array(Self.void.utf8)[...] }
        return complain()
    }

    /// Writes what is taken at once; how many bytes.
    private func write(_ bytes: ArraySlice<UInt8>) -> Int {
        guard !bytes.isEmpty else { return 0 }
        while true {
            let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            return max(0, count)
        }
    }

    private func complain() -> Bool {
        guard !hasComplained else { return false }
        hasComplained = true
        Terminal.say("faregate: \(Wording.barrierTakesNothing.at(path).text)")
        return false
    }
}
