import Gate
import Journal
import Lane

/// A lane of the simulation: the real machine, the card that is being taken, and the people in the aisle.
struct FaultLane {
    /// A card from its arrival until its barrier is told.
    struct Visit {
        /// How far it is.
        enum Stage {
            /// The dialogue goes on; the desk is asked at its end.
            case reading
            /// The record is on its way to the disk.
            case storing(sequence: UInt64, tapSequence: UInt64)
        }

        let rider: Int
        let kind: Gate.TapKind
        var stage = Stage.reading
        let arrivedAt: UInt64
        /// When the stage ends, in nanoseconds.
        var at: UInt64
        /// The card leaves before anything is decided.
        var leavesBefore = false
        /// The rider leaves without passing.
        var leavesWithoutPassing = false
        /// What the dialogue finds against the card.
        var isLying = false
    }

    /// Somebody who was let through.
    struct Walker {
        let rider: Int
        let tapSequence: UInt64
        let kind: Gate.TapKind
        /// Leaves without passing.
        let isGone: Bool
        /// When the card came, in nanoseconds.
        let arrivedAt: UInt64
        /// The barrier was told to open.
        var hasStarted = false
    }

    /// Somebody who tries again, or whose card is shown once more at once.
    struct Return {
        let rider: Int
        let at: UInt64
        /// The way of the tap that is repeated; nil for a rider who tries again.
        var repeats: Gate.TapKind?
    }

    /// A record that the journal had no room for when it was told.
    struct Untold {
        /// What it says.
        enum Report {
            case opened(UInt64)
            /// The lane that can let the rider through no more and whether it is released, as the lane says and as the
            /// books say.
            case passage(
                JournalPassage, brokenLane: Int?, isReleased: Bool,
                byTheBooks: (brokenLane: Int?, isReleased: Bool))
            case mode(JournalMode)
        }

        let report: Report
        let moment: JournalMoment
        var tries = 1
        /// When it is told again, in nanoseconds.
        var at: UInt64

        /// Whether the lane's recorder tells it, one after the other.
        var isRecorders: Bool { if case .opened = report { false } else { true } }
    }

    /// Something that happens at the lane at a moment, in nanoseconds.
    struct Due {
        let at: UInt64
        let event: GateEvent
    }

    let number: Int
    /// The position of its station among those of the run.
    let place: Int
    let entry: LaneSite
    let exit: LaneSite
    var machine: GateMachine
    var mode = LaneModeBooks()
    /// The barrier was told to open for everybody, and nothing else since.
    var isReleased = false
    /// When the barrier was told of the taps of those under way, in nanoseconds.
    var told: [UInt64: UInt64] = [:]
    /// When the cards of those under way came, in nanoseconds.
    var came: [UInt64: UInt64] = [:]
    /// Taps that the machine has said to be over since they were approved last.
    var ended: Set<UInt64> = []
    /// What waits for room in the journal, in order.
    var untold: [Untold] = []
    var visit: Visit?
    var walkers: [Walker] = []
    var due: [Due] = []
    /// When the next card may come.
    var arrivalAt: UInt64 = 0
    /// Somebody who tries again here.
    var returning: Return?
    /// The ways of the lane.
    let ways: LaneDirections

    init(_ number: Int, place: Int, entry: LaneSite, exit: LaneSite, settings: GateSettings) {
        self.number = number
        self.place = place
        self.entry = entry
        self.exit = exit
        ways = settings.directions
        machine = GateMachine(settings)
    }

    /// When something happens here next, in nanoseconds.
    var next: UInt64 {
        var first = visit?.at ?? arrivalAt
        for one in due where one.at < first { first = one.at }
        first = min(first, untoldAt)
        if let deadline = machine.nextDeadline { first = min(first, deadline * 1_000_000) }
        return first
    }

    /// When something is told again here, in nanoseconds.
    var untoldAt: UInt64 { untold.reduce(.max) { min($0, $1.at) } }

    /// Something is to happen.
    mutating func schedule(_ event: GateEvent, at moment: UInt64) { due.append(Due(at: moment, event: event)) }

    /// What happens first and is due by now.
    mutating func takeDue(by now: UInt64) -> GateEvent? {
        var earliest: Int?
        for index in due.indices where due[index].at <= now {
            if earliest.map({ due[index].at < due[$0].at }) ?? true { earliest = index }
        }
        return earliest.map { due.remove(at: $0).event }
    }

    /// The process has ended and begun again: who was under way is forgotten.
    mutating func restart(at moment: UInt64) {
        machine = GateMachine(machine.settings)
        mode = LaneModeBooks()
        isReleased = false
        visit = nil
        told.removeAll(keepingCapacity: true)
        came.removeAll(keepingCapacity: true)
        ended.removeAll(keepingCapacity: true)
        untold.removeAll(keepingCapacity: true)
        walkers.removeAll(keepingCapacity: true)
        due.removeAll(keepingCapacity: true)
        arrivalAt = moment
    }
}
