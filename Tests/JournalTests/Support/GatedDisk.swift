import Foundation
import Journal
import Simulator

/// A simulated disk whose syncs wait while its gate is closed.
final class GatedDisk: JournalStorage {
    private let disk: SimulatedDisk
    private let gate = NSCondition()
    private var isOpen = true

    init(_ disk: SimulatedDisk) { self.disk = disk }

    func close() {
        gate.lock()
        isOpen = false
        gate.unlock()
    }

    func open() {
        gate.lock()
        isOpen = true
        gate.broadcast()
        gate.unlock()
    }

    var path: String { disk.path }
    func unlock() { disk.unlock() }
    func lock() throws(StorageError) -> Bool { try disk.lock() }
    func names() throws(StorageError) -> [String] { try disk.names() }
    func create(_ name: String) throws(StorageError) -> StorageFile { try disk.create(name) }
    func open(_ name: String, forWriting: Bool) throws(StorageError) -> StorageFile {
        try disk.open(name, forWriting: forWriting)
    }
    func close(_ file: StorageFile) { disk.close(file) }
    func size(of file: StorageFile) throws(StorageError) -> Int { try disk.size(of: file) }
    func read(
        _ file: StorageFile, at offset: Int, into buffer: inout [UInt8], from start: Int, count: Int
    ) throws(StorageError) -> Int {
        try disk.read(file, at: offset, into: &buffer, from: start, count: count)
    }
    func write(_ file: StorageFile, at offset: Int, _ bytes: Span<UInt8>) throws(StorageError) {
        try disk.write(file, at: offset, bytes)
    }
    func sync(_ file: StorageFile) throws(StorageError) {
        gate.lock()
        while !isOpen { gate.wait() }
        gate.unlock()
        try disk.sync(file)
    }
    func syncFolder() throws(StorageError) { try disk.syncFolder() }
    func truncate(_ file: StorageFile, to size: Int) throws(StorageError) { try disk.truncate(file, to: size) }
    func rename(_ name: String, to newName: String) throws(StorageError) { try disk.rename(name, to: newName) }
    func remove(_ name: String) throws(StorageError) { try disk.remove(name) }
}
