/// The sums of many runs.
///
/// - **Shape**: sums only, so that the order in which runs end makes no difference.
package struct FaultTotals: Sendable, Equatable {
    /// Runs.
    package private(set) var runs = 0
    /// Presentations of cards.
    package private(set) var taps = 0
    /// Approved taps on record.
    package private(set) var approved = 0
    /// Taps that an earlier record has opened.
    package private(set) var resumed = 0
    /// Open signals.
    package private(set) var opened = 0
    /// Records.
    package private(set) var records = 0
    /// Times that the registers were written down.
    package private(set) var registers = 0
    /// Of them those that were due: after many records, or because a service day had ended.
    package private(set) var dueRegisters = 0
    /// Records before which they were due and the queue had no room for them.
    package private(set) var postponedRegisters = 0
    /// What the records charge, in fen.
    package private(set) var chargedFen = 0
    /// How long all was for the gates, in seconds.
    package private(set) var virtualSeconds = 0
    /// The same, each lane counted.
    package private(set) var laneSeconds = 0
    /// Rules that were broken.
    package private(set) var violations = 0
    /// How often each kind of fault has happened.
    package private(set) var faults = FaultCounts()

    package init() {}

    /// Adds a run.
    package mutating func add(_ report: FaultReport) {
        runs += 1
        taps += report.taps
        approved += report.approved
        resumed += report.resumed
        opened += report.opened
        records += report.records
        registers += report.registers
        dueRegisters += report.dueRegisters
        postponedRegisters += report.postponedRegisters
        chargedFen += report.chargedFen
        virtualSeconds += report.virtualSeconds
        laneSeconds += report.virtualSeconds * report.lanes
        violations += report.violation == nil ? 0 : 1
        faults.add(report.faults)
    }

    /// Kinds that have not happened at all.
    package var missing: [FaultKind] { FaultKind.allCases.filter { faults[$0] == 0 } }
}
