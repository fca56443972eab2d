/// What is counted in a lane of a run.
struct LaneTally {
    /// Riders the machine has reported as passed, and those of them after the warm-up.
    var passed = 0
    var measuredPassed = 0
    /// Taps that were approved.
    var approved = 0
    /// Presentations that were refused, and that ended too early.
    var refused = 0
    var torn = 0
    var tailgated = 0
    var objects = 0
    var faults = 0
    /// Approved riders who did not pass in time.
    var notPassed = 0
    /// Riders who went to the staff.
    var toStaff = 0
    var alarms = 0
    /// Riders whose waiting time is measured, and its sum.
    var waiting = 0
    var waitingMicroseconds: Int64 = 0
    var queueMost = 0
    /// The queue's length summed over time, in people times microseconds.
    var queueArea: Int64 = 0
    var busyMicroseconds: Int64 = 0
    var chargedFen = 0
}
