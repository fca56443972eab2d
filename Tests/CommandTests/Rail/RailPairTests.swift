import Foundation
import TestSupport
import Testing

/// Gates of a box that share the uses of tickets, and gates whose lists change and whose inputs pour.
@Suite(.serialized)
struct RailPairTests {
    private static let tickets = 60

    @Test("two gates and the same tickets at once: each ticket is in once, by one of them")
    func atOnce() throws {
        let place = try RailFolder()
        try place.folder.write(String(repeating: "5c", count: 32), to: "key")
        let lines = try (0..<Self.tickets).map { try RailFolder.ticket("E\($0)") }
        // Codes that are made anew: another bytes, the same tickets.
        let anew = try (0..<Self.tickets).map { try RailFolder.ticket("E\($0)", at: RailFolder.time - 7) }
        for (name, lines) in [("one", lines), ("two", anew)] {
            try place.folder.write(lines.map { $0 + "\n" }.joined(), to: "\(name).lines")
        }
        let commands = ["one", "two"].map { name in
            let arguments =
                RailFolder.arguments(journal: name)
                + ["--json", "--device", name, "--replay-store", "shown", "--token-key", "key"]
            return "$FG \(arguments.map { "'\($0)'" }.joined(separator: " ")) < \(name).lines > \(name).out"
        }
        let run = try Binary.shell("\(commands[0]) & \(commands[1]); wait", in: place.folder)
        let records = try ["one", "two"].map { try GateRecords($0, in: place.folder) }
        #expect(records.allSatisfy { $0.unrecorded == 0 }, "\(run.words)")
        let opened = records.flatMap(\.opened)
        print("opened by each: \(records.map(\.opened.count))")
        #expect(opened.count == Self.tickets && Set(opened).count == Self.tickets, "\(run.words)")
        for name in ["one", "two"] {
            let taps = try RunningGate.taps(try place.folder.text("\(name).out"))
            let verdicts = Set(taps.map { $0["verdict"] as? String })
            #expect(taps.count == Self.tickets && verdicts.isSubset(of: ["000000", "-00806"]), "\(verdicts)")
        }
    }

    @Test("a new list and new trains are taken while the gate runs; a wrong one is said, and the old one stays")
    func watches() throws {
        let people = RailFolder.documents
        let place = try RailFolder(reservations: [try RailFolder.reservation("E1", people[0])])
        let folder = place.folder
        let header = try folder.text("reservations.csv").split(separator: "\n")[0]
        let row = try RailFolder.reservation("E2", people[1], seat: "2A")
        try folder.write("\(header)\n\(row)\n", to: "new.csv")
        try folder.write("\(header)\n\(row)\n\(row)\n", to: "bad.csv")
        try folder.write("train,station,departs,date,status\nG5711,IOQ,,,cancelled\n", to: "cancelled.csv")
        let arguments = (RailFolder.arguments() + ["--json"]).map { "'\($0)'" }.joined(separator: " ")
        _ = try Binary.shell(
            """
            mkfifo pipe
            "$FG" \(arguments) < pipe > out 2> err & gate=$!
            exec 3> pipe
            heard() { tries=0; until [ $(grep -c "$1" "$2") -ge $3 ] || [ $tries -ge 300 ]; do tries=$((tries + 1)); sleep 0.1; done; }
            heard 'day' err 1
            mv new.csv reservations.csv; heard 'in force' err 1
            mv bad.csv reservations.csv; heard 'reservations.csv:3' err 1
            echo 'document \(people[1])' >&3; heard '"open"' out 1
            mv cancelled.csv trains.csv; heard 'in force' err 2
            echo '\(try RailFolder.ticket("E3"))' >&3; heard '00808' out 1
            exec 3>&-; wait $gate
            """, in: folder)
        let verdicts = try RunningGate.taps(try folder.text("out")).map { $0["verdict"] as? String }
        let words = try folder.text("err")
        #expect(verdicts == ["000000", "-00808"], "\(words)")
        #expect(words.components(separatedBy: "reservations.csv:3").count == 2, "\(words)")
    }

    @Test("a stdin that pours empty lines starves neither the scanner nor the end of a wait")
    func pours() throws {
        let place = try RailFolder()
        var arguments = RailFolder.arguments() + ["--json", "--count", "1"]
        arguments[3] = "pipe"
        let words = arguments.map { "'\($0)'" }.joined(separator: " ")
        let code = try RailFolder.ticket("E1", bound: RailFolder.documents[0]).dropFirst(7)
        try place.folder.write("\(code)\n", to: "code")
        let run = try Binary.shell(
            """
            mkfifo pipe
            exec 4<> pipe
            yes '' | timeout 60 "$FG" \(words) > out 2> err & gate=$!
            cat code >&4
            wait $gate; cat out
            """, in: place.folder)
        let (verdicts, said) = (try RailFolder.verdicts(run), try place.folder.text("err"))
        #expect(verdicts == ["-00888 again waiting-for-document", "-00999 refused no-ticket"], "\(said)")
    }
}
