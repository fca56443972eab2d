import Bundles
import EMV
import Fares
import Lane
import SmartCard

/// Reads a running process's configuration again and takes over what it can.
///
/// - **Errors**: a file that is wrong is said whole, and the old one stays in force.
struct GateReload {
    private let process: GateProcess

    init(_ process: GateProcess) { self.process = process }

    /// - **Parameters**: `installed`, what the store of bundles has in force; nil: there is none.
    func run(installed: InstalledBundles?) {
        process.notifier?.reloading()
        defer { process.notifier?.ready("reloaded") }
        let started = process.started.configuration
        let read = GateMaterial.read(
            process.path, on: process.clock.local().date, installed: installed, started: started)
        // The disk may have taken its time.
        guard !process.stop.isSet else { return }
        switch read {
        case .failure(let failure):
            failure.say()
            Terminal.complain(Wording.oldConfigurationStays.at(process.path).text)
            process.log.note(
                LogEvent("reload", level: .error, [("ok", .flag(false)), ("faults", .number(failure.lines.count))]))
        case .success(var material):
            let old = process.material
            let (list, before) = (material.cards.denyList, old.cards.denyList)
            if list.isOlder(than: before) {
                material.cards.denyList = before
                Terminal.complain(Wording.olderDenyList(list.version, before.version).at(process.path).text)
                process.log.note(
                    LogEvent(
                        "deny-list", level: .warning,
                        [
                            ("problem", .text("older")), ("found", .number(Int(clamping: list.version))),
                            ("version", .number(Int(clamping: before.version))),
                        ]))
            }
            var changes = old.configuration.changes(to: material.configuration)
            changes.atRestart = process.started.configuration.changes(to: material.configuration).atRestart
            changes.live += old.bundles.changes(to: material.bundles).live
            changes.atRestart += process.started.bundles.changes(to: material.bundles).atRestart
            if material.cards.denyList != old.cards.denyList, !changes.live.contains("denyList") {
                changes.live.append("denyList")
            }
            process.use(material)
            process.log.note(
                LogEvent(
                    "reload",
                    [
                        ("ok", .flag(true)), ("changed", .text(changes.live.joined(separator: ","))),
                        ("needs_restart", .text(changes.atRestart.joined(separator: ","))),
                    ]))
            if !changes.atRestart.isEmpty {
                Terminal.complain(Wording.needsRestart(changes.atRestart).at(process.path).text)
            }
        }
    }
}
