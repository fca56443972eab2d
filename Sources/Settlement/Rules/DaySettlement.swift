import Fares
import Gate
import Journal

/// All lines of a day from all taps that are known of it: the same taps give the same lines, in whatever order they
/// came.
package struct DaySettlement {
    private let processor: TapProcessor
    private let stations: [String: StationIndex]
    private let day: ServiceDate
    private let releases: EmergencyReleases

    /// The settlement of a day by a book, with the emergency releases that are known of it and the days before.
    package init(_ book: FareBook, day: ServiceDate, releases: [SettledRelease] = []) {
        self.releases = EmergencyReleases(releases)
        processor = TapProcessor(book)
        var stations: [String: StationIndex] = [:]
        for (index, station) in book.edition.network.stations.enumerated() {
            stations[station.id] = StationIndex(index)
        }
        self.stations = stations
        self.day = day
    }

    /// The lines, by account, then in order of time.
    ///
    /// - **Parameters**: `taps` of the day and of the days before that they may reach back to, in any order.
    package func lines(_ taps: [SettledTap]) -> [SettlementLine] {
        var accounts: [JournalToken: [SettledTap]] = [:]
        for tap in taps where tap.serviceDate <= day { accounts[tap.token, default: []].append(tap) }
        var lines: [SettlementLine] = []
        for account in accounts.keys.sorted(by: JournalToken.precedes) {
            var settlement = AccountSettlement(processor, stations: stations, day: day, releases: releases)
            for tap in AccountSettlement.ordered(accounts[account] ?? []) { settlement.take(tap) }
            settlement.finish()
            lines += settlement.lines
        }
        return lines
    }
}

extension JournalToken {
    /// The order of accounts in every file: by token, then by key.
    package static func precedes(_ left: JournalToken, _ right: JournalToken) -> Bool {
        (left.token.high, left.token.low, left.keyIdentifier)
            < (right.token.high, right.token.low, right.keyIdentifier)
    }

    /// The token as 32 hex digits.
    package var text: String { token.high.hexDigits + token.low.hexDigits }

    /// Reads 32 hex digits; nil for anything else.
    package init?(text: String, keyIdentifier: UInt32) {
        guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.init(token: CardToken(high: high, low: low), keyIdentifier: keyIdentifier)
    }
}
