/// Where a bundle is read from before it is in a store; nothing of it is trusted, and it may change meanwhile.
package protocol BundleSource {
    /// Its bytes now.
    func size() throws(BundleStorageError) -> Int
    /// The bytes at an offset, fewer at the end.
    func read(at offset: Int, count: Int) throws(BundleStorageError) -> [UInt8]
}

extension [UInt8]: BundleSource {
    package func size() -> Int { count }

    package func read(at offset: Int, count: Int) -> [UInt8] {
        Array(self[Swift.min(offset, self.count)..<Swift.min(offset + count, self.count)])
    }
}
