import Bundles
import EMV
import Foundation
import Glibc
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
