import Gate
import Journal
import Lane

/// What the simulation asks of a desk: the real one, or in tests one that breaks a rule.
package protocol SimulatedDesk: AnyObject {
    /// Decides a card whose rider is charged later.
    func take(_ request: TapRequest) throws(JournalError) -> DeskVerdict
    /// Records that a card must not pass.
    func deny(_ request: TapRequest, _ reason: GateReason) throws(JournalError) -> DeskVerdict
    /// The barrier was told to open for a tap.
    func opened(_ tapSequence: UInt64, at moment: JournalMoment, isAgain: Bool) throws(JournalError)
    /// What became of a rider who was let through, the lane that could let them through no more, and whether it stood
    /// open for everybody.
    func passage(
        _ passage: JournalPassage, at moment: JournalMoment, brokenLane: Int?, isReleased: Bool
    ) throws(JournalError)
    /// A lane's mode or easings have changed.
    func mode(_ mode: JournalMode, at moment: JournalMoment, isAgain: Bool) throws(JournalError)
    /// Words for the journal's reader.
    @discardableResult
    func note(_ text: String, at moment: JournalMoment) throws(JournalError) -> UInt64
}

extension TapDesk: SimulatedDesk {}

/// The parts that are tried, each of which a test may exchange for one that does wrong.
package struct FaultParts {
    /// The desk in front of the real one.
    package var desk: (TapDesk) -> any SimulatedDesk = { $0 }
    /// Whether a lane takes a medium now.
    package var accepts: (GateMachine, Gate.TapKind) -> Bool = { $0.accepts($1) }
    /// What a lane carries out besides an action of its machine; nil: nothing.
    package var besides: (GateAction) -> GateAction? = { _ in nil }
    /// Whether a lane waits for its record.
    package var waitsForDisk = true
    /// How a process that ends writes its registers down.
    package var closeRegisters: (JournalCommitter, JournalMoment) throws(JournalError) -> Void = {
        (journal, moment) throws(JournalError) in try journal.appendRegisters(at: moment)
    }
    /// The disk under the journal.
    package var storage: (any JournalStorage) -> any JournalStorage = { $0 }

    package init() {}
}
