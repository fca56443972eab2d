import GRDB
import QRTickets

/// One row of the file: a code and who has it.
struct ReplayRow {
    /// In the order that ``init(_:)`` reads them.
    static let columns = "high, low, mirror_high, mirror_low, device, lane, time, expires, sequence, checksum"

    let key: ReplayKey
    let entry: ReplayEntry

    init(_ key: ReplayKey, _ entry: ReplayEntry) {
        self.key = key
        self.entry = entry
    }

    /// Reads a row that must be as it was written.
    init(_ row: Row) throws {
        guard let high = Int64.fromDatabaseValue(row[0]), let low = Int64.fromDatabaseValue(row[1]),
            Int64.fromDatabaseValue(row[2]) == ~high, Int64.fromDatabaseValue(row[3]) == ~low,
            let device = String.fromDatabaseValue(row[4]), let lane = Int.fromDatabaseValue(row[5]),
            let time = UInt32.fromDatabaseValue(row[6]), let expires = UInt32.fromDatabaseValue(row[7]),
            let checksum = UInt32.fromDatabaseValue(row[9])
        else { throw Self.strange }
        var sequence: UInt64?
        let stored: DatabaseValue = row[8]
        if !stored.isNull {
            guard let number = Int64.fromDatabaseValue(stored) else { throw Self.strange }
            sequence = UInt64(bitPattern: number)
        }
        key = ReplayKey(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low))
        entry = ReplayEntry(
            holder: ReplayHolder(device: device, lane: lane), time: time, expires: expires, sequence: sequence)
        guard checksum == self.checksum else { throw ReplayStoreFault.named(.corrupt, "a row with a wrong checksum") }
    }

    /// What is written, in the order of ``columns``.
    var arguments: StatementArguments {
        [
            Int64(bitPattern: key.high), Int64(bitPattern: key.low), Int64(bitPattern: ~key.high),
            Int64(bitPattern: ~key.low), entry.holder.device, entry.holder.lane,
            Int64(entry.time), Int64(entry.expires), entry.sequence.map { Int64(bitPattern: $0) }, Int64(checksum),
        ]
    }

    /// Over every column but itself.
    var checksum: UInt32 {
        var bytes: [UInt8] = []
        for number in [
            key.high, key.low, UInt64(bitPattern: Int64(entry.holder.lane)), UInt64(entry.time), UInt64(entry.expires),
            entry.sequence ?? 0, entry.sequence == nil ? 0 : 1,
        ] {
            Self.add(number, to: &bytes)
        }
        bytes += entry.holder.device.utf8
        return Checksum.crc32c(bytes.span)
    }

    private static var strange: ReplayStoreFault { .named(.corrupt, "a row that no store writes") }

    private static func add(_ number: UInt64, to bytes: inout [UInt8]) {
        for shift in (0..<8).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> (shift * 8))) }
    }
}
