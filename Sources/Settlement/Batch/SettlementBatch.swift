import Fares
import Journal

/// What one batch settles: the taps that no batch of the day had, and by how much that changes each line.
///
/// - **Shape**: the sum over all batches of a day depends on the taps alone, not on how they came in.
package struct SettlementBatch: Sendable {
    /// The file that names all others with their totals.
    package static let controlName = "control.csv"

    /// What it says of itself: day, number, the batch before, the fares.
    package let head: BatchHead
    /// Taps that are settled now, by identity.
    package let taps: [SettledTap]
    /// Changes of lines, by account and time; in the first batch the lines themselves.
    package let lines: [SettlementLine]
    /// Proofs of the purses among the taps.
    package let proofs: [PurseProof]
    /// Sealed authorisation data of the taps.
    package let sealed: [(tap: SettledTap, data: [UInt8])]
    /// Debits that nobody knows the end of, and the ends of those that were listed before.
    package let doubtful: [DoubtfulDebit]
    /// Purses' taps at the ends of journals that wait for their proof: in this batch as little as in those before.
    package let heldBack: [SettledTap]
    /// The days before of which the journals hold what no batch has: nor has this one.
    package let unsettledDays: [UnsettledDay]
    /// The emergency releases that the day was settled by.
    package let releases: [SettledRelease]
    /// The journals that were read.
    package let sources: [SettlementInput.Source]

    /// The service day.
    package var day: ServiceDate { head.day }
    /// 1: the first of the day; more: a supplement.
    package var number: Int { head.number }

    /// Whether nothing is left to settle.
    package var isEmpty: Bool { taps.isEmpty && lines.isEmpty && doubtful.isEmpty && proofs.isEmpty }

    /// What the batch charges in all, in fen.
    package var chargeFen: Int64 { lines.reduce(0) { $0 + $1.chargeFen } }
    /// The part that is collected, in fen.
    package var collectFen: Int64 { lines.reduce(0) { $0 + $1.collectFen } }
    /// The part that becomes a debt, in fen.
    package var debtFen: Int64 { lines.reduce(0) { $0 + $1.debtFen } }
    /// What the gates recorded for the taps, in fen.
    package var recordedFen: Int64 { taps.reduce(0) { $0 + $1.recordedFen } }

    /// The next batch of a day.
    ///
    /// - **Parameters**: `fares`, which the book is; `context`: what batches have of the days before; `older`: of days
    ///   further back of which something was recorded lately; `listed`: the records that batches of other days have
    ///   listed as doubtful; `reprices`: whether earlier batches may have been settled by other fares.
    /// - **Errors**: ``SettlementError/tapDiffers(tap:path:)``, ``SettlementError/unbalanced(_:)``,
    ///   ``SettlementError/otherFares(settled:given:)``.
    package init(
        _ day: ServiceDate, _ book: FareBook, _ fares: FareVersion, _ input: SettlementInput,
        after settled: SettledDay, context: [SettledTap] = [], older: [ServiceDate: [SettledTap]] = [:],
        listed: Set<String> = [],
        reprices: Bool = false
    ) throws(SettlementError) {
        if let earlier = settled.fares, earlier != fares, !reprices {
            throw .otherFares(settled: earlier, given: fares)
        }
        var all: [TapIdentity: SettledTap] = [:]
        for tap in context where tap.serviceDate < day { all[tap.id] = tap }
        for (id, tap) in settled.taps { all[id] = tap }
        for source in input.sources {
            for tap in source.extract.taps {
                if let before = settled.taps[tap.id], !before.isSame(as: tap) {
                    throw .tapDiffers(tap: "\(tap.id)", path: source.path)
                }
                all[tap.id] = tap
            }
        }
        let differences = BalanceCheck.differences(day, input, taps: all)
        guard differences.isEmpty else { throw .unbalanced(differences) }
        sources = input.sources
        heldBack = input.sources.compactMap(\.extract.heldBack).filter { all[$0.id] == nil }
        taps = all.values.filter { $0.serviceDate == day && settled.taps[$0.id] == nil }.sorted { $0.id < $1.id }
        unsettledDays = UnsettledDay.all(input, before: day, settled: context, older: older)
        releases = SettledRelease.joined(input.sources.flatMap(\.extract.releases), input.releases, settled.releases)
        lines = Self.changes(DaySettlement(book, day: day, releases: releases).lines(Array(all.values)), settled)
        let media = Set(taps.map(\.medium)).union(lines.map(\.medium)).sorted()
        let rules = book.rules(on: day)
        head = BatchHead(
            day: day, number: settled.batches + 1, previousHash: settled.lastHash, fares: fares,
            deferredMedia: media.filter { book.tariff.medium($0).flatMap(rules.preauthorisationFen) != nil })
        let new = Set(taps.map(\.id))
        proofs = input.sources.flatMap(\.extract.proofs).filter { proof in
            new.contains(proof.tap) || settled.taps[proof.tap] != nil && !settled.proven.contains("\(proof.tap)")
        }.sorted { $0.tap < $1.tap }
        let known = listed.union(settled.doubtful.records)
        doubtful = input.sources.flatMap(\.extract.doubtful).filter { $0.isEnd || !known.contains("\($0.id)") }
            .sorted { $0.id < $1.id }
        var sealedTaps: [(tap: SettledTap, data: [UInt8])] = []
        var found: [TapIdentity: [UInt8]] = [:]
        for source in input.sources { found.merge(source.extract.sealed) { first, _ in first } }
        for tap in taps { if let data = found[tap.id] { sealedTaps.append((tap, data)) } }
        sealed = sealedTaps
    }

    /// What has changed against the batches before: new lines, lines of another amount or reason, and lines that are
    /// gone.
    private static func changes(_ lines: [SettlementLine], _ settled: SettledDay) -> [SettlementLine] {
        var changes: [SettlementLine] = []
        var ids: Set<String> = []
        for line in lines {
            ids.insert(line.id)
            guard let total = settled.lines[line.id] else {
                changes.append(line)
                continue
            }
            var change = line
            change.chargeFen -= total.chargeFen
            change.collectFen -= total.collectFen
            change.debtFen -= total.debtFen
            change.recordedFen -= total.recordedFen
            let isSame = change.chargeFen == 0 && change.collectFen == 0 && change.debtFen == 0
            if !isSame || total.reason != line.reason { changes.append(change) }
        }
        for id in settled.lines.keys.sorted() where !ids.contains(id) {
            guard let total = settled.lines[id], total.reason != "reversed" else { continue }
            var change = total.line
            change.reason = "reversed"
            change.steps = []
            change.recordedFen = -total.recordedFen
            (change.chargeFen, change.collectFen, change.debtFen) = (
                -total.chargeFen, -total.collectFen, -total.debtFen
            )
            changes.append(change)
        }
        return changes.sorted { left, right in
            left.account == right.account
                ? (left.sortTime, left.id) < (right.sortTime, right.id)
                : JournalToken.precedes(left.account, right.account)
        }
    }
}

extension SettlementLine {
    fileprivate var sortTime: UInt32 { (exit ?? entry)?.time.seconds ?? 0 }
}
