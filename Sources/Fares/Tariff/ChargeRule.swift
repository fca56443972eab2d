/// The amount of a surcharge or a service-desk case, before a medium's percentage.
public struct ChargeRule: Hashable, Sendable {
    /// What the amount is measured by.
    public enum Basis: Hashable, Sendable {
        /// So many fen.
        case fixed(Int)
        /// The highest ordinary fare of the network.
        case highestFare
        /// The highest ordinary fare to the exit station (from the entry station, where the exit is unknown).
        case highestFareToExit
        /// The fare of the trip.
        case fare
        /// The part of the fare that was not paid.
        case difference
    }

    /// What the amount is measured by.
    public let basis: Basis
    /// How many times that is charged.
    public let multiple: Int
}
