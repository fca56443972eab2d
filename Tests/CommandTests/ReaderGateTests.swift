import Foundation
import TestSupport
import Testing

/// An emulated card and a gate as two processes with a real card service between them, in a namespace of their own.
@Suite(.serialized)
struct ReaderGateTests {
    private static let service = "/usr/sbin/pcscd"
    private static let driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"

    /// Why that cannot be done here; nil if it can.
    private static let obstacle: String? = {
        for file in [service, driver] where !FileManager.default.fileExists(atPath: file) {
            return "skipped: no \(file); run .ci/setup"
        }
        let probe = try? Binary.run(program: "/usr/bin/unshare", ["-mn", "ip", "link", "set", "lo", "up"])
        return probe?.code == 0 ? nil : "skipped: no namespaces here"
    }()

    private static let isPossible: Bool = {
        if let obstacle { print(obstacle) }
        return obstacle == nil
    }()

    /// Starts the service with its virtual reader, then runs a script; both end with it.
    private static func run(_ script: String, in folder: Folder) throws -> Run {
        let file = try folder.write(
            """
            set -u
            ip link set lo up
            mkdir -p /run/pcscd && mount -t tmpfs tmpfs /run/pcscd
            \(service) --foreground --error > pcscd.log 2>&1 & service=$!
            trap 'kill $service' EXIT
            tries=0
            until "$FG" card readers > readers 2>&1; do
                tries=$((tries + 1)); [ $tries -lt 100 ] || { cat readers pcscd.log; exit 1; }; sleep 0.1
            done
            # lay NAME ARGUMENTS...: a card on the reader.
            lay() {
                "$FG" card emulate --profile "$@" > card.log 2>&1 & card=$!
                tries=0
                until grep -q 'lies on the reader' card.log || [ $tries -ge 100 ]; do
                    tries=$((tries + 1)); sleep 0.1
                done
            }
            lift() { kill $card; wait $card; sleep 2.2; }
            # gate STATION DIRECTION MINUTE ARGUMENTS...: one tap.
            gate() {
                station=$1; direction=$2; minute=$3; shift 3
                timeout 60 "$FG" gate --reader 'Virtual PCD 00 00' --station "$station" --direction "$direction" \\
                    --time "2026-11-24 08:$minute:00" --journal day --once --json "$@" > "tap$minute"
            }
            \(script)
            """, to: "script.sh")
        return try Binary.run(
            program: "/usr/bin/unshare", ["-mn", "sh", file], in: folder.path,
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
    }

    @Test(
        "entry and exit with the right fare, by test keys that were asked for, and by none otherwise",
        .enabled(if: isPossible), arguments: [("quickpass-debit", 900), ("t-union", 855)])
    func entryAndExit(profile: String, fare: Int) throws {
        let folder = try Folder()
        let run = try Self.run(
            """
            lay \(profile) --state card; gate 罗湖 entry 00; lift
            lay \(profile) --state card; gate 罗湖 entry 01 --test-keys; lift
            lay \(profile) --state card; gate 机场东 exit 50 --test-keys; lift
            "$FG" journal verify day --json > verified
            """, in: folder)
        let words = "\(run.output) \(run.words)"
        let taps = try ["tap00", "tap01", "tap50"].map { name in
            let data = Data(try folder.text(name).utf8)
            return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any], "\(words)")
        }
        #expect(taps.map { $0["outcome"] as? String } == ["refused", "open", "open"], "\(words)")
        #expect(taps.last?["fare_fen"] as? Int == fare && taps.last?["entry_station"] as? String == "SZ001", "\(words)")
        #expect(try folder.text("verified").contains("\"ok\": true"))
    }

    /// The operator's key module in the reader's second slot: away between two taps of one gate, it is found again.
    @Test("a purse is debited by a key module in a second slot", .enabled(if: isPossible))
    func keyModule() throws {
        let folder = try Folder()
        let run = try Self.run(
            """
            plug() {
                "$FG" card psam --state module > module.log 2>&1 & module=$!
                tries=0
                until grep -q 'lies on the reader' module.log || [ $tries -ge 100 ]; do
                    tries=$((tries + 1)); sleep 0.1
                done
            }
            lay t-union --state card
            timeout 60 "$FG" gate --reader 'Virtual PCD 00 00' --psam 'Virtual PCD 00 01' --station 罗湖 \
                --direction entry --journal day --once 2> empty || echo $? >> empty
            timeout 20 "$FG" card psam --state /proc/none/module 2> refused; echo $? >> refused
            lift; plug
            "$FG" card make --profile t-union --pan 3104895199900000014 -o other > made 2>&1 || exit 1
            timeout 60 "$FG" gate --reader 'Virtual PCD 00 00' --psam 'Virtual PCD 00 01' --station 罗湖 \\
                --direction entry --time "2026-11-24 08:00:00" --journal day --count 2 --json > taps & gate=$!
            lay t-union --state card
            tries=0
            until [ -s taps ] || [ $tries -ge 100 ]; do tries=$((tries + 1)); sleep 0.1; done
            lift; kill $module; wait $module; plug
            # The service looks at the slot every 0.4 s.
            sleep 1
            lay t-union --state other; wait $gate; lift
            head -n 1 taps > tap00; tail -n +2 taps > tap01
            lay t-union --state card; gate 机场东 exit 50 --psam 'Virtual PCD 00 01'; lift
            kill $module
            "$FG" journal verify day --json > verified
            """, in: folder)
        let words = "\(run.output) \(run.words)"
        #expect(
            try folder.text("empty").contains("no key module") && folder.text("empty").hasSuffix("69\n"), "\(words)")
        let refused = try folder.text("refused")
        #expect(refused.hasSuffix("73\n"), "\(refused)")
        for (name, fare) in [("tap00", 0), ("tap01", 0), ("tap50", 855)] {
            let data = Data(try folder.text(name).utf8)
            let tap = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any], "\(words)")
            #expect(tap["outcome"] as? String == "open" && tap["fare_fen"] as? Int ?? 0 == fare, "\(name): \(tap)")
        }
        // Three purchases, each counted before its answer left.
        #expect(try folder.text("module") == "4\n", "\(words)")
        #expect(try folder.text("verified").contains("\"ok\": true"))
    }
}
