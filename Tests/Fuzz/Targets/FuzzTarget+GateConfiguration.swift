import Lane

extension FuzzTarget {
    /// A configuration with most of what one can say.
    package static let soundConfiguration = """
        station: 罗湖
        device: luohu-a
        edition: current
        journal: {folder: day, durability: power, groupWindowMs: 3, retentionDays: 56, deviceKey: device.key}
        tokens: {key: token.key, previousKey: old.key, number: 2}
        keys: {ca: capk.json, roots: roots.bin, railway: uic.csv, test: true}
        cards: {amountFen: 1, barSeconds: 60, sm2: true, fastDDA00: false, purseFirst: false}
        codes: {maxValiditySeconds: 60, zones: 00ff, station: 7, replayStore: codes.sqlite, requireTimeService: true}
        denyList: deny.txt
        revocations: list
        lanes:
          - {id: A1, direction: entry, reader: ACR122U, scanner: /dev/ttyACM0, barrier: {kind: simulated, passSeconds: 5}}
          - id: A2
            direction: two-way
            readers: {entry: one, exit: two}
            scanners: {entry: {device: /dev/a, baud: 9600, encoding: hex, suffix: cr}}
            psam: {reader: three, application: 0102030405, sendsIssuer: true}
            barrier: {kind: tcp, address: "localhost:9000", form: normally-open, reportMs: 3000}
            media: [quickpass, qr-code]
          - {id: A3, direction: exit, camera: {source: frames, frames: "grey:640x480"}}
          - {id: A4, direction: exit, simulated: {profile: visa, cards: 3, intervalMs: 10, count: 4}}
        limits: {statusConnections: 8, statusBacklogBytes: 65536, controlConnections: 4, hangSeconds: 10}
        status: {socket: status.sock}
        control: control.sock
        log: {format: json, level: info}
        language: zh

        """

    /// A configuration is read or refused with its faults, each with a place in the file; what is read has no faults,
    /// names lanes once and at most so many, and is the same when it is read again.
    static func gateConfiguration(_ bytes: [UInt8]) {
        var text = bytes
        if let first = bytes.first, first < 0x80 {
            var lines = soundConfiguration.split(separator: "\n").map { Array($0.utf8) }
            for edit in Edit.list(Array(bytes.dropFirst())) { edit.apply(to: &lines) }
            text = Array(lines.joined(separator: [0x0A]))
        }
        let context = ConfigurationContext(folder: "/etc/faregate")
        let faults = ConfigurationFaults()
        guard let configuration = GateConfiguration.read(text, context: context, faults) else {
            let list = faults.sorted
            precondition(!list.isEmpty, "refused without a reason")
            precondition(list.count <= ConfigurationFaults.most, "too many faults")
            precondition(list.allSatisfy { $0.place.line >= 1 && $0.place.column >= 1 }, "a fault without a place")
            return
        }
        precondition(faults.isEmpty, "read in spite of a fault")
        precondition((1...DeskThread.mostLanes).contains(configuration.lanes.count), "lanes")
        precondition(Set(configuration.lanes.map(\.id.value)).count == configuration.lanes.count, "a lane's name twice")
        let again = GateConfiguration.read(text, context: context, ConfigurationFaults())
        precondition(again == configuration, "read otherwise the second time")
        precondition(configuration.changes(to: configuration) == .init(), "changed without a change")
    }
}
