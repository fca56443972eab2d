import CardEmulator
import EMV
import Fares
import Simulator

/// A generated day for live gates: which lane takes which tap, and what all of it must come to.
///
/// - **Shape**: a station has a lane each way; lanes are spread over processes, and each process has its journal.
struct GateDayPlan {
    /// A tap of the day.
    struct Turn {
        /// The card's place in its deck.
        let card: Int
        let time: LocalTime
        /// The place in the day of the card's tap before; nil for its first.
        let before: Int?
        /// The lane's place in the day.
        let lane: Int
    }

    /// A lane: where, which way, and which turns are its own.
    struct Lane {
        let id: String
        let station: String
        let isEntry: Bool
        var turns: [Int] = []
    }

    /// What the numbers on the cards are like.
    static let profile = CardProfile.quickPassDebit
    /// The most lanes of a process.
    static let lanesOfProcess = 64

    let date: ServiceDate
    let edition: String
    private(set) var turns: [Turn] = []
    private(set) var lanes: [Lane] = []
    /// What each card owes at the end of the day by the generator's own pricer, in fen; cards that owe nothing are left
    /// out.
    private(set) var truth: [Int: Int] = [:]
    /// How many cards there are.
    private(set) var cards = 0

    /// - **Parameters**: `most` stations, the busiest; cards that are seen elsewhere stay away.
    init(_ edition: Edition, taps: Int, seed: UInt64, date: ServiceDate, stations most: Int?) throws {
        self.date = date
        self.edition = edition.id
        let day = try CityDay(
            edition: edition, folder: .embedded("editions/\(edition.id)"), taps: taps, seed: seed, date: date)
        var all: [CityTap] = []
        day.forEachTap { all.append($0) }
        var away: Set<UInt32> = []
        let open = Self.busiest(all, most)
        for tap in all where tap.direction != .bus && !(tap.station.map(open.contains) ?? false) {
            away.insert(tap.card)
        }
        var decks: [UInt32: Int] = [:]
        var last: [UInt32: Int] = [:]
        var places: [String: Int] = [:]
        for tap in all where tap.direction != .bus && !away.contains(tap.card) {
            guard let station = tap.station else { continue }
            let card = decks[tap.card] ?? decks.count
            decks[tap.card] = card
            let key = "\(station) \(tap.direction == .entry ? "in" : "out")"
            let lane = places[key] ?? lanes.count
            if lane == lanes.count {
                places[key] = lane
                lanes.append(
                    Lane(
                        id: "\(station)-\(tap.direction == .entry ? "in" : "out")", station: station,
                        isEntry: tap.direction == .entry))
            }
            lanes[lane].turns.append(turns.count)
            let before = last[tap.card]
            last[tap.card] = turns.count
            turns.append(Turn(card: card, time: tap.time, before: before, lane: lane))
        }
        cards = decks.count
        day.forEachTrip { trip in
            if let card = decks[trip.card], let fen = trip.baseFen, fen > 0 { truth[card, default: 0] += fen }
        }
    }

    /// The lanes of each process.
    var processes: [Range<Int>] {
        stride(from: 0, to: lanes.count, by: Self.lanesOfProcess).map {
            $0..<min($0 + Self.lanesOfProcess, lanes.count)
        }
    }

    /// The configuration of a process, with names of files beside it.
    func configuration(_ process: Int) -> String {
        let lanes = processes[process]
        var text = """
            station: \(self.lanes[lanes.lowerBound].station)
            device: \(Self.name(process))
            edition: \(edition)
            journal: {folder: \(Self.name(process)), durability: power}
            tokens: {key: token.key}
            keys: {test: true}
            log: {format: json, level: warning}
            lanes:

            """
        for lane in lanes {
            text += """
                  - id: \(self.lanes[lane].id)
                    direction: \(self.lanes[lane].isEntry ? "entry" : "exit")
                    station: \(self.lanes[lane].station)
                    simulated: {profile: \(Self.profile.rawValue), riders: \(Self.socket(lane))}
                    barrier: {kind: none}

                """
        }
        return text
    }

    /// The name of a process, and of its journal's folder.
    static func name(_ process: Int) -> String { "gates-\(process + 1)" }

    /// The name of a lane's socket.
    static func socket(_ lane: Int) -> String { "r\(lane)" }

    /// The token of each card under a key, as batches write it.
    func tokens(_ key: [UInt8]) -> [String: Int] {
        guard let tokenizer = CardTokenizer(key: key, identifier: 1) else { return [:] }
        var tokens: [String: Int] = [:]
        for card in 0..<cards {
            guard let number = CardDeck.number(card, like: CardImage(Self.profile).pan) else { continue }
            tokens[tokenizer.token(ofDigits: Array(number.digits.utf8)).text] = card
        }
        return tokens
    }

    private static func busiest(_ taps: [CityTap], _ most: Int?) -> Set<String> {
        var counts: [String: Int] = [:]
        for tap in taps { if let station = tap.station { counts[station, default: 0] += 1 } }
        let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        return Set(order.prefix(most ?? order.count))
    }
}
