/// Makes the day of one card after the other.
///
/// - **Shape**: the rows of the card made last are in ``events``, in order of true time.
/// - **Limits**: every trip enters from 06:00 and leaves before ``latestExit``; stays last 200 s to 170 min; a
///   bus tap lies within 90 min before an adult's entry only where the trip has the transfer discount, and then 5 to 85
///   min before it.
struct CardMaker {
    /// What goes wrong with a trip, beside clocks.
    private enum Irregularity {
        case regular, missingExit, missingEntry, doubleEntry, doubleExit, unknownOrigin, unknownDestination
    }

    /// No trip ends later, so that even a fast clock writes times of the same day.
    static let latestExit = 86_200
    /// First buses.
    static let earliestBus = 19_800
    /// Shortest pause between two trips of a card, in seconds.
    private static let pauseSeconds = 600
    /// A bus tap this long before an entry is surely outside the transfer window, in seconds.
    private static let outsideWindowSeconds = 5760
    private static let bestOfTries = 4

    let demand: Demand
    let devices: DeviceTable
    let amounts: FareAmounts
    /// The rows of the card made last.
    private(set) var events: [TapEvent] = []
    /// What all cards so far contain.
    private(set) var counts = DayCounts()

    private var random: RandomStream
    private let numbers: CardNumbers
    private let profile = DayProfile()
    private let morningPerMillion = DayProfile.morningPerMillion(pairedPerMillion: RiderMix.twoTripsPerMillion)
    private let busFares = AliasTable(FareAmounts.busFares.map { Double($0.1) })
    private let irregularities: [(limit: Int, irregularity: Irregularity)]
    private var card: UInt32 = 0
    private var hasIrregularity = false

    init(
        demand: Demand, devices: DeviceTable, amounts: FareAmounts, shares: IrregularShares, numbers: CardNumbers,
        random: RandomStream
    ) {
        self.demand = demand
        self.devices = devices
        self.amounts = amounts
        irregularities = Self.limits(shares)
        self.numbers = numbers
        self.random = random
    }

    /// Makes the next card with at most `limit` rows; where a usual day would have more, a single trip or bus ride.
    mutating func makeCard(limit: Int) {
        let before = counts
        startCard()
        if random.happens(perMillion: RiderMix.busOnlyPerMillion) { makeBusCard() } else { makeMetroCard() }
        guard events.isEmpty || events.count > limit else { return }
        counts = before
        startCard()
        if limit >= 2, makePlainTrip() { return }
        addBus(.adult, second: random.within(Self.earliestBus...Self.latestExit))
    }

    private mutating func startCard() {
        events.removeAll(keepingCapacity: true)
        card = numbers.number(counts.cards)
        counts.cards += 1
        hasIrregularity = false
    }

    private mutating func makeBusCard() {
        let rider = drawRider()
        let isMorning = random.happens(perMillion: RiderMix.busOnlyMorningPerMillion)
        // People reach a bus stop a little earlier than they would reach a gate.
        let first = profile.draw(isMorning: isMorning, using: &random) - 900
        addBus(rider, second: first)
        let second = first + random.within(1200...36_000)
        if second <= Self.latestExit, random.happens(perMillion: RiderMix.secondBusPerMillion) {
            addBus(rider, second: second)
        }
    }

    private mutating func makeMetroCard() {
        let rider = drawRider()
        let isPaired = random.happens(perMillion: RiderMix.twoTripsPerMillion)
        let isMorning = isPaired || random.happens(perMillion: morningPerMillion)
        let home = demand.home(using: &random)
        let goal = goal(from: home)
        // Who is seen only in the evening is on the way home.
        let (start, end) = isMorning ? (home, goal) : (goal, home)
        guard let first = plan(from: start, to: end, isMorning: isMorning, earliest: 0) else { return }
        let firstBus = add(first, rider, lastExit: 0)
        var lastExit = first.exit
        if isPaired {
            let earliest = max(first.exit + Self.pauseSeconds, (firstBus ?? 0) + Self.outsideWindowSeconds)
            let isElsewhere = random.happens(perMillion: RiderMix.otherReturnPerMillion)
            let start = isElsewhere ? self.goal(from: home) : goal
            if let second = plan(from: start, to: home, isMorning: false, earliest: earliest) {
                _ = add(second, rider, lastExit: lastExit)
                lastExit = second.exit
            }
        }
        if random.happens(perMillion: RiderMix.busAfterwardsPerMillion) {
            let second = lastExit + random.within(120...2400)
            if second <= Self.latestExit { addBus(rider, second: second) }
        }
    }

    /// One regular trip and nothing else; false if none was found.
    private mutating func makePlainTrip() -> Bool {
        let home = demand.home(using: &random)
        guard let trip = plan(from: home, to: goal(from: home), isMorning: true, earliest: 0) else { return false }
        addRows(trip, .regular, .adult, isTransfer: false)
        counts.trips += 1
        return true
    }

    private mutating func goal(from home: Int) -> Int {
        if random.happens(perMillion: RiderMix.sameStationPerMillion) { return home }
        return demand.goal(from: home, using: &random)
    }

    private mutating func drawRider() -> Rider {
        let draw = random.below(1_000_000)
        if draw < RiderMix.adultPerMillion { return .adult }
        return draw < RiderMix.adultPerMillion + RiderMix.halfPerMillion ? .half : .free
    }
}

extension CardMaker {
    /// A trip with its true times in seconds of the day.
    private struct Trip {
        let origin: Int
        let destination: Int
        let entry: Int
        let exit: Int
    }

    /// Draws the times of a trip that enters at `earliest` or later; nil if it finds none before the gates close.
    private mutating func plan(from origin: Int, to destination: Int, isMorning: Bool, earliest: Int) -> Trip? {
        for _ in 0..<Self.bestOfTries {
            let entry = profile.draw(isMorning: isMorning, using: &random)
            let exit = entry + demand.staySeconds(from: origin, to: destination, using: &random)
            if entry >= earliest, exit <= Self.latestExit {
                return Trip(origin: origin, destination: destination, entry: entry, exit: exit)
            }
        }
        return nil
    }

    /// Adds a trip with the bus ride before it and whatever goes wrong; returns the time of the bus tap.
    private mutating func add(_ trip: Trip, _ rider: Rider, lastExit: Int) -> Int? {
        var bus: Int?
        if random.happens(perMillion: RiderMix.afterBusPerMillion) {
            let second = trip.entry - random.within(300...5100)
            if second >= max(Self.earliestBus, lastExit + 60) {
                addBus(rider, second: second)
                bus = second
            }
        }
        let irregularity = drawIrregularity()
        if irregularity != .regular { hasIrregularity = true }
        addRows(trip, irregularity, rider, isTransfer: bus != nil && rider == .adult)
        count(irregularity)
        return bus
    }

    private mutating func drawIrregularity() -> Irregularity {
        let draw = random.below(1_000_000)
        if hasIrregularity { return .regular }
        for (limit, irregularity) in irregularities where draw < limit { return irregularity }
        return .regular
    }

    /// Each irregularity with the upper end of its part of a million; its lower end is that of the one before.
    private static func limits(_ shares: IrregularShares) -> [(limit: Int, irregularity: Irregularity)] {
        let all: [(share: Int, irregularity: Irregularity)] = [
            (shares.missingExitPerMillion, .missingExit), (shares.missingEntryPerMillion, .missingEntry),
            (shares.doubleEntryPerMillion, .doubleEntry), (shares.doubleExitPerMillion, .doubleExit),
            (shares.unknownStationPerMillion / 2, .unknownOrigin),
            (shares.unknownStationPerMillion / 2, .unknownDestination),
        ]
        var limit = 0
        return all.map { part in
            limit += part.share
            return (limit, part.irregularity)
        }
    }

    private mutating func addRows(_ trip: Trip, _ irregularity: Irregularity, _ rider: Rider, isTransfer: Bool) {
        let entryGate = gate(of: trip.origin, isEntry: true, isUnknown: irregularity == .unknownOrigin)
        let exitGate = gate(of: trip.destination, isEntry: false, isUnknown: irregularity == .unknownDestination)
        if irregularity != .missingEntry { addMetro(rider.entry, trip.entry, entryGate, amount: 0) }
        if irregularity == .doubleEntry {
            addMetro(rider.entry, trip.entry + random.within(2...40), entryGate, amount: 0)
        }
        if irregularity == .missingExit { return }
        let amount = amounts.amount(from: trip.origin, to: trip.destination)
        let kind = rider.exit(isTransfer: isTransfer)
        addMetro(kind, trip.exit, exitGate, amount: amount, closesTrip: irregularity != .missingEntry)
        // The second exit is recorded with the fare but charged nothing: in the log's terms a free one.
        if irregularity == .doubleExit {
            addMetro(.freeExit, trip.exit + random.within(2...40), exitGate, amount: amount)
        }
    }

    private mutating func gate(of station: Int, isEntry: Bool, isUnknown: Bool) -> Int {
        if isUnknown { return devices.unknownGate(using: &random) }
        let gate = devices.gate(of: station, isEntry: isEntry, maySkew: !hasIrregularity, using: &random)
        if devices.skews[gate] != 0 {
            hasIrregularity = true
            counts.skewedTaps += 1
        }
        return gate
    }

    private mutating func addMetro(
        _ kind: TapKind, _ second: Int, _ gate: Int, amount: UInt16, closesTrip: Bool = false
    ) {
        let isNameless = random.happens(perMillion: RiderMix.namelessPerMillion) && devices.devices[gate].station != nil
        events.append(
            TapEvent(
                card: card, second: second, device: gate, amount: amount, kind: kind, isNameless: isNameless,
                closesTrip: closesTrip))
    }

    private mutating func addBus(_ rider: Rider, second: Int) {
        let amount = amounts.busAmounts[busFares.draw(using: &random)]
        events.append(
            TapEvent(
                card: card, second: second, device: devices.bus(using: &random), amount: amount, kind: rider.bus))
        counts.busTaps += 1
    }

    private mutating func count(_ irregularity: Irregularity) {
        counts.trips += 1
        switch irregularity {
        case .regular: break
        case .missingExit: counts.missingExits += 1
        case .missingEntry: counts.missingEntries += 1
        case .doubleEntry: counts.doubleEntries += 1
        case .doubleExit: counts.doubleExits += 1
        case .unknownOrigin, .unknownDestination: counts.unknownStations += 1
        }
    }
}
