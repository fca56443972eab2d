/// How far estimates are from fares with known distances.
public struct EstimateCounts: Hashable, Sendable {
    /// Fares compared.
    public private(set) var rows = 0
    /// Equal.
    public private(set) var exact = 0
    /// At most half a yuan off.
    public private(set) var withinHalf = 0
    /// At most two yuan off.
    public private(set) var withinTwo = 0

    mutating func add(estimate: Int, fare: Int) {
        let difference = (estimate - fare).magnitude
        rows += 1
        exact += difference == 0 ? 1 : 0
        withinHalf += difference <= 50 ? 1 : 0
        withinTwo += difference <= 200 ? 1 : 0
    }
}
