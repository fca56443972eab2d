import Journal

/// Watches what a journal writes and syncs, and knows by itself up to which record it is on the disk.
///
/// It reads lengths and sequences out of the written bytes; nothing that the writer believes is asked.
///
/// - **Limits**: only what is appended after ``begin(at:)``; opening is checked by what it finds.
final class DiskWatch: JournalStorage {
    /// Where length and sequence stand in a record, and the shortest record (Docs/journal.md).
    private static let lengthOffset = 4
    private static let sequenceOffset = 8
    private static let headerLength = 56
    private static let segmentEnding = ".fgj"

    let disk: SimulatedDisk
    /// The last record on the disk.
    private(set) var durable: UInt64 = 0
    /// The last record written.
    private(set) var written: UInt64 = 0
    /// A record that was written out of its turn: what stood before it and its own sequence.
    private(set) var gap: (after: UInt64, sequence: UInt64)?

    private var isWatching = false
    private var segments: Set<Int32> = []
    private var dirty: Int32?

    init(_ disk: SimulatedDisk) { self.disk = disk }

    /// The journal is open and ends with this record, which is on the disk.
    func begin(at sequence: UInt64) {
        durable = sequence
        written = sequence
        isWatching = true
    }

    var path: String { disk.path }
    func lock() throws(StorageError) -> Bool { try disk.lock() }
    func unlock() { disk.unlock() }
    func names() throws(StorageError) -> [String] { try disk.names() }

    func create(_ name: String) throws(StorageError) -> StorageFile {
        let file = try disk.create(name)
        if name.hasSuffix(Self.segmentEnding) { segments.insert(file.number) }
        return file
    }

    func open(_ name: String, forWriting: Bool) throws(StorageError) -> StorageFile {
        let file = try disk.open(name, forWriting: forWriting)
        if name.hasSuffix(Self.segmentEnding) { segments.insert(file.number) }
        return file
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
        guard isWatching, segments.contains(file.number), offset > 0 else { return }
        var start = 0
        while start + Self.headerLength <= bytes.count {
            let sequence = Self.number(bytes, start + Self.sequenceOffset, 8)
            if sequence != written + 1, gap == nil { gap = (written, sequence) }
            written = sequence
            let length = Int(Self.number(bytes, start + Self.lengthOffset, 4))
            guard length >= Self.headerLength else { break }
            start += length
        }
        dirty = file.number
    }

    func sync(_ file: StorageFile) throws(StorageError) {
        try disk.sync(file)
        guard isWatching, file.number == dirty else { return }
        durable = written
        dirty = nil
    }

    func syncFolder() throws(StorageError) { try disk.syncFolder() }
    func truncate(_ file: StorageFile, to size: Int) throws(StorageError) { try disk.truncate(file, to: size) }
    func rename(_ name: String, to newName: String) throws(StorageError) { try disk.rename(name, to: newName) }
    func replace(_ name: String, with newFile: String) throws(StorageError) { try disk.replace(name, with: newFile) }
    func remove(_ name: String) throws(StorageError) { try disk.remove(name) }

    private static func number(_ bytes: Span<UInt8>, _ offset: Int, _ count: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<count { value |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
        return value
    }
}
