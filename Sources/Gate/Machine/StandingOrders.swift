/// What holds at a lane until somebody orders otherwise, whichever process runs it.
///
/// - **Shape**: what a machine has at the moment (``GateMachine/orders``), and what records of its modes tell. Those of
///   earlier builds tell no more than a change and its cause: then it is rebuilt from the changes, taken in order. An
///   emergency release stands until its end is told, and what faults alone have brought about does not.
package struct StandingOrders: Hashable, Sendable {
    /// Normal, closed, out of service or maintenance, by command.
    package private(set) var mode = GateMode.normal
    /// What has brought about the emergency release that stands; nil: none stands.
    package private(set) var release: GateModeCause?
    /// The rules that the lane does without.
    package private(set) var easings: GateEasings = []

    /// A lane of which nothing is known.
    package init() {}

    /// What is told whole.
    package init(mode: GateMode, release: GateModeCause?, easings: GateEasings) {
        self.mode = mode
        self.release = release
        self.easings = easings
    }

    /// Takes a change of mode or easings.
    package mutating func take(
        from old: GateMode, to new: GateMode, _ cause: GateModeCause, easings: GateEasings
    ) {
        let isEased = easings != self.easings
        self.easings = easings
        if new != .emergency {
            release = nil
        } else if old != .emergency || release == nil || cause == .command && !isEased {
            // A command that comes to a release of another cause holds it, whatever becomes of that.
            release = cause
        }
        guard old != new else { return }
        switch new {
        case .emergency: break
        case .maintenance, .closed: mode = new
        case .normal, .readerFault: mode = .normal
        case .outOfService where cause == .command && old != .emergency: mode = new
        // By a fault, or what a release has hidden: of what was commanded, only maintenance would have shown.
        case .outOfService: if mode == .maintenance { mode = .normal }
        }
    }

    /// Whether anything holds.
    package var isEmpty: Bool { self == StandingOrders() }
}

extension GateMachine {
    /// What holds at the moment until somebody orders otherwise, whatever hides it.
    package var orders: StandingOrders { StandingOrders(mode: commanded, release: releaseCause, easings: easings) }

    /// What holds it released: a command before all else, which only a command ends.
    private var releaseCause: GateModeCause? {
        if releases.contains(.command) { return .command }
        if releases.contains(.line) { return .emergencyLine }
        if releases.contains(.inherited) { return inherited }
        if releases.contains(.power) { return .power }
        return releases.contains(.link) ? .link : nil
    }
}
