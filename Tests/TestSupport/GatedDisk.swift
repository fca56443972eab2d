import Foundation
import Journal
import Simulator

/// A simulated disk whose syncs wait while its gate is closed.
package final class GatedDisk: JournalStorage {
    private let disk: SimulatedDisk
    private let gate = NSCondition()
    private var isOpen = true

    package init(_ disk: SimulatedDisk) { self.disk = disk }

    package func close() {
        gate.lock()
        isOpen = false
        gate.unlock()
    }

    package func open() {
        gate.lock()
        isOpen = true
        gate.broadcast()
        gate.unlock()
    }

    package var path: String { disk.path }
    package func unlock() { disk.unlock() }
    package func lock() throws(StorageError) -> Bool { try disk.lock() }
    package func names() throws(StorageError) -> [String] { try disk.names() }
    package func create(_ name: String) throws(StorageError) -> StorageFile { try disk.create(name) }
    package func open(_ name: String, forWriting: Bool) throws(StorageError) -> StorageFile {
        try disk.open(name, forWriting: forWriting)
    }
    package func close(_ file: StorageFile) { disk.close(file) }
    package func size(of file: StorageFile) throws(StorageError) -> Int { try disk.size(of: file) }
    package func read(
        _ file: StorageFile, at offset: Int, into buffer: inout [UInt8], from start: Int, count: Int
    ) throws(StorageError) -> Int {
        try disk.read(file, at: offset, into: &buffer, from: start, count: count)
    }
    package func write(_ file: StorageFile, at offset: Int, _ bytes: Span<UInt8>) throws(StorageError) {
        try disk.write(file, at: offset, bytes)
    }
    package func sync(_ file: StorageFile) throws(StorageError) {
        gate.lock()
        while !isOpen { gate.wait() }
        gate.unlock()
        try disk.sync(file)
    }
    package func syncFolder() throws(StorageError) { try disk.syncFolder() }
    package func truncate(_ file: StorageFile, to size: Int) throws(StorageError) { try disk.truncate(file, to: size) }
    package func rename(_ name: String, to newName: String) throws(StorageError) { try disk.rename(name, to: newName) }
    package func replace(_ name: String, with newFile: String) throws(StorageError) {
        try disk.replace(name, with: newFile)
    }
    package func remove(_ name: String) throws(StorageError) { try disk.remove(name) }
}
