import Gate

extension FuzzTarget {
    private static let soundLines = Array(
        "HELLO 1\r\nPONG\nZONE 1\nPASSED\nTAILGATE\nPASSED 12\nTAILGATE 12\nBARRIER OBSTRUCTED\nEMERGENCY 1\nPOWER 0\nINTRUSION\nWITHDREW\nPING\n"
            .utf8)

    /// Whatever a barrier's controller sends, with time between: a machine goes on, opens for nobody, and shuts onto
    /// nobody.
    static func gateLines(_ bytes: [UInt8]) {
        let lines = changed(soundLines, by: bytes[...])
        var link = GateLineLink()
        var machine = GateMachine(GateSettings(.twoWay, rest: bytes.count % 2 == 0 ? .open : .closed))
        var isOccupied = false
        link.connected(at: 0)
        for (index, byte) in lines.enumerated() {
            let now = UInt64(index) * 40
            while let output = link.tick(at: now) {
                if case .event(let event) = output { _ = machine.handle(event, at: now) }
            }
            guard let output = link.receive(byte, at: now) else { continue }
            if case .fault(let fault) = output { precondition(fault.offset <= index, "a fault before it came") }
            for event in events(of: output) {
                if case .sensor(.zoneOccupied) = event { isOccupied = true }
                if case .sensor(.zoneFree) = event { isOccupied = false }
                let actions = machine.handle(event, at: now)
                for place in 0..<actions.count {
                    if case .open = actions[place] { preconditionFailure("opens for nobody") }
                    precondition(actions[place] != .close || !isOccupied, "shuts onto somebody")
                }
            }
        }
    }

    private static func events(of output: GateLineLink.Output) -> [GateEvent] {
        switch output {
        case .event(let event): [event]
        case .back(let zone): (zone.map { [.sensor($0)] } ?? []) + [.link(true)]
        case .ping, .hello, .pong, .fault, .otherVersion: []
        }
    }
}
