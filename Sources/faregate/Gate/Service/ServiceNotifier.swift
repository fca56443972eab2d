#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Tells the service manager how the process stands: datagrams to `NOTIFY_SOCKET`.
///
/// - **Errors**: none; a manager that does not listen is none of the gate's business.
/// - **Source**: sd_notify(3): names that begin with `@` are abstract; WATCHDOG_USEC holds for WATCHDOG_PID alone.
@safe final class ServiceNotifier: Sendable {
    private let descriptor: Int32
    private let address: SocketAddress
    /// How often the manager wants to hear of the process, in microseconds: half of the time after which it ends it;
    /// nil: never.
    let watchdogMicroseconds: UInt64?

    /// Nil where no manager has asked to be told.
    init?(_ variable: (String) -> String? = Machine.variable) {
        guard let name = variable("NOTIFY_SOCKET"), let address = SocketAddress(name) else { return nil }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        self.address = address
        let isOurs = variable("WATCHDOG_PID").map { $0 == "\(Machine.processIdentifier)" } ?? true
        let limit = variable("WATCHDOG_USEC").flatMap { UInt64($0) } ?? 0
        watchdogMicroseconds = isOurs && limit > 1 ? limit / 2 : nil
    }

    deinit { close(descriptor) }

    /// All lanes are up.
    func ready(_ status: String) { send("READY=1\nSTATUS=\(Self.line(status))") }

    /// How it stands, for people.
    func status(_ text: String) { send("STATUS=\(Self.line(text))") }

    /// The configuration is being read again.
    func reloading() { send("RELOADING=1\nMONOTONIC_USEC=\(GateClock.monotonic / 1000)") }

    /// The process ends.
    func stopping() { send("STOPPING=1") }

    /// Somebody has just decided.
    func watchdog() { send("WATCHDOG=1") }

    private static func line(_ text: String) -> String { text.replacing("\n", with: " ") }

    private func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe address.with { pointer, length in
            unsafe bytes.withUnsafeBytes { part in
                let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
                return unsafe Int32(
                    truncatingIfNeeded: sendto(descriptor, part.baseAddress, part.count, flags, pointer, length))
            }
        }
    }
}
