/// A deny list in force: a full list, and at most one change of it, which names all that is different since.
///
/// - **Shape**: a value over mapped files; a look-up asks the change first and allocates nothing.
/// - **Errors**: ``DenyFault/wrongBase`` where the two do not belong together.
package struct DenyList: Sendable {
    /// What records name the list by.
    package let version: UInt64
    /// The key that its entries are hashes by.
    package let key: DenyTokenKey
    private let full: DenyIndex
    private let change: DenyIndex?

    /// A full list of this version.
    package init(_ full: DenyIndex, version: UInt64) throws(DenyFault) {
        guard full.base == 0 else { throw .wrongBase }
        self.full = full
        change = nil
        key = full.key
        self.version = version
    }

    /// A list with a change of it, which has a version of its own.
    package init(_ list: DenyList, changedBy change: DenyIndex, version: UInt64) throws(DenyFault) {
        guard change.base == list.version, list.change == nil, change.key == list.key else { throw .wrongBase }
        full = list.full
        self.change = change
        key = list.key
        self.version = version
    }

    /// Whether a key is listed.
    package func lists(_ key: UInt64) -> Bool {
        if let change {
            if change.lists(key) { return true }
            return full.lists(key) && !change.unlists(key)
        }
        return full.lists(key)
    }

    /// How many entries the full list and the change have.
    package var entries: (full: Int, listed: Int, unlisted: Int) {
        (full.layout.listed, change?.layout.listed ?? 0, change?.layout.unlisted ?? 0)
    }

    /// How many bytes are mapped for it.
    package var mappedBytes: Int { full.mappedBytes + (change?.mappedBytes ?? 0) }

    /// All keys that are listed, ascending.
    package var listed: [UInt64] {
        guard let change else { return full.listed }
        return DenyIndexBuilder.distinct(full.listed.filter { !change.unlists($0) } + change.listed)
    }
}
