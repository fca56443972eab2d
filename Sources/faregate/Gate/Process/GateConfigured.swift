import Bundles
import Fares
import Lane
import SmartCard

/// `gate --config FILE`: checks the file, or runs the gate that it describes.
struct GateConfigured {
    let path: String
    let clock: LaneClock
    let isJSON: Bool
    let language: Language

    func run(checksOnly: Bool) throws {
        guard checksOnly else { return try live() }
        let date = clock.local().date
        switch GateMaterial.read(path, on: date) {
        case .success(let material):
            let alarms = ConfiguredBundles(material.configuration, ConfigurationFaults(), date).unusable.map(
                Wording.init(of:))
            let summary = GateSummary(material: material, alarms: alarms)
            Terminal.print(isJSON ? summary.json.text() + "\n" : summary.text(language))
            for alarm in alarms { Terminal.complain(alarm.text) }
            if !alarms.isEmpty { throw CommandExit.differences }
        case .failure(let failure):
            if isJSON { Terminal.print(JSONValue.object([("ok", false), ("faults", failure.json)]).text() + "\n") }
            failure.say()
            throw CommandExit.configuration
        }
    }

    private func live() throws {
        Terminal.outliveReaders()
        // Before anything is said or opened: whoever has heard of the gate may end it, or have it read its file again.
        let stop = StopFlag()
        let reload = StopFlag()
        let signals = StopSignals(hangUp: { reload.set() }, secondEnds: true) { stop.set() }
        defer { signals.end() }
        switch GateMaterial.read(path, on: clock.local().date) {
        case .failure(let failure):
            failure.say()
            throw CommandExit.configuration
        case .success(let material):
            try GateProcess(path, material, clock: clock, stop: stop, reload: reload).run()
        }
    }
}
