import ArgumentParser
import Bundles
import CardCrypto
import EMV
import Histogram
import Journal
import Lane

/// Measures a deny list on its way from the signer to the lane.
struct DenyBench {
    let folder: BenchFolder
    let entries: Int
    let changed: Int
    let lookUps: Int
    let exchanges: Int
    let seed: UInt64

    private static let now: UInt64 = 1_795_800_000
    private static let clock = BundleClock(seconds: now, isTrusted: true)
    private static let tokenKey = DenyTokenKey(number: 1, checkValue: 1)

    /// Every figure, in the order in which they come to be.
    func run() throws -> BenchReport {
        var report = BenchReport()
        var random = SeededGenerator(seed: seed)
        let signer = Ed25519PrivateKey.generate(using: &random)
        let keys = (0..<entries).map { _ in random.next() }
        let added = (0..<changed / 2).map { _ in random.next() }
        let removed = Array(keys.prefix(changed - changed / 2))

        let making = Stopwatch()
        let payload = try DenyIndexBuilder.payload(listed: keys, key: Self.tokenKey)
        report.add("make: sort, index, filter", "s", [making.wallSeconds])
        let full = Self.bundle(1, payload, nil, signer)
        try WholeFile(folder.path + "/full.fgb").write(full)
        let base = BundleReference(version: 1, sha256: Digest.hash(.sha256, payload))
        let change = try DenyIndexBuilder.payload(
            listed: added, unlisted: removed, key: Self.tokenKey, base: base.version)
        try WholeFile(folder.path + "/change.fgb").write(Self.bundle(2, change, base, signer))

        let store = BundleStore(
            try BundleFolder(folder.path + "/store", creates: true), pinned: try Self.roots(signer))
        let inForce = DenyListInForce()
        let resident = Self.residentKilobytes
        let (list, installed) = try live(store, inForce, &report)
        report.add(
            "mapped for the list", "MiB", [Double(list.mappedBytes) / 1_048_576], decimals: 1, goal: "<= 120")
        report.add(
            "resident pages of files, more than before", "MiB", [Double(Self.residentKilobytes - resident) / 1024],
            decimals: 1)
        lookUp(list, installed, keys, &random, &report)
        let changedList = try changeLive(store, installed, inForce, &report)
        report.checks += [
            ("what the change adds is listed", added.allSatisfy(changedList.lists)),
            ("what the change removes is not", !removed.contains(where: changedList.lists)),
            ("all else stays listed", keys.dropFirst(removed.count).allSatisfy(changedList.lists)),
        ]
        try exchange(store, inForce, keys, &report)
        return report
    }

    /// From a signed file to the list in force.
    private func live(
        _ store: BundleStore, _ inForce: DenyListInForce, _ report: inout BenchReport
    ) throws -> (DenyList, InstalledBundles) {
        let installing = Stopwatch()
        let source = try FileBundleSource(folder.path + "/full.fgb")
        guard case .inForce = try store.install(source, at: Self.clock) else { throw CommandExit.failed }
        let installed = installing.wallSeconds
        let reading = Stopwatch()
        let found = try store.read(at: Self.clock)
        let read = reading.wallSeconds
        let putting = Stopwatch()
        guard let list = try found.denyList() else { throw CommandExit.failed }
        inForce.replace(with: DenyEdition(signed: list))
        let put = putting.wallSeconds
        report.add("install: verify, copy, sync", "s", [installed])
        report.add("start of a gate: verify, map", "s", [read])
        report.add("in force after verification", "ms", [put * 1000], decimals: 3, goal: "<= 50")
        report.add("a signed list verified and in force, all together", "s", [installed + read + put], goal: "<= 5")
        return (list, found)
    }

    private func changeLive(
        _ store: BundleStore, _ before: InstalledBundles, _ inForce: DenyListInForce, _ report: inout BenchReport
    ) throws -> DenyList {
        let watch = Stopwatch()
        let source = try FileBundleSource(folder.path + "/change.fgb")
        guard case .inForce = try store.install(source, at: Self.clock) else { throw CommandExit.failed }
        guard let list = try store.read(at: Self.clock, after: before).denyList() else { throw CommandExit.failed }
        inForce.replace(with: DenyEdition(signed: list))
        report.add(
            "a signed change of \(grouped(changed)) verified and in force", "ms", [watch.wallSeconds * 1000],
            decimals: 1, goal: "<= 200")
        return list
    }

    // MARK: Look-ups

    private func lookUp(
        _ list: DenyList, _ installed: InstalledBundles, _ keys: [UInt64], _ random: inout SeededGenerator,
        _ report: inout BenchReport
    ) {
        guard let index = installed[.denyList]?.index else { return }
        let hits = (0..<lookUps).map { _ in keys[Int.random(in: 0..<keys.count, using: &random)] }
        let misses = (0..<lookUps).map { _ in random.next() }
        add("clock alone", DenyLookUps(keys: misses).run { _ in false }, &report)
        add("look-up, listed", DenyLookUps(keys: hits).run(list.lists), &report, goal: "p99 <= 1000")
        add("look-up, not listed", DenyLookUps(keys: misses).run(list.lists), &report, goal: "p99 <= 1000")
        add("without the filter, not listed", DenyLookUps(keys: misses).run(index.isListed), &report)
        add("bisection alone, listed", DenyLookUps(keys: hits).run(index.isListedByBisection), &report)
        add("bisection alone, not listed", DenyLookUps(keys: misses).run(index.isListedByBisection), &report)
        let passed = misses.count(where: index.mayList)
        report.add(
            "false positives of the filter", "%", [100 * Double(passed) / Double(misses.count)], decimals: 3)
        report.checks += [
            ("every listed key is found", keys.allSatisfy(list.lists)),
            ("bisection says the same", misses.allSatisfy { list.lists($0) == index.isListedByBisection($0) }),
        ]
    }

    private func add(_ name: String, _ found: LatencyHistogram, _ report: inout BenchReport, goal: String = "") {
        for (label, share) in [("p50", 50.0), ("p99", 99.0), ("p99.9", 99.9)] {
            report.add(
                "\(name), \(label)", "ns", [Double(found.valueAtPercentile(share))], decimals: 0,
                goal: label == "p99" ? goal : "")
        }
    }

    /// Exchanges the list for one with pages of its own, again and again, while another thread looks up.
    private func exchange(
        _ store: BundleStore, _ inForce: DenyListInForce, _ keys: [UInt64], _ report: inout BenchReport
    ) throws {
        let looker = DenyLooker(inForce, keys: Array(keys.prefix(1 << 16)))
        // The same work beside the look-ups, and nothing exchanged: what is left of the difference is the exchange's.
        let quiet = try looker.count(during: {
            for _ in 0..<exchanges { _ = try store.read(at: Self.clock).denyList() }
        })
        var longest = 0.0
        let busy = try looker.count(during: {
            for _ in 0..<exchanges {
                guard let list = try store.read(at: Self.clock).denyList() else { throw CommandExit.failed }
                let watch = Stopwatch()
                inForce.replace(with: DenyEdition(signed: list))
                longest = max(longest, watch.wallSeconds)
            }
        })
        for (name, found) in [("lists verified beside it", quiet), ("and exchanged \(exchanges) times", busy)] {
            for (label, share) in [("p99.9", 99.9), ("longest", 100.0)] {
                report.add(
                    "look-up with its edition, \(name), \(label)", "us",
                    [Double(found.valueAtPercentile(share)) / 1000])
            }
        }
        report.add("... an exchange, the longest, unmapping the one before", "ms", [longest * 1000], decimals: 3)
        inForce.sweep()
        report.checks.append(("old editions are let go", inForce.sweep() == 0))
    }

    // MARK: Pieces

    private static func bundle(
        _ version: UInt64, _ payload: [UInt8], _ base: BundleReference?, _ signer: Ed25519PrivateKey
    ) -> [UInt8] {
        var manifest = BundleManifest(
            type: .denyList, version: version, issued: now - 1, notBefore: now - 1, expires: now + 86_400,
            form: .denyIndex, size: payload.count, sha256: Digest.hash(.sha256, payload), keyIdentifier: [])
        manifest.base = base
        return BundleHead(signing: manifest, with: signer).bytes + payload
    }

    private static func roots(_ signer: Ed25519PrivateKey) throws -> RootSet {
        guard let key = BundleKey(signer.publicKey) else { throw CommandExit.failed }
        return try RootSet(
            parsing: RootSet.file(
                version: 1, expires: now + 86_400, roots: [key], signers: [.init(type: .denyList, key: key)],
                keys: [signer]))
    }

    /// Pages of files that are in memory for this process.
    private static var residentKilobytes: Int {
        guard let text = Machine.text(of: "/proc/self/status") else { return 0 }
        for line in text.split(separator: "\n") where line.hasPrefix("RssFile:") {
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        }
        return 0
    }
}
