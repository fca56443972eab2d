import Bundles
import Journal
import Simulator

/// A store's folder on the simulated disk.
final class SimulatedBundleDisk: BundleStorage {
    let path = "simulated"
    let disk: SimulatedDisk

    init(_ disk: SimulatedDisk) { self.disk = disk }

    /// The journal's errors as a store's.
    private func asking<Value>(_ what: String, _ work: () throws(StorageError) -> Value) throws(BundleStorageError)
        -> Value
    {
        do throws(StorageError) { return try work() } catch {
            throw .system(code: error.code, what: what, path: error.path)
        }
    }

    func lock() throws(BundleStorageError) -> Bool {
        try asking("lock") { () throws(StorageError) in try disk.lock() }
    }

    func unlock() { disk.unlock() }

    func names() throws(BundleStorageError) -> [String] {
        try asking("list") { () throws(StorageError) in try disk.names() }
    }

    func read(_ name: String, at offset: Int, count: Int) -> [UInt8]? {
        disk.contents(of: name).map { Array($0.dropFirst(offset).prefix(count)) }
    }

    func map(_ name: String) -> MappedFile? { disk.contents(of: name).flatMap { MappedFile(copying: $0) } }

    func create(_ name: String, from next: () throws(BundleStorageError) -> [UInt8]?) throws(BundleStorageError) {
        let file = try asking("create") { () throws(StorageError) in try disk.create(name) }
        var offset = 0
        while let piece = try next() {
            try asking("write") { () throws(StorageError) in try disk.write(file, at: offset, piece.span) }
            offset += piece.count
        }
        try asking("sync") { () throws(StorageError) in try disk.sync(file) }
    }

    func rename(_ name: String, to newName: String) throws(BundleStorageError) {
        try asking("rename") { () throws(StorageError) in try disk.rename(name, to: newName) }
    }

    func remove(_ name: String) throws(BundleStorageError) {
        try asking("remove") { () throws(StorageError) in try disk.remove(name) }
    }

    func syncFolder() throws(BundleStorageError) {
        try asking("sync the folder") { () throws(StorageError) in try disk.syncFolder() }
    }
}
