/// The few file operations that a store needs, on its one folder; files are named without it.
///
/// - **Shape**: ``BundleFolder`` is the real thing; tests lay the simulated disk under it. The journal's storage is not
///   taken, since it is made for one growing file and knows neither mappings nor read-only copies.
/// - **Errors**: ``BundleStorageError``; no operation is ever repeated by itself.
package protocol BundleStorage: AnyObject {
    /// The folder, for messages.
    var path: String { get }

    /// Keeps other writers out; false if one is there.
    func lock() throws(BundleStorageError) -> Bool
    /// Lets others in.
    func unlock()
    /// The names of all files, in no order.
    func names() throws(BundleStorageError) -> [String]
    /// The bytes at an offset, fewer at the end; nil if there is no such file.
    func read(_ name: String, at offset: Int, count: Int) throws(BundleStorageError) -> [UInt8]?
    /// A whole file in memory; nil if there is none.
    func map(_ name: String) throws(BundleStorageError) -> MappedFile?
    /// Makes a file that must not exist, from pieces until there are none, and brings its bytes to stable storage. It
    /// is read-only from then on.
    func create(
        _ name: String, from next: () throws(BundleStorageError) -> [UInt8]?
    ) throws(BundleStorageError)
    /// Gives a file a name that must be free.
    func rename(_ name: String, to newName: String) throws(BundleStorageError)
    /// Removes a file.
    func remove(_ name: String) throws(BundleStorageError)
    /// Brings names to stable storage.
    func syncFolder() throws(BundleStorageError)
}
