import Gate

/// Every event of a lane that lets in, for tables that must leave none out.
enum MachineEvents {
    /// The kinds of events. A new case of `GateEvent` or `GateOrder` does not compile before it has its kind here, and
    /// has no row before an event of it is in ``all``.
    enum Kind: CaseIterable {
        case approved, refused, again, sensor, passed, followed, barrier, emergencyLine, power, link, reader, tick
        case normal, close, outOfService, maintenance, release, endRelease, byHand, directions, ease

        init(_ event: GateEvent) {
            switch event {
            case .approved: self = .approved
            case .refused: self = .refused
            case .again: self = .again
            case .sensor: self = .sensor
            case .passed: self = .passed
            case .followed: self = .followed
            case .barrier: self = .barrier
            case .emergencyLine: self = .emergencyLine
            case .power: self = .power
            case .link: self = .link
            case .reader: self = .reader
            case .tick: self = .tick
            case .command(let order): self.init(order)
            }
        }

        init(_ order: GateOrder) {
            switch order {
            case .normal: self = .normal
            case .close: self = .close
            case .outOfService: self = .outOfService
            case .maintenance: self = .maintenance
            case .release: self = .release
            case .endRelease: self = .endRelease
            case .byHand: self = .byHand
            case .directions: self = .directions
            case .ease: self = .ease
            }
        }
    }

    static let all: [GateEvent] =
        [
            .approved(GatePass(tapSequence: 7, direction: .entry)),
            .refused(.refused(.passBack), .entry), .again(.entry),
        ] + PassageSensor.allCases.map { .sensor($0) } + [.passed(7), .followed(7)]
        + BarrierReport.allCases.map { .barrier($0) } + [
            .command(.normal), .command(.close), .command(.outOfService), .command(.maintenance), .command(.release),
            .command(.endRelease), .command(.byHand(isOpen: true)), .command(.byHand(isOpen: false)),
            .command(.directions(.exit)), .command(.ease(.fareFree)), .emergencyLine(true), .emergencyLine(false),
            .power(false), .power(true), .link(false), .link(true), .reader(.entry, works: false),
            .reader(.entry, works: true), .tick,
        ]
}
