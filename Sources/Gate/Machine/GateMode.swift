/// What a lane is good for at the moment.
package enum GateMode: UInt8, Hashable, Sendable, CaseIterable {
    /// Takes media and lets riders through.
    case normal = 1
    /// Closed by the station: takes nothing; who was approved still passes.
    case closed = 2
    /// Cannot work, or is not to: by command, by a broken barrier, or because nothing is heard of its controller.
    case outOfService = 3
    /// Open for everybody, and no medium is taken.
    case emergency = 4
    /// No medium can be read.
    case readerFault = 5
    /// Staff work on it and move the barrier by hand.
    case maintenance = 6

    /// The name in JSON and logs.
    package var code: String {
        switch self {
        case .normal: "normal"
        case .closed: "closed"
        case .outOfService: "out-of-service"
        case .emergency: "emergency"
        case .readerFault: "reader-fault"
        case .maintenance: "maintenance"
        }
    }
}
