import Bundles
import Fares
import Journal
import Lane
import QRTickets
import SmartCard

/// Reads what others change while a gate runs: its configuration, its revocation list, its store of bundles.
///
/// - **Shape**: a thread of its own. A disk or a pipe may hold it up for as long as it likes: lanes go on with what is
///   in force, and the end of the process does not wait for it.
/// - **Errors**: said and logged by name; what was in force stays.
final class GateUpkeep: @unchecked Sendable {
    /// How often it looks around.
    private static let lookMilliseconds = 100

    private let process: GateProcess
    private let reload: StopFlag
    private let revocations: RevocationWatch?
    private let bundles: BundleWatch?
    private let monitor = Monitor()
    // Under the monitor's lock.
    private var turned = GateClock.milliseconds
    private var isHanging = false

    /// Puts in force what stands in the store, and then looks whenever it is time, until `stop` is set.
    ///
    /// - **Errors**: of a store that cannot be opened, said on stderr; an exit code.
    init(_ process: GateProcess, reload: StopFlag) throws {
        self.process = process
        self.reload = reload
        let material = process.material
        revocations =
            material.codes == nil || material.trust.revocations == nil
            ? nil : RevocationWatch(material.trust, material.codes?.roots ?? RootStore())
        bundles = try material.configuration.bundles.map {
            try BundleWatch(
                $0, tokenKeys: process.box.tokenKeyValues,
                trial: BundleTrial(material.configuration, on: process.clock.local().date))
        }
        lookAtBundles()
        do throws(JournalError) {
            try WorkerThread { [self] in
                while !process.stop.isSet {
                    look()
                    process.stop.wait(milliseconds: Self.lookMilliseconds)
                }
            }.abandon()
        } catch { throw journalFailure(error) }
    }

    /// Whether it has begun to hang since it was asked last.
    func beginsToHang(milliseconds: Int) -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        let hangs = GateClock.milliseconds - turned > milliseconds
        defer { isHanging = hangs }
        return hangs && !isHanging
    }

    private func look() {
        monitor.lock()
        turned = GateClock.milliseconds
        monitor.unlock()
        if reload.take() { GateReload(process).run(installed: bundles?.installed) }
        revocations?.look(process.revocations) { process.use(revocations: $0) }
        lookAtBundles()
        process.box.denyList.sweep()
    }

    private func lookAtBundles() {
        guard let bundles else { return }
        let seconds = UInt64(max(0, process.clock.wall() / 1000))
        let clock = BundleClock(seconds: seconds, isTrusted: GateClock.isSynchronised)
        guard bundles.look(at: clock, milliseconds: GateClock.milliseconds, put: process.use(signed:)) else { return }
        process.take(bundles.report(at: clock))
        // What else is read from bundles has changed: the configuration comes to something else.
        guard let installed = bundles.installed, process.material.bundles != BundledParts(installed),
            bundles.isUntried(BundledParts(installed))
        else { return }
        GateReload(process).run(installed: installed)
    }
}
