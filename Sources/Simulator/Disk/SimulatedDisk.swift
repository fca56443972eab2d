import Glibc
import Journal

/// A disk with a page cache, whose power can be cut and whose operations can fail, for one folder.
///
/// - **Shape**: what was not synced is kept apart, names too; every change and sync is an operation with a number.
///   The same seed and faults give the same disk.
package final class SimulatedDisk: JournalStorage {
    private enum NameChange {
        case add(String, Int32)
        case rename(String, String)
        case remove(String)
    }

    package let path = "simulated"
    /// Called after each change and each sync, with their count.
    package var onOperation: ((Int) -> Void)?
    /// What goes wrong.
    package var fault: DiskFault?
    /// The process or the machine is dead: nothing is changed or synced any more, and whoever tries is told so.
    package var isHalted = false

    private var files: [Int32: SimulatedFile] = [:]
    private var visibleNames: [String: Int32] = [:]
    private var durableNames: [String: Int32] = [:]
    private var nameChanges: [NameChange] = []
    private var nextNumber: Int32 = 1
    private var isLocked = false
    private var generator: RandomStream
    /// Changes and syncs so far.
    package private(set) var operations = 0
    /// Changes of files and names so far.
    package private(set) var writes = 0
    /// Syncs so far.
    package private(set) var syncs = 0

    /// An empty disk.
    package init(seed: UInt64) { generator = RandomStream(seed: seed) }

    // MARK: Fate

    /// The disk after a power cut now; this one is not changed.
    package func afterPowerCut(_ loss: PowerLoss, seed: UInt64) -> SimulatedDisk {
        let disk = SimulatedDisk(seed: seed)
        var names = durableNames
        for change in nameChanges where loss != .drop && Bool.random(using: &disk.generator) {
            Self.apply(change, to: &names)
        }
        for (name, number) in names.sorted(by: { $0.key < $1.key }) {
            guard let file = files[number] else { continue }
            disk.add(name, file.afterPowerCut(loss, using: &disk.generator))
        }
        return disk
    }

    /// The process ends, however it ends; the system, its cache and its faults go on.
    package func restartProcess() {
        isLocked = false
        isHalted = false
    }

    /// Turns one bit of a file, on the disk too.
    package func flip(bit: Int, of byte: Int, in name: String) {
        guard let number = visibleNames[name] else { return }
        files[number]?.flip(bit: bit, of: byte)
    }

    /// A copy with everything on the disk.
    package func copy(seed: UInt64) -> SimulatedDisk {
        let disk = SimulatedDisk(seed: seed)
        for (name, number) in visibleNames.sorted(by: { $0.key < $1.key }) {
            guard let file = files[number] else { continue }
            disk.add(name, SimulatedFile(durable: file.visible))
        }
        return disk
    }

    /// The bytes of a file as reads show them; nil if there is none.
    package func contents(of name: String) -> [UInt8]? {
        visibleNames[name].flatMap { files[$0]?.visible }
    }

    /// Bytes of all files.
    package var usedBytes: Int { files.values.reduce(0) { $0 + $1.visible.count } }

    /// Puts a file on the disk.
    package func put(_ name: String, _ bytes: [UInt8]) { add(name, SimulatedFile(durable: bytes)) }

    private func add(_ name: String, _ file: SimulatedFile) {
        files[nextNumber] = file
        visibleNames[name] = nextNumber
        durableNames[name] = nextNumber
        nextNumber += 1
    }

    private static func apply(_ change: NameChange, to names: inout [String: Int32]) {
        switch change {
        case .add(let name, let number): names[name] = number
        case .remove(let name): names[name] = nil
        case .rename(let old, let new):
            guard let number = names[old] else { return }
            names[old] = nil
            names[new] = number
        }
    }

    // MARK: JournalStorage

    package func lock() throws(StorageError) -> Bool {
        defer { isLocked = true }
        return !isLocked
    }

    package func unlock() { isLocked = false }

    package func names() throws(StorageError) -> [String] { visibleNames.keys.sorted() }

    package func create(_ name: String) throws(StorageError) -> StorageFile {
        guard visibleNames[name] == nil else { throw error(EEXIST, .create, name) }
        try countWrite(.create, name)
        let number = nextNumber
        nextNumber += 1
        files[number] = SimulatedFile()
        change(.add(name, number))
        return StorageFile(number: number)
    }

    package func open(_ name: String, forWriting: Bool) throws(StorageError) -> StorageFile {
        guard let number = visibleNames[name] else { throw error(ENOENT, .open, name) }
        return StorageFile(number: number)
    }

    package func close(_ file: StorageFile) {}

    package func size(of file: StorageFile) throws(StorageError) -> Int { files[file.number]?.visible.count ?? 0 }

    package func read(
        _ file: StorageFile, at offset: Int, into buffer: inout [UInt8], from start: Int, count: Int
    ) throws(StorageError) -> Int {
        guard let bytes = files[file.number]?.visible, offset < bytes.count else { return 0 }
        let count = min(count, bytes.count - offset)
        buffer.replaceSubrange(start..<start + count, with: bytes[offset..<offset + count])
        return count
    }

    package func write(_ file: StorageFile, at offset: Int, _ bytes: Span<UInt8>) throws(StorageError) {
        let all = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
        var count = all.count
        var failure: StorageError?
        do throws(StorageError) {
            try countWrite(.write, name(of: file))
        } catch {
            failure = error
            count = error.code == EROFS || isHalted ? 0 : Int.random(in: 0...count, using: &generator)
        }
        if case .full(let limit) = fault {
            let used = usedBytes
            let grows = max(0, offset + all.count - (files[file.number]?.visible.count ?? 0))
            if grows > 0, used + grows > limit {
                count = max(0, all.count - (used + grows - max(limit, used)))
                failure = error(ENOSPC, .write, name(of: file))
            }
        }
        files[file.number]?.change(.write(offset: offset, bytes: Array(all[..<count])))
        if let failure { throw failure }
        finished()
    }

    package func sync(_ file: StorageFile) throws(StorageError) {
        do throws(StorageError) {
            try countSync(.sync, name(of: file))
        } catch {
            if !isHalted { files[file.number]?.loseUnsynced(using: &generator) }
            throw error
        }
        files[file.number]?.sync()
        finished()
    }

    package func syncFolder() throws(StorageError) {
        // Names go through the file system's own journal: a failed sync does not forget them as it does bytes.
        try countSync(.syncFolder, "")
        for change in nameChanges { Self.apply(change, to: &durableNames) }
        nameChanges = []
        finished()
    }

    package func truncate(_ file: StorageFile, to size: Int) throws(StorageError) {
        try countWrite(.truncate, name(of: file))
        files[file.number]?.change(.truncate(size: size))
        finished()
    }

    package func rename(_ name: String, to newName: String) throws(StorageError) {
        guard visibleNames[name] != nil else { throw error(ENOENT, .rename, name) }
        guard visibleNames[newName] == nil else { throw error(EEXIST, .rename, newName) }
        try countWrite(.rename, name)
        change(.rename(name, newName))
    }

    package func replace(_ name: String, with newFile: String) throws(StorageError) {
        guard visibleNames[newFile] != nil else { throw error(ENOENT, .rename, newFile) }
        try countWrite(.rename, newFile)
        change(.rename(newFile, name))
    }

    package func remove(_ name: String) throws(StorageError) {
        guard visibleNames[name] != nil else { throw error(ENOENT, .remove, name) }
        try countWrite(.remove, name)
        change(.remove(name))
    }

    private func change(_ change: NameChange) {
        Self.apply(change, to: &visibleNames)
        nameChanges.append(change)
        finished()
    }

    // MARK: Faults

    private func countWrite(_ operation: StorageError.Operation, _ name: String) throws(StorageError) {
        guard !isHalted else { throw error(EIO, operation, name) }
        writes += 1
        if case .readOnly(let first) = fault, writes >= first { throw error(EROFS, operation, name) }
        guard case .write(let first, let forEver) = fault, writes == first || (forEver && writes > first) else {
            return
        }
        throw error(EIO, operation, name)
    }

    private func countSync(_ operation: StorageError.Operation, _ name: String) throws(StorageError) {
        guard !isHalted else { throw error(EIO, operation, name) }
        syncs += 1
        guard case .sync(let first, let forEver) = fault, syncs == first || (forEver && syncs > first) else { return }
        throw error(EIO, operation, name)
    }

    private func finished() {
        operations += 1
        onOperation?(operations)
    }

    private func name(of file: StorageFile) -> String {
        visibleNames.first { $0.value == file.number }?.key ?? "file \(file.number)"
    }

    private func error(_ code: Int32, _ operation: StorageError.Operation, _ name: String) -> StorageError {
        StorageError(code: code, operation: operation, path: "\(path)/\(name)")
    }
}
