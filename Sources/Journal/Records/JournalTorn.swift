import Gate

/// A dialogue that the card left after it may have changed, or what became of it later (operations.md, 4.1).
package struct JournalTorn: JournalBody, Hashable {
    /// The most bytes of what is needed to resume.
    package static let longestResumeData = 1024

    /// Where it was left, and what is known since.
    package enum State: UInt8, Hashable, Sendable, CaseIterable {
        /// Left before the last record: the card's counter is used up, nothing more.
        case beforeLastRecord = 1
        /// Left at the last record: the card may have debited itself.
        case unknown = 2
        /// Came back, and had not paid.
        case void = 3
        /// Came back, and was let through without a second charge.
        case finished = 4
        /// Did not come back in time: for the back office to refund.
        case suspect = 5

        /// The name in JSON.
        package var code: String {
            switch self {
            case .beforeLastRecord: "before-last-record"
            case .unknown: "unknown"
            case .void: "void"
            case .finished: "finished"
            case .suspect: "suspect"
            }
        }
    }

    package var state: State
    /// Which card, as far as it has said.
    package var token: JournalToken
    /// Entry or exit.
    package var direction: TapKind
    package var station: JournalStation?
    /// The torn record that this one closes; 0: this is one.
    package var closes: UInt64 = 0
    package var transactionCounter: UInt16
    package var unpredictableNumber: UInt32
    /// What the dialogue was about, in fen.
    package var amountFen: Int64
    /// The card's balance before, in fen; negative: not known.
    package var balanceFen: Int64
    /// What a resumed dialogue needs, such as the file locator; sealed if the card's number is in it.
    package var resumeData: [UInt8] = []

    package init(
        state: State, token: JournalToken, direction: TapKind, station: JournalStation?, transactionCounter: UInt16,
        unpredictableNumber: UInt32, amountFen: Int64, balanceFen: Int64
    ) {
        self.state = state
        self.token = token
        self.direction = direction
        self.station = station
        self.transactionCounter = transactionCounter
        self.unpredictableNumber = unpredictableNumber
        self.amountFen = amountFen
        self.balanceFen = balanceFen
    }

    package static var kind: RecordKind { .torn }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        writer.number(state.rawValue)
        writer.token(token)
        writer.number(direction.rawValue)
        try writer.station(station)
        writer.number(closes)
        writer.number(transactionCounter)
        writer.number(unpredictableNumber)
        writer.number(amountFen)
        writer.number(balanceFen)
        try writer.block(resumeData, limit: Self.longestResumeData, "resume data")
    }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalTorn {
        var reader = BodyReader()
        let state = try reader.value(State.self, in: body)
        let token = try reader.token(in: body)
        let direction = try reader.value(TapKind.self, in: body)
        let station = try reader.station(in: body)
        let closes = try reader.number(UInt64.self, in: body)
        var torn = JournalTorn(
            state: state, token: token, direction: direction, station: station,
            transactionCounter: try reader.number(UInt16.self, in: body),
            unpredictableNumber: try reader.number(UInt32.self, in: body),
            amountFen: try reader.number(Int64.self, in: body), balanceFen: try reader.number(Int64.self, in: body))
        torn.closes = closes
        torn.resumeData = try reader.block(limit: longestResumeData, in: body)
        try reader.finish(body)
        return torn
    }
}
