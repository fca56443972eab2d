import Fares

/// The records that batches have listed as doubtful, and of which of them a later batch has told the end.
package struct DoubtfulList: Hashable, Sendable {
    /// Every record that was listed.
    package private(set) var records: Set<String> = []
    private var ended: Set<String> = []

    package init() {}

    /// Those whose end no batch has told: a journal that goes on after all may.
    package var open: Set<TapIdentity> { Set(records.subtracting(ended).compactMap { TapIdentity($0) }) }

    /// Adds what another list says: an end counts in whichever batch it stands.
    package mutating func formUnion(_ other: DoubtfulList) {
        records.formUnion(other.records)
        ended.formUnion(other.ended)
    }

    /// Takes the rows of a batch's `doubtful.csv`.
    ///
    /// - **Errors**: `FareDataError` with file and line.
    mutating func take(_ file: String, _ bytes: [UInt8]) throws(FareDataError) {
        var reader = try CSVReader(file: file, bytes: bytes)
        let (id, state) = (try reader.requiredColumn("record_id"), reader.column("state"))
        while try reader.next() {
            records.insert(reader.string(id))
            if let state, DoubtfulDebit.End(rawValue: reader.string(state)) != nil { ended.insert(reader.string(id)) }
        }
    }
}
