/// The keys of a journal that is continued.
extension JournalWriter {
    /// Continues under the last of these keys, or without authentication codes if there is none.
    ///
    /// If the last record there is stands under another key, the change is a record first: under the old key where it is
    /// among these, else under the new one.
    package mutating func continueUnder(_ keys: [DeviceKey], at moment: JournalMoment) throws(JournalError) {
        let (last, next) = (recovery.lastKeyIdentifier, keys.last?.identifier ?? 0)
        if recovery.lastSequence > 0, last != next {
            let old = keys.first { $0.identifier == last }
            encoder.key = last == 0 ? nil : old ?? keys.last
            try append(JournalKeyChange(role: .device, identifier: UInt32(next)), at: moment)
        }
        encoder.key = keys.last
    }
}
