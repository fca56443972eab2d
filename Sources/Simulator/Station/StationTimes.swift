/// How long people and barriers take at a gate, media apart.
///
/// - **Unit**: ``TimeSpread``.
/// - **Source**: this project's choice, but for `store` (our own journal at `durability: power`: p50 4.0 ms, p99 8.3 ms
///   measured). Together with a stored-value card they make 2.4 s a passenger, the 25 passengers a minute of the UK
///   rail industry's standard; see Docs/throughput.md.
package struct StationTimes: Hashable, Sendable {
    /// From the head of the queue to the reader, once its place is free.
    package var walk = TimeSpread(milliseconds: 500...1000, mostly: 700)
    /// From the reader being done to the record being on stable storage; the decision itself takes microseconds.
    package var store = TimeSpread(milliseconds: 3...9, mostly: 4)
    /// The barrier's way open.
    package var open = TimeSpread(milliseconds: 400)
    /// The barrier's way shut.
    package var close = TimeSpread(milliseconds: 400)
    /// From the way being free to the reader's place being free.
    package var clear = TimeSpread(milliseconds: 300...500, mostly: 400)
    /// From the way being free to having passed.
    package var pass = TimeSpread(milliseconds: 1200...2100, mostly: 1650)
    /// From a refusal, or a torn card, to the next presentation.
    package var again = TimeSpread(milliseconds: 800...2500, mostly: 1200)
    /// From the last refusal to having stepped aside.
    package var leave = TimeSpread(milliseconds: 1000...3000, mostly: 1500)
    /// How much longer an object keeps the safety zone occupied.
    package var object = TimeSpread(milliseconds: 500...3000, mostly: 1000)
    /// How long a reader stays away.
    package var repair = TimeSpread(milliseconds: 20_000...120_000, mostly: 60_000)
    /// One passenger alights at each door in this time.
    package var alight = TimeSpread(milliseconds: 1000)

    package init() {}

    /// All times 0: what is left is what the media take.
    package static let none: StationTimes = {
        var times = StationTimes()
        for name in names { _ = times.set(name, TimeSpread(milliseconds: 0)) }
        return times
    }()

    /// The names in options.
    package static let names = [
        "walk", "store", "open", "close", "clear", "pass", "again", "leave", "object", "repair", "alight",
    ]

    /// Sets a time by its name; false if there is none of that name.
    package mutating func set(_ name: String, _ spread: TimeSpread) -> Bool {
        switch name {
        case "walk": walk = spread
        case "store": store = spread
        case "open": open = spread
        case "close": close = spread
        case "clear": clear = spread
        case "pass": pass = spread
        case "again": again = spread
        case "leave": leave = spread
        case "object": object = spread
        case "repair": repair = spread
        case "alight": alight = spread
        default: return false
        }
        return true
    }
}
