/// What can go wrong in a simulated gate.
///
/// - **Source**: the fault kinds F1 of the operations notes; ``number`` is the place in that list, nil for one of our
///   own.
package enum FaultKind: String, Hashable, Sendable, CaseIterable {
    /// The process is killed, in the middle of a commit or between two.
    case kill
    /// The process is told to stop while taps are under way.
    case stop
    /// The power goes: nothing of what was not synced is left.
    case powerDrop = "power-drop"
    /// The power goes in the middle of a write.
    case powerTear = "power-tear"
    /// The power goes: of what was not synced any sectors are left.
    case powerReorder = "power-reorder"
    /// A sync fails, once or from then on.
    case syncError = "sync-error"
    /// A write fails, once or from then on.
    case writeError = "write-error"
    /// The disk is full.
    case diskFull = "disk-full"
    /// The file system is remounted read-only.
    case readOnly = "read-only"
    /// One bit of a record that the anchor vouches for has turned; the start must notice.
    case bitRot = "bit-rot"
    /// A start has found an unreadable tail and set it aside.
    case tornTail = "torn-tail"
    /// Each commit takes up to seconds.
    case slowDisk = "slow-disk"
    /// More records wait for the disk than the queue holds.
    case queueFull = "queue-full"
    /// The wall clock jumps ahead, one second to one day.
    case clockForward = "clock-forward"
    /// The wall clock jumps back, one second to one day.
    case clockBack = "clock-back"
    /// The wall clock stands still.
    case clockFrozen = "clock-frozen"
    /// A second comes twice.
    case leapSecond = "leap-second"
    /// The run goes over 2038-01-19 03:14:07 UTC.
    case year2038 = "year-2038"
    /// A lane's reader is dead for a while.
    case readerDead = "reader-dead"
    /// The card leaves before anything is decided.
    case tornBefore = "torn-before"
    /// The card and its rider leave after the decision, before the open signal.
    case tornDecided = "torn-decided"
    /// The rider leaves after the open signal without passing.
    case tornOpened = "torn-opened"
    /// The same card again at the same lane, at once.
    case duplicate
    /// The same card at two lanes at once.
    case twoLanes = "two-lanes"
    /// A card that the dialogue refuses, as a listed or a lying one.
    case lyingCard = "lying-card"
    /// The process, for whatever reason, has started again.
    case restart
    /// The device key changes between two taps.
    case keyRollover = "key-rollover"
    /// A card is shown to a gate whose journal has failed.
    case failedJournal = "failed-journal"
    /// The barrier's controller is not heard for a while.
    case deafBarrier = "deaf-barrier"
    /// A lane is closed, taken out of service or handed to staff, and comes back.
    case modeChange = "mode-change"
    /// A lane does without some rules for a while.
    case easing
    /// A lane is released: by command, by the emergency line, or because the supply is lost.
    case emergency
    /// A second person follows on one ticket.
    case tailgating
    /// Somebody comes from the wrong side.
    case intrusion
    /// Nobody has passed in time.
    case passageTimeOut = "passage-time-out"
    /// A rider who had not passed was let through once more, on the same record.
    case secondPassage = "second-passage"
    /// The record was not on the disk in time.
    case storageTimeOut = "storage-time-out"

    /// The place in the list F1.
    package var number: Int? {
        switch self {
        case .kill: 1
        case .stop: 2
        case .powerDrop: 3
        case .powerTear: 4
        case .powerReorder: 5
        case .syncError: 6
        case .writeError: 7
        case .diskFull: 8
        case .readOnly: 9
        case .bitRot: 10
        case .tornTail: 11
        case .slowDisk: 12
        case .clockForward: 13
        case .clockBack: 14
        case .clockFrozen: 15
        case .readerDead: 18
        case .tornBefore, .tornDecided, .tornOpened: 20
        case .twoLanes: 21
        case .duplicate: 22
        case .lyingCard: 23
        case .restart: 27
        case .keyRollover: 29
        case .queueFull, .leapSecond, .year2038, .failedJournal, .deafBarrier, .modeChange, .easing, .emergency,
            .tailgating, .intrusion, .passageTimeOut, .secondPassage, .storageTimeOut:
            nil
        }
    }

    /// Kinds of the list F1 that have no place here, each with where it is tried instead, if anywhere.
    package static let outOfScope: [(number: Int, name: String)] = [
        (16, "reader service killed"), (17, "reader service hangs"), (19, "reader replaced"),
        (24, "scanner hang-up or flood"), (25, "uplink partition"), (26, "uplink duplicate, reorder, lost answer"),
        (28, "bad or expired parameter file"), (30, "memory pressure"), (31, "configuration reload"),
        (32, "console abuse"),
    ]

    var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How often each kind of fault has happened.
package struct FaultCounts: Sendable, Equatable {
    private var counts = [Int](repeating: 0, count: FaultKind.allCases.count)

    package init() {}

    /// How often this one.
    package subscript(kind: FaultKind) -> Int { counts[kind.index] }

    mutating func note(_ kind: FaultKind) { counts[kind.index] += 1 }

    /// Adds those of another run.
    package mutating func add(_ other: FaultCounts) {
        for index in counts.indices { counts[index] += other.counts[index] }
    }
}
