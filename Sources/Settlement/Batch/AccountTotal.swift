import Journal

/// The lines of one account in a batch, together.
package struct AccountTotal: Sendable {
    /// Whose.
    package let account: JournalToken
    /// The lines, in order of time.
    package private(set) var lines: [SettlementLine] = []

    /// What is charged, in fen.
    package var chargeFen: Int64 { lines.reduce(0) { $0 + $1.chargeFen } }
    /// The part that is collected, in fen.
    package var collectFen: Int64 { lines.reduce(0) { $0 + $1.collectFen } }
    /// The part that becomes a debt, in fen.
    package var debtFen: Int64 { lines.reduce(0) { $0 + $1.debtFen } }
    /// Journeys of which half is missing.
    package var incomplete: Int { lines.count(where: \.isIncomplete) }
    /// Journeys that took too long.
    package var overtime: Int { lines.count(where: \.isOvertime) }
    /// Journeys that a cap has made cheaper.
    package var capped: Int { lines.count(where: \.isCapped) }

    /// The accounts of lines that stand in order of their accounts.
    package static func all(of lines: [SettlementLine]) -> [AccountTotal] {
        var totals: [AccountTotal] = []
        for line in lines {
            if totals.last?.account != line.account { totals.append(AccountTotal(account: line.account)) }
            totals[totals.count - 1].lines.append(line)
        }
        return totals
    }
}
