import Gate

/// Somebody in the station, from the gate line to beyond it.
///
/// - **Shape**: plain values of a fixed size, one slot of the run's pool; slots are used again.
/// - **Unit**: microseconds.
struct StationRider {
    /// Where somebody stands.
    enum Stage: UInt8 {
        /// In a queue.
        case queued
        /// At the reader: walking up, presenting, or holding the medium there.
        case atReader
        /// Approved; the record is on its way to the disk.
        case storing
        /// Approved and recorded, before a barrier that is not open yet.
        case beforeBarrier
        /// In the aisle.
        case inAisle
        /// Refused, and on the way to the staff.
        case leaving
        /// Gone; the slot is free.
        case gone
    }

    /// What somebody brings along.
    struct Traits: OptionSet {
        let rawValue: UInt8
        /// The medium will be refused.
        static let isRefused = Traits(rawValue: 1)
        /// Somebody follows without a ticket.
        static let isFollowed = Traits(rawValue: 2)
        /// Luggage stays in the safety zone.
        static let hasObject = Traits(rawValue: 4)
    }

    /// The number among all riders of the run, from 0.
    var serial: UInt64 = 0
    var stage = Stage.gone
    var traits: Traits = []
    /// The position in the plan's media.
    var medium: UInt8 = 0
    /// Where along the gate line the rider arrives, in 65,536ths of it.
    var position: UInt16 = 0
    /// The lane whose queue or reader it is; -1: the common queue.
    var lane: Int16 = -1
    /// Whether the presentation under way ends too early.
    var isTorn = false
    /// Whether the waiting time has been noted: a rider whose reader fails waits a second time.
    var hasWaited = false
    /// Presentations made.
    var presentations: UInt8 = 0
    /// Presentations after which a refused rider gives up.
    var patience: UInt8 = 1
    /// The next and the previous of the same queue, or the next free slot.
    var next: Int32 = -1
    var previous: Int32 = -1
    /// When the queue was joined.
    var joined: Int64 = 0
    var walk: Int32 = 0
    var present: Int32 = 0
    var card: Int32 = 0
    var store: Int32 = 0
    var clear: Int32 = 0
    var pass: Int32 = 0
    var journey = Journey()
}
