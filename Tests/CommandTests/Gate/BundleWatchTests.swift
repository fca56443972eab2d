import Bundles
import EMV
import Fares
import Foundation
import Glibc
import SmartCard
import TestSupport
import Testing

@testable import Lane
@testable import faregate

/// What a gate does with its store of bundles while it runs.
@Suite(.serialized)
struct BundleWatchTests {
    private static let start: UInt64 = 1_800_000_000
    private static let oldKey = [UInt8](repeating: 1, count: 16)
    private static let newKey = [UInt8](repeating: 2, count: 16)

    /// A store with deny list 7, good from the start for 1,000 s; list 8, good from 500 s on, lies beside it.
    private static func folder() throws -> Folder {
        let folder = try Folder()
        try folder.write(String(repeating: "01", count: 16) + "\n", to: "token.key")
        try folder.write("token 00112233445566778899aabbccddeeff\n", to: "denied.txt")
        let made = try Binary.shell(
            """
            set -e; chmod 600 token.key
            for k in root signer; do $FG bundle keygen --out $k.key; done
            $FG bundle roots --version 1 --expires 2100000000 --root-key root.key --signer signer.key -o roots
            D="$FG bundle make --type deny-list --key signer.key --token-key token.key --issued 1800000000"
            $D --version 7 --not-before 1800000000 --expires 1800001000 -o deny-7.fgb denied.txt
            $D --version 8 --not-before 1800000500 --expires 1900000000 -o deny-8.fgb denied.txt
            $FG bundle install deny-7.fgb --store bundles --roots roots --now 1800000100
            """, in: folder)
        try #require(made.code == 0, "\(made.words)")
        return folder
    }

    private static func watch(
        _ folder: Folder, _ keys: [[UInt8]] = [oldKey], store: String = "bundles", roots: String = "roots"
    ) throws -> BundleWatch {
        let place = ConfigurationPlace(line: 1, column: 1, key: "bundles")
        func path(_ name: String) -> ConfigurationPath {
            ConfigurationPath(path: folder.file(name), isCredential: false, place: place)
        }
        return try BundleWatch(
            GateConfiguration.Bundles(folder: path(store), roots: path(roots)),
            tokenKeys: keys.compactMap { CardTokenizer(key: $0, identifier: 1)?.checkValue })
    }

    private static func clock(_ seconds: UInt64) -> BundleClock {
        BundleClock(seconds: start + seconds, isTrusted: true)
    }

    @Test("a list's day comes and another's end, without a change of the store")
    func days() throws {
        let folder = try Self.folder()
        #expect(
            try Binary.shell("$FG bundle install deny-8.fgb --store bundles --roots roots --now 1800000100", in: folder)
                .code == 0)
        let watch = try Self.watch(folder)
        var versions: [UInt64?] = []
        func look(_ seconds: UInt64, _ milliseconds: Int) -> Bool {
            watch.look(at: Self.clock(seconds), milliseconds: milliseconds) { versions.append($0?.version) }
        }
        #expect(look(100, 0))
        #expect(!look(600, 1000))
        #expect(versions == [7])
        #expect(look(600, BundleWatch.renewalMilliseconds))
        #expect(versions == [7, 8])
    }

    @Test("a list that is out of date, and one that is gone from the disk, stays in force, with an alarm and its age")
    func staleList() throws {
        let folder = try Self.folder()
        let watch = try Self.watch(folder)
        var versions: [UInt64?] = []
        func look(_ seconds: UInt64, _ milliseconds: Int) -> [BundleNotice] {
            _ = watch.look(at: Self.clock(seconds), milliseconds: milliseconds) { versions.append($0?.version) }
            return watch.report(at: Self.clock(seconds)).notices
        }
        #expect(look(100, 0).isEmpty)
        let expired = look(1100, 30_000)
        #expect(expired.map(\.code) == ["bundle-expired"] && expired.first?.ageSeconds == 1100)
        let file = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.file("bundles")).first { $0.hasPrefix("deny") })
        try FileManager.default.removeItem(atPath: folder.file("bundles/" + file))
        let gone = look(1200, 60_000)
        #expect(gone.map(\.code) == ["bundle-refused", "bundle-missing"])
        #expect(gone.allSatisfy { $0.ageSeconds == 1200 } && versions == [7])
        #expect(watch.report(at: Self.clock(1200)).parts.map(\.version) == [7])
    }

    @Test(
        "the signer of the full list under a change is withdrawn: the list stays with an alarm, until its own signer goes"
    )
    func withdrawnBase() throws {
        let folder = try Self.folder()
        let run = try Binary.shell(
            """
            set -e
            for k in other third; do $FG bundle keygen --out $k.key; done
            R="$FG bundle roots --expires 2100000000 --root-key root.key"
            $R --version 1 --signer signer.key --signer other.key -o two
            $R --version 2 --signer other.key -o two-2
            $R --version 3 --signer third.key -o two-3
            $FG bundle make --type deny-list --key other.key --token-key token.key --issued 1800000000 --base deny-7.fgb \
                --version 9 --not-before 1800000000 --expires 1900000000 -o deny-9.fgb denied.txt
            for f in deny-7 deny-9; do $FG bundle install $f.fgb --store s --roots two --now 1800000100; done
            """, in: folder)
        #expect(run.code == 0, "\(run.words)")
        let watch = try Self.watch(folder, store: "s", roots: "two")
        var versions: [UInt64?] = []
        func look(_ milliseconds: Int) -> [String] {
            _ = watch.look(at: Self.clock(100), milliseconds: milliseconds) { versions.append($0?.version) }
            return watch.report(at: Self.clock(100)).notices.map(\.code)
        }
        func install(_ roots: String) throws {
            let run = try Binary.shell("$FG bundle install \(roots) --store s --roots two --now 1800000100", in: folder)
            #expect(run.code == 0, "\(run.words)")
        }
        #expect(look(0) == [] && versions == [9])
        try install("two-2")
        #expect(look(30_000) == ["bundle-refused", "bundle-signer-withdrawn", "bundle-missing"] && versions == [9])
        #expect(watch.report(at: Self.clock(100)).parts.map(\.version) == [9])
        try install("two-3")
        #expect(look(60_000) == ["bundle-signer-withdrawn"] && versions == [9, nil])
    }

    @Test("a list under the previous token key is in force, one under a stranger's is refused by name")
    func tokenKeys() throws {
        let folder = try Self.folder()
        let tokenizer = try #require(CardTokenizer(key: Self.newKey, identifier: 2, previousKey: Self.oldKey))
        #expect(tokenizer.previousCheckValue == CardTokenizer(key: Self.oldKey, identifier: 1)?.checkValue)
        for (keys, versions, codes) in [
            ([Self.newKey, Self.oldKey], [7], []), ([Self.newKey], [], ["bundle-refused", "bundle-missing"]),
        ] as [([[UInt8]], [UInt64], [String])] {
            let watch = try Self.watch(folder, keys)
            var taken: [UInt64] = []
            _ = watch.look(at: Self.clock(100), milliseconds: 0) { if let list = $0 { taken.append(list.version) } }
            #expect(taken == versions && watch.report(at: Self.clock(100)).notices.map(\.code) == codes)
        }
    }

    /// Makes bundles of the folder's signer and installs them in `store`.
    private static func install(_ bundles: String, in folder: Folder) throws {
        let made = try Binary.shell(
            """
            set -e
            install() {
              $FG bundle make --type $1 --version $2 --not-before 1800000000 --issued 1800000000 --expires 2100000000 \
                  --key signer.key -o b.fgb "$3"
              $FG bundle install b.fgb --store store --roots roots --now 1800000100
            }
            \(bundles)
            """, in: folder)
        try #require(made.code == 0, "\(made.words)")
    }

    private static func file(_ type: String, in folder: Folder) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("store"))
        return folder.file("store/" + (try #require(names.first { $0.hasPrefix(type) })))
    }

    @Test(
        "what was verified stays in force while the gate runs, though its file is gone; not once its signer is withdrawn",
        arguments: ["accept-list", "ca-keys"])
    func verifiedStays(name: String) throws {
        let folder = try Self.folder()
        try folder.write("medium t-union\n", to: "accepted")
        try folder.write(try GateTroubleTests.publishedKeys(), to: "keys.csv")
        try Self.install("install \(name) 1 \(name == "ca-keys" ? "keys.csv" : "accepted")", in: folder)
        let type = try #require(BundleType(rawValue: name))
        let watch = try Self.watch(folder, store: "store")
        func look(_ milliseconds: Int) -> (version: UInt64?, codes: [String]) {
            _ = watch.look(at: Self.clock(100), milliseconds: milliseconds) { _ in }
            let codes = watch.report(at: Self.clock(100)).notices.map(\.code)
            return (watch.installed?[type]?.manifest.version, codes)
        }
        #expect(look(0).version == 1)
        try FileManager.default.removeItem(atPath: Self.file(name, in: folder))
        let gone = look(30_000)
        #expect(gone.version == 1 && gone.codes == ["bundle-refused", "bundle-missing"])
        let run = try Binary.shell(
            """
            set -e; $FG bundle keygen --out third.key
            $FG bundle roots --version 2 --expires 2100000000 --root-key root.key --signer third.key -o roots-2
            $FG bundle install roots-2 --store store --roots roots --now 1800000100
            """, in: folder)
        #expect(run.code == 0, "\(run.words)")
        let withdrawn = look(60_000)
        #expect(withdrawn.version == nil && withdrawn.codes == ["bundle-signer-withdrawn"])
    }

    private static let configuration = """
        station: 罗湖
        edition: current
        journal: {folder: day, durability: crash}
        keys: {test: true}
        bundles: {folder: store, roots: roots}
        lanes:
          - {id: A, direction: entry, reader: absent}

        """

    @Test(
        "an accept list that was in force and cannot be used takes nothing; without one all is taken that the gate knows",
        arguments: ["none", "used", "damaged", "withdrawn"])
    func lostAcceptList(what: String) throws {
        let folder = try Self.folder()
        try folder.write("medium t-union\n", to: "accepted")
        try folder.write("medium quickpass\n", to: "other")
        try Self.install(what == "none" ? "" : "install accept-list 1 accepted", in: folder)
        if what == "damaged" { try FileManager.default.removeItem(atPath: Self.file("accept-list", in: folder)) }
        if what == "withdrawn" {
            let run = try Binary.shell(
                """
                set -e; $FG bundle keygen --out third.key
                $FG bundle roots --version 2 --expires 2100000000 --root-key root.key --signer third.key -o roots-2
                $FG bundle install roots-2 --store store --roots roots --now 1800000100
                """, in: folder)
            #expect(run.code == 0, "\(run.words)")
        }
        let path = try folder.write(Self.configuration, to: "gate.yaml")
        let cards = try GateMaterial.read(path, on: GateClock.chinaNow.date).get().cards
        #expect(cards.acceptList?.media == ["none": nil, "used": ["t-union"], "damaged": [], "withdrawn": []][what])
    }

    @Test(
        "a tariff or network that was there and is not, with none below, ends a start: no fares but the right ones",
        arguments: [
            "tariff refused", "tariff damaged", "network damaged", "tariff withdrawn", "tariff missing", "one below",
            "running",
        ])
    func wrongFares(what: String) throws {
        let folder = try Self.folder()
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/FareData")
        let tariff = try String(contentsOf: sources.appending(path: "tariffs/shenzhen.yaml"), encoding: .utf8)
        try folder.write(tariff, to: "good.yaml")
        // Good by itself, and not for this network.
        try folder.write(
            tariff.replacing("exceptions: []", with: "exceptions:\n  - {stations: [nowhere, 罗湖], fare_fen: 1}"),
            to: "bad.yaml")
        switch what {
        case "tariff refused", "running": try Self.install("install tariff 1 bad.yaml", in: folder)
        case "tariff damaged", "tariff withdrawn", "tariff missing":
            try Self.install("install tariff 1 good.yaml", in: folder)
        case "network damaged":
            try Self.install("install network 1 '\(sources.appending(path: "editions/2018-08").path)'", in: folder)
        default: try Self.install("install tariff 1 good.yaml; install tariff 2 bad.yaml", in: folder)
        }
        if what.hasSuffix("damaged") {
            try FileManager.default.removeItem(atPath: Self.file(String(what.split(separator: " ")[0]), in: folder))
        }
        // Its signer goes; and comes back, and what it has signed does not.
        for (version, signer) in [(2, "third"), (3, "signer")].prefix(
            ["withdrawn": 1, "missing": 2][what.dropFirst(7)] ?? 0)
        {
            let run = try Binary.shell(
                """
                set -e; [ -f third.key ] || $FG bundle keygen --out third.key
                $FG bundle roots --version \(version) --expires 2100000000 --root-key root.key --signer \(signer).key \
                  -o roots-\(version)
                $FG bundle install roots-\(version) --store store --roots roots --now 1800000100
                """, in: folder)
            #expect(run.code == 0, "\(run.words)")
        }
        let path = try folder.write(Self.configuration, to: "gate.yaml")
        let configuration = try? GateMaterial.read(
            folder.write(
                Self.configuration.replacing("bundles: {folder: store, roots: roots}\n", with: ""), to: "old.yaml"),
            on: GateClock.chinaNow.date
        ).get().configuration
        let read = GateMaterial.read(
            path, on: GateClock.chinaNow.date, started: what == "running" ? configuration : nil)
        switch read {
        case .success: #expect(["one below", "running"].contains(what))
        case .failure(let failure):
            #expect(failure.faults.map(\.place.key) == ["bundles.folder"])
            #expect(failure.lines.contains { $0.english.contains("\(what.prefix(6))") })
            #expect(!["one below", "running"].contains(what))
        }
    }

    @Test("a store that cannot be written to is read when there is news, and not each second")
    func nothingIsRemembered() throws {
        let folder = try Self.folder()
        #expect(
            try Binary.shell("$FG bundle install deny-8.fgb --store bundles --roots roots --now 1800000100", in: folder)
                .code == 0)
        let watch = try Self.watch(folder)
        #expect(watch.look(at: Self.clock(100), milliseconds: 0) { _ in })
        try FileManager.default.createDirectory(
            atPath: folder.file("bundles/state.new"), withIntermediateDirectories: false)
        #expect(watch.look(at: Self.clock(600), milliseconds: 30_000) { _ in })
        #expect(watch.report(at: Self.clock(600)).notices.map(\.code) == ["bundle-store"])
        for second in 31...40 { #expect(!watch.look(at: Self.clock(601), milliseconds: second * 1000) { _ in }) }
        #expect(watch.report(at: Self.clock(601)).notices.map(\.code) == ["bundle-store"])
        try FileManager.default.removeItem(atPath: folder.file("bundles/state.new"))
        #expect(watch.look(at: Self.clock(630), milliseconds: 60_000) { _ in })
        #expect(watch.report(at: Self.clock(630)).notices.isEmpty)
    }

    @Test("CA keys come into force while the gate runs, releases wait, and what it cannot load changes nothing")
    func running() throws {
        let folder = try Self.folder()
        try folder.write(try GateTroubleTests.publishedKeys(), to: "keys.csv")
        try folder.write("station_id,from,until\nSZ002,2026-11-20 08:00:00,2026-11-20 09:00:00\n", to: "releases.csv")
        try folder.write("station_id,from,until\nnowhere,2026-11-20 08:00:00,\n", to: "elsewhere.csv")
        try folder.write("medium t-union\n", to: "accepted")
        let gate = try ConfiguredGate(
            """
            station: 罗湖
            edition: current
            journal: {folder: day, durability: crash}
            keys: {test: true}
            bundles: {folder: store, roots: roots}
            status: status
            lanes:
              - {id: A, direction: entry, simulated: {profile: quickpass-debit, count: 1}}

            """, in: folder)
        try gate.wait(1, "ready")
        func install(_ type: String, _ version: Int, _ file: String) throws {
            let run = try Binary.shell(
                """
                $FG bundle make --type \(type) --version \(version) --expires 2100000000 --key signer.key -o b.fgb \(file) &&
                $FG bundle install b.fgb --store store --roots roots
                """, in: folder)
            try #require(run.code == 0, "\(run.words)")
        }
        try install("ca-keys", 1, "keys.csv")
        try gate.wait(1, "reload")
        try install("emergencies", 1, "releases.csv")
        try gate.wait(2, "reload")
        try install("accept-list", 1, "accepted")
        try gate.wait(3, "reload")
        try install("emergencies", 2, "elsewhere.csv")
        func refused() throws -> [[String: Any]] {
            try gate.events("bundles").filter { $0["alarm"] as? String == "bundle-refused" }
        }
        try gate.wait("an alarm") { try refused().count == 1 }
        let reloads = try gate.events("reload")
        #expect(reloads[0]["changed"] as? String == "bundles.ca-keys" && reloads[0]["needs_restart"] as? String == "")
        #expect(reloads[1]["needs_restart"] as? String == "bundles.emergencies")
        #expect(reloads[2]["changed"] as? String == "bundles.accept-list" && reloads.count == 3)
        let alarm = try #require(try refused().first)
        #expect(alarm["bundle"] as? String == "emergencies" && alarm["version"] as? Int == 2)
        #expect((alarm["words"] as? String)?.contains("emergencies 2:2") == true)
        let bundles = try #require(try gate.status()["bundles"] as? [String: Any])
        let inForce = bundles["in_force"] as? [[String: Any]]
        #expect(inForce?.map { $0["bundle"] as? String } == ["ca-keys", "accept-list", "emergencies"])
        #expect((inForce?.last)?["version"] as? Int == 1)
        #expect(try gate.end() == 0)
    }

    @Test("a gate starts with a network and an accept list from its store, and without what it cannot load")
    func start() throws {
        let folder = try Self.folder()
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(
                path: "Sources/FareData/editions/2018-08")
        try folder.write("station_id,from,until\nnowhere,2026-11-20 08:00:00,\n", to: "elsewhere.csv")
        try folder.write("# no bank cards\nmedium t-union\nmedium qr-code\n", to: "accepted")
        let made = try Binary.shell(
            """
            set -e
            install() {
              $FG bundle make --type $1 --version 1 --expires 2100000000 --key signer.key -o b.fgb "$2"
              $FG bundle install b.fgb --store store --roots roots
            }
            install network '\(sources.path)'
            install accept-list accepted
            install emergencies elsewhere.csv
            """, in: folder)
        try #require(made.code == 0, "\(made.words)")
        let gate = try ConfiguredGate(
            """
            station: 罗湖
            edition: current
            journal: {folder: day, durability: crash}
            keys: {test: true}
            bundles: {folder: store, roots: roots}
            status: status
            lanes:
              - {id: A, direction: entry, simulated: {profile: quickpass-debit, count: 1}}

            """, in: folder)
        try gate.wait(1, "tap")
        #expect(try gate.verdicts("A") == ["refused medium-not-accepted"])
        let status = try gate.status()
        #expect((status["parameters"] as? [String: Any])?["edition"] as? String == "2018-08")
        let bundles = try #require(status["bundles"] as? [String: Any])
        let inForce = bundles["in_force"] as? [[String: Any]]
        #expect(inForce?.map { $0["bundle"] as? String } == ["network", "accept-list"])
        let alarms = (bundles["alarms"] as? [[String: Any]])?.map { $0["alarm"] as? String }
        #expect(alarms?.contains("bundle-refused") == true && alarms?.contains("bundle-missing") == true)
        #expect(try gate.end() == 0)
    }
}
