/// The keys of a journal that is continued.
extension JournalWriter {
    /// Continues under the last of these keys, or without authentication codes if there is none.
    ///
    /// The last record under the number of each must have been made with it: else two keys would stand under one
    /// number, and no file of keys could check the journal.
    ///
    /// If the last record there is stands under another key, the change is a record first: under the old key where it
    /// is among these, else under the new one.
    ///
    /// - **Errors**: ``JournalError/otherKey(identifier:sequence:)`` before anything is written, and those of the disk.
    package mutating func continueUnder(_ keys: [DeviceKey], at moment: JournalMoment) throws(JournalError) {
        for coded in lastCoded {
            for key in keys where key.identifier == coded.keyIdentifier && !coded.isBy(key) {
                throw .otherKey(identifier: coded.keyIdentifier, sequence: coded.sequence)
            }
        }
        let (last, next) = (recovery.lastKeyIdentifier, keys.last?.identifier ?? 0)
        if recovery.lastSequence > 0, last != next {
            let old = keys.first { $0.identifier == last }
            encoder.key = last == 0 ? nil : old ?? keys.last
            try append(JournalKeyChange(role: .device, identifier: UInt32(next)), at: moment)
        }
        encoder.key = keys.last
    }
}
