import Bundles
import Simulator
import TestSupport
import Testing

/// Power is cut, or a file operation fails, at every step of an installation: the old bundle is in force or the new
/// one, never neither, and the next installation succeeds.
struct InstallCutTests {
    private static let authority = Authority()
    /// Long enough for several sectors.
    private static let payloads = (1...4).map { [UInt8](repeating: UInt8($0), count: 1500) }

    private static func store(_ disk: SimulatedDisk) throws -> BundleStore {
        BundleStore(SimulatedBundleDisk(disk), pinned: try authority.roots())
    }

    private static func install(_ version: Int, on disk: SimulatedDisk) throws -> BundleInstallation {
        try store(disk).install(authority.bundle(.tariff, UInt64(version), payloads[version - 1]), at: .later())
    }

    /// Which version is in force, with its own bytes.
    private static func inForce(on disk: SimulatedDisk) throws -> Int {
        let found = try store(disk).read(at: .later())
        #expect(found.alarms.isEmpty)
        guard let bundle = found[.tariff] else { return 0 }
        let version = Int(bundle.manifest.version)
        #expect(bundle.payload == payloads[version - 1])
        return version
    }

    private static func goesOn(_ disk: SimulatedDisk, _ allowed: ClosedRange<Int>) throws {
        disk.restartProcess()
        disk.fault = nil
        let found = try inForce(on: disk)
        #expect(allowed.contains(found))
        #expect(try install(4, on: disk).manifest?.version == 4)
        #expect(try inForce(on: disk) == 4)
    }

    @Test(arguments: PowerLoss.allCases)
    func powerCut(loss: PowerLoss) throws {
        let disk = SimulatedDisk(seed: 7)
        var (before, after, cuts) = (0, 1, 0)
        var failure: (any Error)?
        disk.onOperation = { operation in
            cuts += 1
            do {
                try Self.goesOn(disk.afterPowerCut(loss, seed: UInt64(operation)), before...after)
            } catch {
                failure = failure ?? error
            }
        }
        for version in 1...2 {
            (before, after) = (version - 1, version)
            _ = try Self.install(version, on: disk)
            // What was answered for is on the disk.
            let cut = disk.afterPowerCut(loss, seed: 1)
            #expect(try Self.inForce(on: cut) == version)
        }
        if let failure { throw failure }
        #expect(cuts > 15)
    }

    /// The n-th change or sync fails, once and for ever; then the process starts again, or the power is cut too.
    @Test(arguments: [false, true], [false, true])
    func operationFails(isSync: Bool, forEver: Bool) throws {
        for number in 1... {
            let disk = SimulatedDisk(seed: UInt64(number))
            _ = try Self.install(1, on: disk)
            let done = isSync ? disk.syncs : disk.writes
            disk.fault = isSync ? .sync(done + number, forEver: forEver) : .write(done + number, forEver: forEver)
            var hasFailed = false
            do throws(BundleStorageError) { _ = try Self.installing(2, on: disk) } catch { hasFailed = true }
            if !hasFailed, (isSync ? disk.syncs : disk.writes) < done + number {
                #expect(number > 3)
                return
            }
            let loss = PowerLoss.allCases[number % PowerLoss.allCases.count]
            try Self.goesOn(disk.afterPowerCut(loss, seed: UInt64(number)), (hasFailed ? 1 : 2)...2)
            try Self.goesOn(disk, (hasFailed ? 1 : 2)...2)
        }
    }

    private static func installing(
        _ version: Int, on disk: SimulatedDisk
    ) throws(BundleStorageError) -> BundleInstallation {
        guard let roots = try? authority.roots() else { preconditionFailure("roots that were just made") }
        return try BundleStore(SimulatedBundleDisk(disk), pinned: roots).install(
            authority.bundle(.tariff, UInt64(version), payloads[version - 1]), at: .later())
    }

    /// The disk is full at every size.
    @Test func diskFull() throws {
        var sizes = 0
        for room in stride(from: 0, to: 9000, by: 250) {
            let disk = SimulatedDisk(seed: 3)
            _ = try Self.install(1, on: disk)
            disk.fault = .full(bytes: disk.usedBytes + room)
            do throws(BundleStorageError) { _ = try Self.installing(2, on: disk) } catch {
                #expect(error.isDiskFull)
                sizes += 1
            }
            try Self.goesOn(disk, 1...2)
        }
        #expect(sizes > 10)
    }
}
