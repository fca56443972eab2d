extension RootStore {
    /// The keys of a roots file up to its first fault: for people, never for a gate.
    ///
    /// - **Limits**: keys of the test authority are listed, and are no fault here.
    package static func survey(_ bytes: Span<UInt8>) -> (keys: [PinnedKey], fault: RootFault?) {
        guard bytes.count > 0 else { return ([], RootFault(.empty, at: 0)) }
        var store = RootStore()
        let signatures = CodeSignatures()
        var keys: [PinnedKey] = []
        var offset = 0
        while offset < bytes.count {
            do throws(RootFault) {
                let key = try store.addRecord(bytes, at: offset, signatures: signatures)
                keys.append(key)
                offset += key.length
            } catch {
                return (keys, error)
            }
        }
        return (keys, nil)
    }
}
