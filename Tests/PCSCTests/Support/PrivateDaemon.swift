import Foundation
import Glibc

/// A pcscd of our own with the virtual reader, beside whatever runs on this machine.
///
/// It lives in a mount namespace in which its run directory is ours; libpcsclite finds it by `PCSCLITE_CSOCK_NAME`,
/// which it reads once, so that all tests of this process share one path.
final class PrivateDaemon {
    /// Why the tests with a reader cannot run here; nil if they can.
    static let obstacle: String? = {
        if geteuid() != 0 { return "skipped: a private pcscd needs root" }
        if !FileManager.default.isExecutableFile(atPath: "/usr/sbin/pcscd") {
            return "skipped: no pcscd; run .ci/setup"
        }
        if !FileManager.default.fileExists(atPath: driver) { return "skipped: no vsmartcard-vpcd; run .ci/setup" }
        let probe = Process()
        probe.executableURL = URL(filePath: "/usr/bin/unshare")
        probe.arguments = ["-m", "true"]
        probe.standardError = FileHandle.nullDevice
        do { try probe.run() } catch { return "skipped: no unshare" }
        probe.waitUntilExit()
        return probe.terminationStatus == 0 ? nil : "skipped: no mount namespaces here"
    }()

    /// Whether a pcscd can be had.
    static let isPossible: Bool = {
        if let obstacle { print(obstacle) }
        return obstacle == nil
    }()

    /// The reader's first slot, as pcscd names it.
    static let reader = "Gate Reader 00 00"
    /// Its second slot, on the next port.
    static let secondReader = "Gate Reader 00 01"
    private static let driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"

    private static let folder: String = {
        let path = "/tmp/faregate-pcsc-\(getpid())"
        do {
            for name in ["run", "readers"] {
                try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
            }
        } catch {
            fatalError("\(path): \(error)")
        }
        unsafe setenv("PCSCLITE_CSOCK_NAME", "\(path)/run/pcscd.comm", 1)
        atexit { removeFolder() }
        return path
    }()

    /// Where the first slot listens; the second has the next port.
    let port: UInt16
    private var process: Process?
    private let readerName: String

    /// Makes a daemon, not started yet, with this reader.
    init(readerName: String = "Gate Reader") throws {
        self.readerName = readerName
        port = try Self.freePort()
        try writeReaders(named: readerName)
    }

    deinit { kill() }

    /// Which readers the daemon has when it starts next.
    func writeReaders(named name: String?) throws {
        let address = "0x" + String(port, radix: 16)
        let text =
            name.map {
                "FRIENDLYNAME \"\($0)\"\nDEVICENAME /dev/null:\(address)\nLIBPATH \(Self.driver)\nCHANNELID \(address)\n"
            } ?? ""
        try text.write(toFile: "\(Self.folder)/readers/vpcd", atomically: true, encoding: .utf8)
    }

    /// Starts it and waits for its socket.
    func start() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unshare")
        let script = "mount --bind \(Self.folder)/run /run/pcscd && exec /usr/sbin/pcscd -f -c \(Self.folder)/readers "
        process.arguments = [
            "-m", "sh", "-c", "mkdir -p /run/pcscd && " + script + ">> \(Self.folder)/pcscd.log 2>&1",
        ]
        try process.run()
        self.process = process
        for _ in 0..<1000 where !isListening { usleep(10_000) }
        guard isListening else { throw DaemonFailure(what: "no socket of pcscd within 10 s: \(log)") }
    }

    /// What the daemon has said.
    var log: String { (try? String(contentsOfFile: "\(Self.folder)/pcscd.log", encoding: .utf8)) ?? "nothing" }

    /// Ends it at once.
    func kill() { end(SIGKILL) }

    /// Ends it in order.
    func terminate() { end(SIGTERM) }

    /// Whether it runs; it may have fallen over by itself.
    var isRunning: Bool { process?.isRunning ?? false }

    /// Makes it hang.
    func freeze() { signal(SIGSTOP) }

    /// Lets it go on.
    func thaw() { signal(SIGCONT) }

    /// Makes it look at its readers' files again.
    func lookForReaders() { signal(SIGUSR1) }

    private func signal(_ number: Int32) {
        guard let process, process.isRunning else { return }
        Glibc.kill(process.processIdentifier, number)
    }

    private func end(_ number: Int32) {
        guard let process, process.isRunning else { return }
        signal(number)
        process.waitUntilExit()
        self.process = nil
    }

    private var isListening: Bool {
        let client = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array("\(Self.folder)/run/pcscd.comm".utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(client, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    /// Two ports in a row that nobody uses.
    private static func freePort() throws -> UInt16 {
        for port in stride(from: UInt16(41_000 + getpid() % 10_000), to: 60_000, by: 2)
        where isFree(port) && isFree(port + 1) { return port }
        throw DaemonFailure(what: "no free port")
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    static func removeFolder() {
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// The daemon could not be had.
struct DaemonFailure: Error, CustomStringConvertible {
    let what: String
    var description: String { what }
}
