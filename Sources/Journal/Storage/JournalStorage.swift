/// An open file of a ``JournalStorage``.
package struct StorageFile: Hashable, Sendable {
    /// The storage's own number for it.
    package let number: Int32

    package init(number: Int32) { self.number = number }
}

/// The few file operations that a journal needs, on one folder; files are named without it.
///
/// - **Shape**: ``FileStorage`` is the real thing, the simulator's disk the other. Used by one thread at a time.
/// - **Errors**: each operation says what failed; none is ever repeated by itself.
package protocol JournalStorage: AnyObject {
    /// The folder, for messages.
    var path: String { get }

    /// Keeps other writers out until this storage goes away; false if another one is there.
    func lock() throws(StorageError) -> Bool
    /// Lets others lock the folder.
    func unlock()

    /// The names of all files, in no order.
    func names() throws(StorageError) -> [String]

    /// Makes a file that must not exist.
    func create(_ name: String) throws(StorageError) -> StorageFile

    /// Opens a file that must exist.
    func open(_ name: String, forWriting: Bool) throws(StorageError) -> StorageFile

    /// Closes a file; says nothing about what is on the disk.
    func close(_ file: StorageFile)

    /// Bytes of a file.
    func size(of file: StorageFile) throws(StorageError) -> Int

    /// Reads up to `count` bytes at an offset of the file into `buffer`, from `start` on; fewer only at the end.
    func read(
        _ file: StorageFile, at offset: Int, into buffer: inout [UInt8], from start: Int, count: Int
    ) throws(StorageError) -> Int

    /// Writes all bytes at an offset, which may be the end.
    func write(_ file: StorageFile, at offset: Int, _ bytes: Span<UInt8>) throws(StorageError)

    /// Brings a file's bytes and length to stable storage (fdatasync).
    func sync(_ file: StorageFile) throws(StorageError)

    /// Brings the names of files to stable storage (fsync of the folder).
    func syncFolder() throws(StorageError)

    /// Shortens a file.
    func truncate(_ file: StorageFile, to size: Int) throws(StorageError)

    /// Renames a file; the new name must be free.
    func rename(_ name: String, to newName: String) throws(StorageError)

    /// Puts a file in the place of another, which is gone then: one or the other is there at every moment.
    func replace(_ name: String, with newFile: String) throws(StorageError)

    /// Removes a file.
    func remove(_ name: String) throws(StorageError)
}
