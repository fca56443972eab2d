extension BundleStore {
    /// The deny list of the highest version that is not made for a token key, and what it changes.
    ///
    /// It stays beside newer lists for that key: a gate that knows cards by another one has no other list.
    func underOtherKey(
        than key: UInt64, _ heads: [(entry: BundleState.Entry, head: BundleHead)]
    ) -> [BundleState.Entry] {
        let lists = heads.filter { $0.entry.type == .denyList }.sorted { $0.entry.version > $1.entry.version }
        guard
            let other = lists.first(where: { list in
                checkValue { offset, count throws(BundleStorageError) in
                    try storage.read(list.entry.name, at: offset, count: count) ?? []
                }.map { $0 != key } ?? false
            })
        else { return [] }
        let base = other.head.manifest.base
        return [other.entry] + lists.filter { $0.head.manifest.reference == base }.map(\.entry)
    }

    /// The check value of the token key in a deny list's file; nil: it is too short.
    func checkValue(_ read: (Int, Int) throws(BundleStorageError) -> [UInt8]) -> UInt64? {
        guard let bytes = try? read(BundleHead.length + DenyIndex.checkValueOffset, 8), bytes.count == 8 else {
            return nil
        }
        return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
