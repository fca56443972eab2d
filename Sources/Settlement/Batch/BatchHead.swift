import Fares
import Journal

/// What a batch says of itself: its place in the chain of its day, and the fares that it was settled by.
package struct BatchHead: Hashable, Sendable {
    static let columns = [
        "service_date", "number", "previous_control_sha256", "edition", "fare_hash", "deferred_media",
    ]

    /// The service day.
    package let day: ServiceDate
    /// Its number, from 1.
    package let number: Int
    /// The control file of the batch before, by its SHA-256; empty: the first.
    package let previousHash: String
    /// The fares.
    package let fares: FareVersion
    /// The media whose money a bank is asked for: those with a pre-authorisation, in order.
    package let deferredMedia: [String]

    /// The file `batch.csv`: one row.
    var file: BatchFile {
        var text = CSVText(Self.columns)
        text.row([
            "\(day)", "\(number)", previousHash, fares.edition, String(fares.hash, radix: 16),
            deferredMedia.joined(separator: ";"),
        ])
        return BatchFile(name: "batch.csv", role: .batch, records: text.rows, bytes: text.bytes)
    }

    /// Reads such a file.
    ///
    /// - **Errors**: `FareDataError` with file and line.
    package static func read(_ file: String, _ bytes: [UInt8]) throws(FareDataError) -> BatchHead {
        var reader = try CSVReader(file: file, bytes: bytes)
        var places: [Int] = []
        for column in columns { places.append(try reader.requiredColumn(column)) }
        guard try reader.next() else { throw .inconsistent(file: file, what: "says nothing") }
        let fields = places.map { reader.string($0) }
        guard let day = ServiceDate(fields[0]), let number = Int(fields[1]), number >= 1,
            let hash = UInt64(fields[4], radix: 16)
        else { throw .contradiction(file: file, line: reader.line, what: "not what a batch says of itself") }
        let head = BatchHead(
            day: day, number: number, previousHash: fields[2], fares: FareVersion(edition: fields[3], hash: hash),
            deferredMedia: fields[5].split(separator: ";").map(String.init))
        guard try !reader.next() else { throw .inconsistent(file: file, what: "speaks of more than one batch") }
        return head
    }
}
