import Journal
import QRTickets
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The lanes of one gate that take codes, with a file of their records.
final class ReservationWork: Sendable {
    private static let now: UInt32 = 1_795_392_000
    private static let life: UInt32 = 600

    private let store: SQLiteReplayStore
    private let device: String
    private let codes: Int
    private let pause: UInt32
    private let descriptor: Int32
    private let fault = Mutex<ReplayStoreFailure?>(nil)

    /// Reads the records of earlier runs, and settles with them what those left open.
    init(store: SQLiteReplayStore, device: String, codes: Int, pause: UInt32) throws(ReplayStoreFailure) {
        self.store = store
        self.device = device
        self.codes = codes
        self.pause = pause
        descriptor = unsafe open(device, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.systemFailure("open \(device)") }
        var recorded: [ReplayKey: (number: UInt64, lane: Int)] = [:]
        for line in try Self.text(descriptor).split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count == 2, let number = UInt64(fields[0]), let lane = Int(fields[1]) else { continue }
            recorded[Self.key(number)] = (number, lane)
        }
        _ = try store.resolve(device: device) { recorded[$0]?.number }
        for (key, tap) in recorded {
            let entry = ReplayEntry(
                holder: ReplayHolder(device: device, lane: tap.lane), time: Self.now, expires: Self.now + Self.life,
                sequence: tap.number)
            guard try store.restore(key, entry) == nil else {
                throw ReplayStoreFailure(operation: "restore", reason: "code \(tap.number) is another's too")
            }
        }
    }

    deinit { close(descriptor) }

    /// Shows every code to every lane.
    func run(lanes: Int) throws(ReplayStoreFailure) {
        var threads: [WorkerThread] = []
        for lane in 0..<lanes {
            do throws(JournalError) {
                threads.append(try WorkerThread { [self] in show(to: lane) })
            } catch {
                fault.withLock { $0 = ReplayStoreFailure(operation: "start", reason: "\(error)") }
            }
        }
        for thread in threads { thread.join() }
        if let failure = fault.withLock({ $0 }) { throw failure }
    }

    private func show(to lane: Int) {
        do throws(ReplayStoreFailure) {
            let holder = ReplayHolder(device: device, lane: lane)
            for number in 0..<UInt64(codes) { try show(number, to: holder) }
        } catch {
            fault.withLock { $0 = error }
        }
    }

    private func show(_ number: UInt64, to holder: ReplayHolder) throws(ReplayStoreFailure) {
        let key = Self.key(number)
        let stood = try patiently { () throws(ReplayStoreFailure) in
            try store.reserve(key, for: holder, now: Self.now, expires: Self.now + Self.life)
        }
        guard stood == nil else { return }
        if pause > 0 { usleep(pause) }
        let line = "\(number) \(holder.lane)\n"
        guard
            unsafe line.utf8CString.withUnsafeBytes({ unsafe write(descriptor, $0.baseAddress, line.utf8.count) })
                == line.utf8.count
        else { throw Self.systemFailure("record") }
        if pause > 0 { usleep(pause) }
        try patiently { () throws(ReplayStoreFailure) in try store.confirm(key, for: holder, sequence: number) }
    }

    /// Another process may have the lock for longer than a gate waits; here it is asked for again.
    private func patiently<Result>(
        _ work: () throws(ReplayStoreFailure) -> Result
    ) throws(ReplayStoreFailure) -> Result {
        for _ in 0..<200 {
            do throws(ReplayStoreFailure) {
                return try work()
            } catch {
                guard error.kind == .busy else { throw error }
            }
        }
        return try work()
    }

    private static func key(_ number: UInt64) -> ReplayKey {
        let account = Array("\(number)".utf8)
        let platform: [UInt8] = [0]
        return ReplayKey(format: .fareGate, platform: platform.span, account: account.span, generated: now)
    }

    private static func text(_ descriptor: Int32) throws(ReplayStoreFailure) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw systemFailure("read") }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer.prefix(count)
        }
    }

    private static func systemFailure(_ operation: String) -> ReplayStoreFailure {
        ReplayStoreFailure(.inputOutput, operation: operation, code: errno, reason: Machine.errorText)
    }
}
