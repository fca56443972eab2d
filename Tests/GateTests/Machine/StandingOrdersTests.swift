import Gate
import Testing

/// What a lane goes on with after its process has ended: by its changes of mode, and what its machine does then.
struct StandingOrdersTests {
    typealias Change = (from: GateMode, to: GateMode, cause: GateModeCause)

    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        let changes: [Change]
        let mode: GateMode
        var release: GateModeCause?
        var testDescription: String { rule }
    }

    private static let rows = [
        Row(rule: "nothing is known", changes: [], mode: .normal),
        Row(
            rule: "a commanded release stands until it is ended",
            changes: [(.normal, .emergency, .command)], mode: .normal, release: .command),
        Row(
            rule: "a release that was ended stands no more",
            changes: [(.normal, .emergency, .command), (.emergency, .normal, .command)], mode: .normal),
        Row(
            rule: "of the supply", changes: [(.normal, .emergency, .power)], mode: .normal, release: .power),
        Row(
            rule: "a command that comes to it holds it",
            changes: [(.normal, .emergency, .power), (.emergency, .emergency, .command)], mode: .normal,
            release: .command),
        Row(
            rule: "what was commanded comes back behind the release",
            changes: [(.normal, .closed, .command), (.closed, .emergency, .emergencyLine)], mode: .closed,
            release: .emergencyLine),
        Row(rule: "maintenance", changes: [(.normal, .maintenance, .command)], mode: .maintenance),
        Row(
            rule: "maintenance behind a lost link",
            changes: [(.normal, .outOfService, .link), (.outOfService, .maintenance, .command)], mode: .maintenance),
        Row(
            rule: "out of service by command", changes: [(.normal, .outOfService, .command)], mode: .outOfService),
        Row(rule: "out of service by a fault", changes: [(.normal, .outOfService, .barrier)], mode: .normal),
        Row(
            rule: "a fault behind a release",
            changes: [(.normal, .emergency, .command), (.emergency, .outOfService, .command)], mode: .normal),
        Row(
            rule: "closed, and a fault since",
            changes: [(.normal, .closed, .command), (.closed, .outOfService, .link)], mode: .closed),
        Row(
            rule: "in service again",
            changes: [(.normal, .closed, .command), (.closed, .readerFault, .command)], mode: .normal),
        Row(
            rule: "how it begins anew tells the same",
            changes: [(.normal, .maintenance, .command), (.normal, .maintenance, .command)], mode: .maintenance),
    ]

    @Test(arguments: rows)
    func rule(row: Row) {
        let orders = Self.orders(row.changes)
        #expect(orders.mode == row.mode && orders.release == row.release)
        // The machine is there before any event, and tells no change.
        let machine = GateMachine(GateSettings(.entry), orders: orders)
        #expect(machine.mode == (row.release == nil ? row.mode : .emergency))
    }

    @Test("an easing in a release is no command of it; the easings stand by themselves")
    func easings() {
        var orders = Self.orders([(.normal, .emergency, .power)])
        orders.take(from: .emergency, to: .emergency, .command, easings: .orderFree)
        #expect(orders.release == .power && orders.easings == .orderFree && !orders.isEmpty)
        #expect(GateMachine(GateSettings(.entry), orders: orders).easings == .orderFree)
    }

    struct Start: Sendable, CustomTestStringConvertible {
        let rule: String
        let changes: [Change]
        let steps: [(String, String)]
        var testDescription: String { rule }
    }

    private static let starts = [
        Start(
            rule: "a commanded release: the barrier is never shut, whatever the controller says",
            changes: [(.normal, .emergency, .command)],
            steps: [
                ("0 tick", "release, show in: emergency exit"), ("1 line let go", "ignored: noChange"),
                ("2 power back", "ignored: noChange"),
                ("3 command end release", "-> normal by command, close, show in: welcome"),
            ]),
        Start(
            rule: "one of the line ends where the line is heard again",
            changes: [(.normal, .emergency, .emergencyLine)],
            steps: [
                ("0 tick", "release, show in: emergency exit"), ("1 power back", "ignored: noChange"),
                ("2 line let go", "ignored: noChange, -> normal by emergency-line, close, show in: welcome"),
            ]),
        Start(
            rule: "one of the line goes on where it is drawn still", changes: [(.normal, .emergency, .emergencyLine)],
            steps: [
                ("0 tick", "release, show in: emergency exit"), ("1 line drawn", ""),
                ("2 line let go", "-> normal by emergency-line, close, show in: welcome"),
            ]),
        Start(
            rule: "one of the supply is ended by command too", changes: [(.normal, .emergency, .power)],
            steps: [
                ("0 tick", "release, show in: emergency exit"),
                ("1 command end release", "-> normal by command, close, show in: welcome"),
            ]),
        Start(
            rule: "maintenance: nothing moves before somebody ends it", changes: [(.normal, .maintenance, .command)],
            steps: [
                ("0 tick", "show in: maintenance"), ("1 link back", "ignored: noChange"),
                ("2 command normal", "-> normal by command, close, show in: welcome"),
            ]),
        Start(
            rule: "maintenance: staff shut what was left as it was", changes: [(.normal, .maintenance, .command)],
            steps: [
                ("0 tick", "show in: maintenance"), ("1 hand shuts", "close"), ("2 hand shuts", "ignored: noChange"),
                ("3 hand opens", "release"), ("4 hand shuts", "close"),
            ]),
        Start(
            rule: "maintenance: staff open it, and shut it", changes: [(.normal, .maintenance, .command)],
            steps: [("0 tick", "show in: maintenance"), ("1 hand opens", "release"), ("2 hand shuts", "close")]),
    ]

    @Test(arguments: starts)
    func start(start: Start) {
        var play = MachinePlay(GateSettings(.entry), orders: Self.orders(start.changes))
        for (step, expected) in start.steps {
            let actions = play.play(step)
            #expect(actions == expected, "\(step)")
        }
    }

    @Test(
        "what holds is known whatever hides it",
        arguments: [
            ([.command(.release), .emergencyLine(true), .command(.endRelease)], .normal, .emergencyLine),
            ([.emergencyLine(true), .command(.release), .emergencyLine(false)], .normal, .command),
            ([.link(false), .command(.outOfService)], .outOfService, nil),
            ([.command(.close), .link(false), .command(.normal)], .normal, nil),
            ([.command(.release), .command(.close)], .closed, .command),
        ] as [([GateEvent], GateMode, GateModeCause?)])
    func hidden(events: [GateEvent], mode: GateMode, release: GateModeCause?) {
        var machine = GateMachine(GateSettings(.entry))
        for event in events { _ = machine.handle(event, at: 1) }
        #expect(machine.orders == StandingOrders(mode: mode, release: release, easings: []))
    }

    private static func orders(_ changes: [Change]) -> StandingOrders {
        var orders = StandingOrders()
        for change in changes { orders.take(from: change.from, to: change.to, change.cause, easings: []) }
        return orders
    }
}
