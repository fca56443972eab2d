/// What has brought a lane into its mode.
package enum GateModeCause: UInt8, Hashable, Sendable, CaseIterable {
    /// Somebody's command.
    case command = 1
    /// The emergency line, or its end.
    case emergencyLine = 2
    /// The supply.
    case power = 3
    /// The link to the barrier's controller.
    case link = 4
    /// A reader.
    case reader = 5
    /// The barrier.
    case barrier = 6

    /// The name in JSON and logs.
    package var code: String {
        switch self {
        case .command: "command"
        case .emergencyLine: "emergency-line"
        case .power: "power"
        case .link: "link"
        case .reader: "reader"
        case .barrier: "barrier"
        }
    }
}
