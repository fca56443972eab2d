/// What has been read of a purse; only MACs prove anything of it.
package struct PurseCard: Hashable, Sendable {
    package let application: PurseApplication
    package let identity: PurseIdentity
    /// Nil where file 17 was not read.
    package var location: PurseLocation?
    /// Nil where the dialogue ended before.
    package var balance: PurseBalance?
    /// Records of file 1E, newest first.
    package var journeys: [PurseJourney] = []
    /// Records of file 18, newest first.
    package var transactions: [PurseTransaction] = []
    /// Records left out.
    package var skipped: [PurseLayoutFault] = []
    /// Why the gate's purpose does not fit the journey's state; see ``PurseDialogue/recover(_:place:)`` first.
    package var objection: PurseReason?
    /// What became of an earlier debit that was asked about, if this is another tap than the one it belongs to.
    package var recovery: PurseRecovery?

    init(_ application: PurseApplication, _ identity: PurseIdentity) {
        self.application = application
        self.identity = identity
    }

    /// A debit that was asked about has not happened.
    package var isFoundNotDebited: Bool { recovery == .notDebited }

    /// The state of the journey; initial where no record has been written yet.
    package var state: UInt8 { journeys.first?.state ?? PurseJourney.State.initial }
}
