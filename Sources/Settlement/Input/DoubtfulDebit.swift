import Journal

/// A debit of which nobody knows whether the card has made it: listed for the back office, and settled by nobody but
/// where its tap was recorded.
package struct DoubtfulDebit: Hashable, Sendable {
    /// What became of a debit that was listed, in a row that takes it back.
    package enum End: String, Hashable, Sendable, CaseIterable {
        /// The card has paid: here is the proof.
        case proven
        /// The card has not paid.
        case void
        /// Another record stands for it now: one that gives it up, or the tap that was recorded for it.
        case replaced
    }

    /// The record that says so.
    package let id: TapIdentity
    /// Whose.
    package let token: JournalToken
    /// Where it was sent.
    package let station: String
    /// In fen; negative in a row that takes a debit back.
    package let amountFen: Int64
    /// The card's balance before, in fen; negative: not known.
    package let balanceFen: Int64
    /// The card's counter.
    package let counter: UInt32
    /// What the record calls it: `unresolved` or `suspect`; `open`: sent, and the journal says no more; `no-proof`: a
    /// tap that is settled without its proof; or an ``End``.
    package let state: String

    /// Whether it takes back what was listed before.
    package var isEnd: Bool { End(rawValue: state) != nil }

    init(_ id: TapIdentity, _ purse: JournalPurse, state: String? = nil, fen: Int64? = nil) {
        self.id = id
        token = purse.token
        station = purse.station?.id ?? ""
        amountFen = fen ?? purse.amountFen
        balanceFen = purse.balanceFen
        counter = purse.counter
        self.state = state ?? purse.state.code
    }

    init(_ id: TapIdentity, _ purse: JournalPurse, end: End) {
        self.init(id, purse, state: end.rawValue, fen: -purse.amountFen)
    }

    init(_ tap: SettledTap, _ intent: JournalPurse) {
        id = tap.id
        token = tap.token
        station = tap.station
        amountFen = tap.recordedFen
        balanceFen = intent.balanceFen
        counter = intent.counter
        state = "no-proof"
    }

    init(_ id: TapIdentity, _ torn: JournalTorn) {
        self.id = id
        token = torn.token
        station = torn.station?.id ?? ""
        amountFen = torn.amountFen
        balanceFen = torn.balanceFen
        counter = UInt32(torn.transactionCounter)
        state = torn.state.code
    }
}
