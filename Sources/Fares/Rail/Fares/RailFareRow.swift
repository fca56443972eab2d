/// One fare between two stations, with its days and its source.
///
/// - **Unit**: minor units of its currency.
/// - **Source**: `Sources/FareData/rail/fares.csv`.
public struct RailFareRow: Hashable, Sendable {
    /// What a fare is keyed by, in the direction that it was seen in.
    public struct Key: Hashable, Sendable {
        /// Station of departure.
        public let from: StationIndex
        /// Station of arrival.
        public let to: StationIndex
        /// The letter of the train.
        public let letter: RailLetter
        /// The class of the seat.
        public let seatClass: RailClass

        /// The same the other way round.
        public var reversed: Key { Key(from: to, to: from, letter: letter, seatClass: seatClass) }
    }

    /// Between which stations, in which train and class.
    public let key: Key
    /// The fare.
    public let fare: Money
    /// What kind of figure it is.
    public let status: RailFareStatus
    /// The first day.
    public let from: ServiceDate
    /// The last day; nil: until a newer row.
    public internal(set) var through: ServiceDate?
    /// Whether it is of a snapshot of one month, since when fares were raised.
    public let isSnapshot: Bool
    /// Where it is from, such as `S1`.
    public let source: String
    /// What else is to be said.
    public let note: String
    /// The line in the file.
    public let line: Int

    /// Whether the row holds on a day.
    public func holds(on date: ServiceDate) -> Bool { from <= date && (through.map { date <= $0 } ?? true) }
}
