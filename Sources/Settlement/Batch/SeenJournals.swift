import Fares

/// What batches have seen of journals, by device and epoch: the last record that each has taken part with, and its
/// hash.
package struct SeenJournals: Hashable, Sendable {
    /// A record, and what stood there.
    package struct Record: Hashable, Sendable {
        /// The record.
        package let sequence: UInt64
        /// Its hash as hex, which hangs on all records before it.
        package let hash: String
    }

    /// The latest record of each journal that any batch has seen.
    package private(set) var records: [String: Record] = [:]

    package init() {}

    /// Adds what other batches have seen.
    package mutating func formUnion(_ other: SeenJournals) {
        for (name, record) in other.records { add(name, record) }
    }

    /// Takes the rows of a batch's `journals.csv`.
    ///
    /// - **Errors**: `FareDataError` with file and line.
    mutating func take(_ file: String, _ bytes: [UInt8]) throws(FareDataError) {
        var reader = try CSVReader(file: file, bytes: bytes)
        let (device, epoch) = (try reader.requiredColumn("device"), try reader.requiredColumn("epoch"))
        let (last, hash) = (try reader.requiredColumn("last_sequence"), try reader.requiredColumn("last_hash"))
        while try reader.next() {
            guard let sequence = UInt64(reader.string(last)) else { throw reader.bad(last, "a record's number") }
            let record = Record(sequence: sequence, hash: reader.string(hash))
            add("\(reader.string(device))-\(reader.string(epoch))", record)
        }
    }

    private mutating func add(_ name: String, _ record: Record) {
        if let known = records[name], known.sequence >= record.sequence { return }
        records[name] = record
    }
}
