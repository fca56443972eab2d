/// Something that happens in a simulated station at a moment.
///
/// - **Shape**: plain values of a fixed size. Equal moments keep the order in which they were entered.
/// - **Unit**: microseconds of virtual time.
struct StationEvent {
    /// What happens.
    enum Kind: UInt8 {
        /// The next rider reaches the gate line.
        case arrival
        /// The rider at the reader holds the medium out.
        case ready
        /// The reader is done with the medium, or has lost it.
        case read
        /// The record of an approved tap is on stable storage.
        case stored
        /// The barrier stands open.
        case opened
        /// The barrier stands shut.
        case shut
        /// The place at the reader is free for the next rider.
        case cleared
        /// A rider has gone through the lane.
        case passed
        /// Luggage has left the safety zone.
        case freed
        /// A refused rider has stepped aside, to the staff.
        case leaves
        /// The machine wants to be asked.
        case deadline
        /// The reader of a lane stops working.
        case fault
        /// It works again.
        case repaired
    }

    let microseconds: Int64
    /// The serial number of the entry: decides between equal moments.
    let serial: UInt64
    let kind: Kind
    let lane: UInt8
    /// What the event was entered for; a lane that has gone on since has another one, and the event is void.
    let stamp: UInt32
    let rider: Int32

    /// Whether it comes before another.
    func precedes(_ other: StationEvent) -> Bool {
        microseconds < other.microseconds || microseconds == other.microseconds && serial < other.serial
    }
}
