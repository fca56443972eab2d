import Fares
import Gate
import Journal
import Settlement
import Synchronization
import Testing

/// Taps of one card in words, settled, in words again.
///
/// 罗湖 (SZ001) to 机场东 (SZ030) costs 900 fen, the highest ordinary fare is 1,500.
struct TapScene {
    static let date = ServiceDate(dayNumber: 20_781)
    static let token = JournalToken(token: CardToken(high: 1, low: 2), keyIdentifier: 1)

    /// Reading the network takes longer than most tests: each book is made once.
    private static let books = Mutex<[String: FareBook]>([:])
    private static let edition = Result { try Edition.shipped("current") }

    static func book(_ more: String = "") throws -> FareBook {
        try books.withLock { books in
            if let book = books[more] { return book }
            let edition = try #require(try edition.get())
            let text = "format: faregate-tariff/1\nextends: shenzhen\n" + more
            let book = try FareBook(edition, tariff: try Tariff.read(file: "test.yaml", bytes: Array(text.utf8)))
            books[more] = book
            return book
        }
    }

    /// A tap such as `08:00 a entry SZ001 quickpass 300`; `+08:00` is the day after; the amount is what the gate
    /// recorded.
    static func tap(_ words: Substring, sequence: Int, day: ServiceDate = date) throws -> SettledTap {
        let parts = words.split(separator: " ").map(String.init)
        let isNext = parts[0].hasPrefix("+")
        let date = ServiceDate(dayNumber: day.dayNumber + (isNext ? 1 : 0))
        let time = try #require(LocalTime("\(date) \(parts[0].replacing("+", with: "")):00"))
        var record = JournalTap(
            time: time, serviceDate: time.serviceDate(startSecondOfDay: 14_400),
            kind: parts[2] == "entry" ? .entry : parts[2] == "exit" ? .exit : .bus,
            station: JournalStation(index: 0, id: parts[3]), token: token,
            medium: parts.count > 4 ? parts[4] : "quickpass", rider: "adult",
            fares: FareVersion(edition: "current", hash: 1), outcome: .open, reason: .entered)
        record.chargeFen = parts.count > 5 ? try #require(Int64(parts[5])) : 0
        let id = TapIdentity(device: parts[1], epoch: 1, sequence: UInt64(sequence))
        return try #require(SettledTap(record, id))
    }

    /// The taps, given by `;`.
    static func taps(_ text: String) throws -> [SettledTap] {
        try text.split(separator: ";").enumerated().map { try tap($0.element, sequence: $0.offset + 1) }
    }

    /// `reason charge collect debt`, given by `;`.
    static func text(_ lines: [SettlementLine]) -> String {
        lines.map { "\($0.reason) \($0.chargeFen) \($0.collectFen) \($0.debtFen)" }.joined(separator: "; ")
    }
}
