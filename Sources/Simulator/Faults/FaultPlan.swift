import Fares
import Lane

/// What one seed has drawn: the size of the gate, its times, and how often what goes wrong.
///
/// - **Shape**: all from the seed alone, before anything happens; ``only`` switches kinds off without another draw.
struct FaultPlan {
    /// The most lanes of a gate.
    static let mostLanes = 64

    /// A kind is rare that no seed brings to more of a million presentations.
    private static let mostOfRare = 3000

    let seed: UInt64
    let lanes: Int
    let stations: Int
    let riders: Int
    /// The group window of the journal.
    let windowMicroseconds: Int
    /// What may wait for the disk.
    let queueRecords: Int
    let segmentLimit: Int
    /// What a commit usually takes, at most.
    let syncMicroseconds: Int
    /// From one card to the next at a lane, on average.
    let gapMilliseconds: Int
    /// The first moment, local time.
    let start: LocalTime
    /// Of a million presentations, how many bring this fault; by ``FaultKind/index``.
    let rates: [Int]
    private let only: Set<FaultKind>?

    /// Draws the plan of a seed; `lanes` if not drawn, `only` these kinds if not all, `times` as often the rare ones.
    init(seed: UInt64, lanes: Int?, only: Set<FaultKind>?, times: Int, using random: inout RandomStream) {
        self.seed = seed
        self.only = only
        let drawnLanes = 2 * random.within(1...8)
        self.lanes = lanes ?? drawnLanes
        stations = random.within(2...6)
        riders = random.within(4...40) * 10
        windowMicroseconds = random.below(3) == 0 ? 0 : random.within(500...3000)
        queueRecords = random.below(4) == 0 ? 4096 : random.within(4...48)
        segmentLimit = random.below(3) == 0 ? 64 << 20 : random.within(4...256) << 10
        syncMicroseconds = random.within(200...8000)
        gapMilliseconds = random.within(300...2500)
        start = Self.start(using: &random)
        rates = FaultKind.allCases.map { kind in
            let (least, most) = Self.range(kind)
            // A quarter of all kinds is off in a seed, so that what is left meets alone as well.
            let rate = random.within(least...most)
            let isOff = random.below(4) == 0
            return isOff ? 0 : most <= Self.mostOfRare ? rate * times : rate
        }
    }

    /// How often a kind comes, of a million presentations.
    func rate(_ kind: FaultKind) -> Int { only?.contains(kind) == false ? 0 : rates[kind.index] }

    /// Whether the run begins shortly before 2038-01-19 03:14:07 UTC.
    var meets2038: Bool { start.seconds == Self.before2038 }

    /// 11:00 of that day in China, 14 minutes before.
    private static let before2038 = UInt32(Int32.max) + LaneClock.chinaOffset - 847

    private static func start(using random: inout RandomStream) -> LocalTime {
        let day = ServiceDate(year: 2026, month: 11, day: 24) ?? ServiceDate(dayNumber: 0)
        let usual = LocalTime(ServiceDate(dayNumber: day.dayNumber + Int32(random.below(700))), secondOfDay: 0)
        let second = UInt32(random.below(86_400))
        return random.below(6) == 0 ? LocalTime(seconds: before2038) : LocalTime(seconds: usual.seconds + second)
    }

    /// Between how many and how many of a million presentations bring a fault.
    private static func range(_ kind: FaultKind) -> (Int, Int) {
        switch kind {
        case .kill, .stop, .powerDrop, .powerTear, .powerReorder: (20, 200)
        case .syncError, .writeError, .diskFull, .readOnly, .bitRot: (20, 120)
        case .slowDisk: (100, 3000)
        case .clockForward, .clockBack, .clockFrozen: (50, 1500)
        case .leapSecond: (50, 500)
        case .readerDead: (100, 2000)
        case .tornBefore, .tornDecided, .tornOpened: (1000, 60_000)
        case .duplicate, .twoLanes: (1000, 40_000)
        case .lyingCard: (1000, 20_000)
        case .keyRollover: (20, 300)
        case .deafBarrier, .modeChange, .easing, .emergency: (100, 2000)
        case .tailgating, .intrusion: (500, 20_000)
        // These come of others.
        case .tornTail, .queueFull, .year2038, .restart, .failedJournal, .passageTimeOut, .secondPassage,
            .storageTimeOut:
            (0, 0)
        }
    }

    /// The plan in one line, for whoever replays it.
    var words: String {
        let faults = FaultKind.allCases.filter { rate($0) > 0 }.map { "\($0.rawValue) \(rate($0))" }
        return "lanes \(lanes), stations \(stations), riders \(riders), window \(windowMicroseconds) us, queue "
            + "\(queueRecords), segments \(segmentLimit) bytes, sync up to \(syncMicroseconds) us, a card every "
            + "\(gapMilliseconds) ms a lane, from \(start); of a million: \(faults.joined(separator: ", "))"
    }
}
