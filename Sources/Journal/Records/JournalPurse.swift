/// A state of a stored-value debit: intended before the command that debits, then what became of it.
package struct JournalPurse: JournalBody, Hashable {
    /// The most bytes of what is needed to ask the card later.
    package static let longestResumeData = 64
    /// The most bytes of each MAC.
    package static let longestMAC = 16

    /// What is known of the debit.
    package enum State: UInt8, Hashable, Sendable, CaseIterable {
        /// The debit command goes out now.
        case intended = 1
        /// It went out, and no answer came.
        case unknown = 2
        /// The card has debited: its answer or its transaction proof says so.
        case proven = 3
        /// The card has not debited.
        case void = 4
        /// The card has not come back in time: nobody asks it any more, and the back office must find out.
        case unresolved = 5

        /// The name in JSON.
        package var code: String {
            switch self {
            case .intended: "intended"
            case .unknown: "unknown"
            case .proven: "proven"
            case .void: "void"
            case .unresolved: "unresolved"
            }
        }
    }

    /// What the card's proof was made over, beside amount, terminal transaction and time, and whose card it was: what
    /// the issuer needs to check the proof.
    package struct Purchase: Hashable, Sendable {
        /// The most bytes of ``sealedIdentity``.
        package static let longestIdentity = 128

        /// The terminal's number, six bytes.
        package var terminal: UInt64
        /// The transaction type.
        package var type: UInt8
        package var keyVersion: UInt8
        package var algorithm: UInt8
        /// The card's number and issuer, sealed to the acquirer; empty where the gate has no key of it.
        package var sealedIdentity: [UInt8]

        package init(
            terminal: UInt64, type: UInt8, keyVersion: UInt8, algorithm: UInt8, sealedIdentity: [UInt8] = []
        ) {
            self.terminal = terminal
            self.type = type
            self.keyVersion = keyVersion
            self.algorithm = algorithm
            self.sealedIdentity = sealedIdentity
        }

        /// The terminal's number as it is sent to cards.
        package var terminalBytes: [UInt8] {
            (0..<6).reversed().map { UInt8(truncatingIfNeeded: terminal >> ($0 * 8)) }
        }
    }

    package var state: State
    /// Which card.
    package var token: JournalToken
    /// Where it was sent: a ride that is settled later, and perhaps elsewhere, began or ended here.
    package var station: JournalStation?
    /// The tap that it pays for; 0: its record comes later.
    package var tapSequence: UInt64 = 0
    /// The card's transaction counter, by which the card tells the debit later.
    package var counter: UInt32
    /// The PSAM's transaction number.
    package var terminalTransaction: UInt32 = 0
    /// In fen.
    package var amountFen: Int64
    /// The card's balance before the debit, in fen.
    package var balanceFen: Int64
    /// Date and time as the card got them, seconds of local time.
    package var cardTime: UInt32
    /// The terminal's MAC (MAC1).
    package var terminalMAC: [UInt8] = []
    /// The card's MAC (MAC2).
    package var cardMAC: [UInt8] = []
    /// The transaction authorisation code, for the settlement.
    package var authorisationCode: [UInt8] = []
    /// What the purse's dialogue needs to find out about the debit, without the card's number.
    package var resumeData: [UInt8] = []
    /// Of a proven debit; nil in form 1.
    package var purchase: Purchase?

    package init(
        state: State, token: JournalToken, counter: UInt32, amountFen: Int64, balanceFen: Int64, cardTime: UInt32
    ) {
        self.state = state
        self.token = token
        self.counter = counter
        self.amountFen = amountFen
        self.balanceFen = balanceFen
        self.cardTime = cardTime
    }

    package static var kind: RecordKind { .purse }
    package static var form: UInt8 { 2 }
    package var form: UInt8 { purchase == nil ? 1 : 2 }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        writer.number(state.rawValue)
        writer.token(token)
        try writer.station(station)
        writer.number(tapSequence)
        writer.number(counter)
        writer.number(terminalTransaction)
        writer.number(amountFen)
        writer.number(balanceFen)
        writer.number(cardTime)
        try writer.block(terminalMAC, limit: Self.longestMAC, "terminal MAC")
        try writer.block(cardMAC, limit: Self.longestMAC, "card MAC")
        try writer.block(authorisationCode, limit: Self.longestMAC, "authorisation code")
        try writer.block(resumeData, limit: Self.longestResumeData, "resume data")
        guard let purchase else { return }
        writer.number(purchase.terminal)
        writer.number(purchase.type)
        writer.number(purchase.keyVersion)
        writer.number(purchase.algorithm)
        try writer.block(purchase.sealedIdentity, limit: Purchase.longestIdentity, "sealed identity")
    }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalPurse {
        var reader = BodyReader()
        let state = try reader.value(State.self, in: body)
        let token = try reader.token(in: body)
        let station = try reader.station(in: body)
        let tap = try reader.number(UInt64.self, in: body)
        let counter = try reader.number(UInt32.self, in: body)
        let terminal = try reader.number(UInt32.self, in: body)
        let amount = try reader.number(Int64.self, in: body)
        let balance = try reader.number(Int64.self, in: body)
        var purse = JournalPurse(
            state: state, token: token, counter: counter, amountFen: amount, balanceFen: balance,
            cardTime: try reader.number(UInt32.self, in: body))
        purse.station = station
        purse.tapSequence = tap
        purse.terminalTransaction = terminal
        purse.terminalMAC = try reader.block(limit: longestMAC, in: body)
        purse.cardMAC = try reader.block(limit: longestMAC, in: body)
        purse.authorisationCode = try reader.block(limit: longestMAC, in: body)
        purse.resumeData = try reader.block(limit: longestResumeData, in: body)
        if reader.position < body.count { purse.purchase = try readPurchase(&reader, body) }
        try reader.finish(body)
        return purse
    }

    private static func readPurchase(
        _ reader: inout BodyReader, _ body: Span<UInt8>
    ) throws(BodyFault) -> Purchase {
        let start = reader.position
        let terminal = try reader.number(UInt64.self, in: body)
        guard terminal >> 48 == 0 else { throw BodyFault(offset: start) }
        var purchase = Purchase(
            terminal: terminal, type: try reader.number(UInt8.self, in: body),
            keyVersion: try reader.number(UInt8.self, in: body), algorithm: try reader.number(UInt8.self, in: body))
        purchase.sealedIdentity = try reader.block(limit: Purchase.longestIdentity, in: body)
        return purchase
    }
}
