import Fares
import Gate
import Journal
import Lane
import Simulator
import Testing

/// What all tests of simulated gates under faults share.
enum FaultScene {
    /// The shipped network, compiled once.
    static let city: FaultCity? = {
        guard let edition = try? Edition.shipped("current") else { return nil }
        return try? FaultCity(edition: edition, folder: .embedded("editions/current"))
    }()

    static func run(
        _ seed: UInt64, taps: Int, lanes: Int? = nil, only: Set<FaultKind>? = nil, times: Int = 1,
        parts: FaultParts = FaultParts(), trace: ((String) -> Void)? = nil
    ) throws -> FaultReport {
        FaultRun(
            try #require(city), seed: seed, taps: taps, lanes: lanes, only: only, times: times, parts: parts,
            trace: trace
        ).run()
    }
}

/// A desk that does something wrong at some of its taps.
final class FaultyDesk: SimulatedDesk {
    /// What a desk may refuse without a reason.
    enum Refusal { case openSignals, passages, modes }

    private let desk: TapDesk
    private let period: Int
    private let mistake: (TapDesk, TapRequest) throws(JournalError) -> DeskVerdict
    private var taps = 0
    /// Whether open signals are recorded.
    var recordsOpened = true
    /// Whether it knows that the rider of a released lane could walk.
    var knowsReleases = true
    /// Whether it lets through by an earlier record although its journal takes nothing any more.
    var opensWhenFailed = false
    private var unopened: [CardToken: (verdict: DeskVerdict, request: TapRequest)] = [:]
    /// What it says that the journal has no room for.
    var refuses: Refusal?
    /// What is recorded as the cause of a mode; nil: what it was.
    var cause: GateModeCause?
    /// What is recorded of passages.
    var passages: (JournalPassage) -> JournalPassage = { $0 }

    /// At each `period`-th tap the mistake is made.
    init(
        _ desk: TapDesk, each period: Int,
        _ mistake: @escaping (TapDesk, TapRequest) throws(JournalError) -> DeskVerdict
    ) {
        self.desk = desk
        self.period = period
        self.mistake = mistake
    }

    func take(_ request: TapRequest) throws(JournalError) -> DeskVerdict {
        taps += 1
        guard opensWhenFailed else { return taps % period == 0 ? try mistake(desk, request) : try desk.take(request) }
        do throws(JournalError) {
            let verdict = try desk.take(request)
            if verdict.outcome == .open { unopened[request.token.token] = (verdict, request) }
            return verdict
        } catch {
            if case .queueFull = error { throw error }
            guard let (before, asked) = unopened[request.token.token], asked.lane == request.lane,
                asked.site.direction == request.site.direction,
                (asked.time.seconds...asked.time.seconds + 60).contains(request.time.seconds)
            else { throw error }
            var verdict = before
            verdict.reason = .resumed
            return verdict
        }
    }

    func deny(_ request: TapRequest, _ reason: GateReason) throws(JournalError) -> DeskVerdict {
        try desk.deny(request, reason)
    }

    func opened(_ tapSequence: UInt64, at moment: JournalMoment, isAgain: Bool) throws(JournalError) {
        for (token, tap) in unopened where tap.verdict.tapSequence == tapSequence { unopened[token] = nil }
        if refuses == .openSignals { throw .queueFull(limit: 1) }
        if recordsOpened { try desk.opened(tapSequence, at: moment, isAgain: isAgain) }
    }

    func passage(
        _ passage: JournalPassage, at moment: JournalMoment, brokenLane: Int?, isReleased: Bool
    ) throws(JournalError) {
        if refuses == .passages { throw .queueFull(limit: 1) }
        try desk.passage(
            passages(passage), at: moment, brokenLane: brokenLane,
            isReleased: isReleased && knowsReleases)
    }

    func mode(_ mode: JournalMode, at moment: JournalMoment, isAgain: Bool) throws(JournalError) {
        if refuses == .modes { throw .queueFull(limit: 1) }
        var told = mode
        if let cause { told.cause = cause }
        try desk.mode(told, at: moment, isAgain: isAgain)
    }

    func note(_ text: String, at moment: JournalMoment) throws(JournalError) -> UInt64 {
        try desk.note(text, at: moment)
    }
}

/// A disk that says that it has done what it has not.
final class LyingDisk: JournalStorage {
    private let disk: any JournalStorage
    private let dropsWrite: Int
    private let dropsSync: Int
    private var writes = 0
    private var syncs = 0

    /// The n-th write or sync is none.
    init(_ disk: any JournalStorage, dropsWrite: Int = 0, dropsSync: Int = 0) {
        self.disk = disk
        self.dropsWrite = dropsWrite
        self.dropsSync = dropsSync
    }

    var path: String { disk.path }
    func lock() throws(StorageError) -> Bool { try disk.lock() }
    func unlock() { disk.unlock() }
    func names() throws(StorageError) -> [String] { try disk.names() }
    func create(_ name: String) throws(StorageError) -> StorageFile { try disk.create(name) }
    func open(_ name: String, forWriting: Bool) throws(StorageError) -> StorageFile {
        try disk.open(name, forWriting: forWriting)
    }
    func close(_ file: StorageFile) { disk.close(file) }
    func size(of file: StorageFile) throws(StorageError) -> Int { try disk.size(of: file) }
    func read(
        _ file: StorageFile, at offset: Int, into buffer: inout [UInt8], from start: Int, count: Int
    ) throws(StorageError) -> Int { try disk.read(file, at: offset, into: &buffer, from: start, count: count) }
    func write(_ file: StorageFile, at offset: Int, _ bytes: Span<UInt8>) throws(StorageError) {
        writes += 1
        if writes != dropsWrite { try disk.write(file, at: offset, bytes) }
    }
    func sync(_ file: StorageFile) throws(StorageError) {
        syncs += 1
        if syncs != dropsSync { try disk.sync(file) }
    }
    func syncFolder() throws(StorageError) { try disk.syncFolder() }
    func truncate(_ file: StorageFile, to size: Int) throws(StorageError) { try disk.truncate(file, to: size) }
    func rename(_ name: String, to newName: String) throws(StorageError) { try disk.rename(name, to: newName) }
    func replace(_ name: String, with newFile: String) throws(StorageError) { try disk.replace(name, with: newFile) }
    func remove(_ name: String) throws(StorageError) { try disk.remove(name) }
}
