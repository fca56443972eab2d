/// Makes the riders of a run, one after the other, each cause with a random stream of its own.
///
/// So the same riders come, at the same moments and with the same times, to four gates or to sixteen, and a change of
/// the media's mix leaves everybody's walk as it was.
struct RiderSource {
    /// What draws random numbers.
    private enum Cause: UInt64 {
        case gap = 1
        case medium, position, walk, present, card, store, clear, pass, mishap, origin
        case train
    }

    /// How long a ride takes: this project's choice, within the time that every tariff allows.
    private static let rideSeconds = 300...3000

    private let plan: StationPlan
    private let mix: AliasTable
    private var count: UInt64 = 0
    private var moment = 0.0
    private var moments: [Int64]
    private var gaps: RandomStream
    private var media: RandomStream
    private var positions: RandomStream
    private var walks: RandomStream
    private var presents: RandomStream
    private var cards: RandomStream
    private var stores: RandomStream
    private var clears: RandomStream
    private var passes: RandomStream
    private var mishaps: RandomStream
    private var origins: RandomStream

    init(_ plan: StationPlan) {
        self.plan = plan
        func stream(_ cause: Cause) -> RandomStream { RandomStream(seed: plan.seed, cause: cause.rawValue) }
        gaps = stream(.gap)
        media = stream(.medium)
        positions = stream(.position)
        walks = stream(.walk)
        presents = stream(.present)
        cards = stream(.card)
        stores = stream(.store)
        clears = stream(.clear)
        passes = stream(.pass)
        mishaps = stream(.mishap)
        origins = stream(.origin)
        mix = AliasTable(plan.media.map { Double($0.perMillion) })
        switch plan.arrivals {
        case .moments(let given): moments = given
        case .trains(let trains):
            moments = Self.moments(of: trains, alight: plan.times.alight, using: stream(.train))
        case .chance, .even, .endless: moments = []
        }
    }

    /// The riders expected, for the room they need.
    var expected: Int {
        switch plan.arrivals {
        case .chance(let rate), .even(let rate):
            let mean = rate * plan.minutes / 1000
            return mean + Int((Double(mean).squareRoot() * 6).rounded()) + 16
        case .trains, .moments: return moments.count
        case .endless: return plan.gates * plan.minutes * 60
        }
    }

    /// When the next rider reaches the gate line; nil: nobody comes any more.
    mutating func nextArrival() -> Int64? {
        switch plan.arrivals {
        case .chance(let rate):
            guard rate > 0 else { return nil }
            moment += gaps.gap() * 60e9 / Double(rate)
            return Int64(moment.rounded())
        case .even(let rate):
            guard rate > 0 else { return nil }
            return Int64((Double(count + 1) * 60e9 / Double(rate)).rounded())
        case .trains, .moments:
            return count < UInt64(moments.count) ? moments[Int(count)] : nil
        case .endless:
            return nil
        }
    }

    /// Makes the next rider, who arrives now; the journey is still to be made.
    mutating func makeRider(at now: Int64) -> StationRider {
        var rider = StationRider()
        rider.serial = count
        count += 1
        let medium = mix.draw(using: &media)
        let profile = plan.media[medium].profile
        rider.medium = UInt8(truncatingIfNeeded: medium)
        rider.position = UInt16(truncatingIfNeeded: positions.next())
        rider.joined = now
        rider.walk = Int32(plan.times.walk.draw(using: &walks))
        rider.present = Int32(profile.present.draw(using: &presents))
        rider.card = Int32(profile.card.draw(using: &cards))
        rider.store = Int32(plan.times.store.draw(using: &stores))
        rider.clear = Int32(plan.times.clear.draw(using: &clears))
        rider.pass = Int32(plan.times.pass.draw(using: &passes))
        if mishaps.happens(perMillion: plan.mishaps.refusedPerMillion) { rider.traits.insert(.isRefused) }
        if mishaps.happens(perMillion: plan.mishaps.tailgatedPerMillion) { rider.traits.insert(.isFollowed) }
        if mishaps.happens(perMillion: plan.mishaps.objectPerMillion) { rider.traits.insert(.hasObject) }
        rider.patience = UInt8(mishaps.within(1...3))
        return rider
    }

    /// Where a rider who wants to leave has entered, by the number among all other stations, and how long ago.
    mutating func makeEntry(otherStations: Int) -> (station: Int, seconds: Int) {
        (origins.below(otherStations), origins.within(Self.rideSeconds))
    }

    /// Everybody's moment at the gate line: through the doors one by one, then each at a pace of their own.
    private static func moments(
        of trains: [StationTrain], alight: TimeSpread, using stream: RandomStream
    ) -> [Int64] {
        var random = stream
        var moments: [Int64] = []
        for train in trains {
            var doors = [Int64](repeating: Int64(train.second) * 1_000_000, count: train.doors)
            for rider in 0..<train.riders {
                let door = rider % train.doors
                doors[door] += Int64(alight.draw(using: &random))
                moments.append(doors[door] + Int64(train.walk.draw(using: &random)))
            }
        }
        return moments.sorted()
    }
}
