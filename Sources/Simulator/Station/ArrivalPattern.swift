/// When riders reach the gate line.
package enum ArrivalPattern: Hashable, Sendable {
    /// By chance, so many thousandths of a rider a minute (Poisson).
    case chance(perThousandMinutes: Int)
    /// At even intervals, so many thousandths of a rider a minute.
    case even(perThousandMinutes: Int)
    /// From trains.
    case trains([StationTrain])
    /// At given moments, in microseconds, ascending.
    case moments([Int64])
    /// Always: behind every gate somebody waits.
    case endless
}
