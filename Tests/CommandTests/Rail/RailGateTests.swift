import Foundation
import Glibc
import TestSupport
import Testing

/// `faregate rail gate` as a process: verdicts, records, signals, what it says and what it keeps to itself.
@Suite(.serialized)
struct RailGateTests {
    private static let mine = RailFolder.documents[0]
    private static let other = RailFolder.documents[1]

    @Test("the main verdicts from lines to JSON, journal and barrier")
    func verdicts() throws {
        let place = try RailFolder(reservations: [try RailFolder.reservation("E7", Self.mine)])
        let run = try place.run([
            try RailFolder.ticket("E1"), try RailFolder.ticket("E2", bound: Self.mine), "document " + Self.mine,
            try RailFolder.ticket("E3", bound: Self.mine), "document \(Self.other)",
            "document resident-id \(Self.mine)",
            try RailFolder.ticket("E4", from: "NZQ"), try RailFolder.ticket("E5", train: "G9999"),
            try RailFolder.ticket("E6", train: "G2"), "ticket 0102", "what is this",
        ])
        #expect(run.code == 0, "\(run.words)")
        #expect(
            try RailFolder.verdicts(run) == [
                "000000 open entered", "-00888 again waiting-for-document", "000000 open entered",
                "-00888 again waiting-for-document", "-00801 refused document-mismatch", "000000 open entered",
                "-00802 refused wrong-station", "-00808 refused train-cancelled", "-00807 refused unknown-train",
                "-00999 refused unknown-format",
            ])
        #expect(run.words.contains("neither"))
        let taps = try RunningGate.taps(run.output)
        #expect(taps[5]["ticket"] as? String == "*7" && taps[5]["by"] as? String == "document")
        #expect(taps[0]["train"] as? String == "G5711" && taps[0]["seat"] as? String == "12F")
        #expect((taps[0]["verdict_text"] as? [String: String])?["zh"] == "请通过")
        let records = try GateRecords(in: place.folder)
        #expect(records.approved.count == 3 && records.unrecorded == 0 && records.opened.count == 3)
        #expect(records.approved.allSatisfy { $0["medium"] as? String == "rail-ticket" })
        #expect(records.notes.contains("rail -00888: waiting-for-document"))
        let shown = try Binary.run(["journal", "show", "day"], in: place.folder.path)
        for reason in ["document-mismatch", "wrong-station", "train-cancelled", "unknown-train"] {
            #expect(shown.output.contains("\"reason\": \"\(reason)\""), "\(reason)")
        }
    }

    @Test("who waits when stdin ends hears how it ends, in both languages", arguments: ["zh", "en"])
    func waits(language: String) throws {
        let place = try RailFolder()
        let run = try place.run(
            [try RailFolder.ticket("E123456", bound: Self.mine)], RailFolder.arguments() + ["--lang", language])
        #expect(run.code == 0 && run.output.contains("-00888") && run.output.contains("-00999"))
        #expect(run.output.contains(language == "zh" ? "深圳北 进站" : "Shenzhenbei entry"))
        #expect(run.output.contains("****456") && !run.output.contains("E123456"))
    }

    @Test("killed after it let a ticket in: not once more after the restart, and not by its document either")
    func killed() throws {
        let place = try RailFolder(reservations: [try RailFolder.reservation("E1", Self.mine)])
        let folder = place.folder
        let code = try RailFolder.ticket("E1")
        try folder.write("", to: "out")
        let arguments = (RailFolder.arguments() + ["--json"]).map { "'\($0)'" }.joined(separator: " ")
        let killed = try Binary.shell(
            """
            mkfifo pipe
            "$FG" \(arguments) < pipe > out & gate=$!
            exec 3> pipe
            printf '%s\\n' '\(code)' 'document \(Self.mine)' >&3
            tries=0
            until grep -q '"open"' out || [ $tries -ge 600 ]; do tries=$((tries + 1)); sleep 0.1; done
            kill -9 $gate; wait $gate
            """, in: folder)
        #expect(try folder.text("out").contains("\"outcome\": \"open\""), "\(killed.words)")
        let later = RailFolder.time + 300
        let run = try place.run(
            [try RailFolder.ticket("E1", at: later), "document \(Self.mine)", "document \(Self.mine)"],
            RailFolder.arguments(clock: "2026-11-24 08:05:00") + ["--json"])
        #expect(
            try RailFolder.verdicts(run) == [
                "-00888 again waiting-for-document", "-00806 refused already-used", "-00806 refused already-used",
            ])
        let records = try GateRecords(in: folder)
        #expect(records.approved.count == 1 && records.unrecorded == 0)
    }

    @Test("an exit at West Kowloon on a ticket to Futian: wrong station, and what is owed")
    func surcharge() throws {
        let place = try RailFolder()
        let run = try place.run(
            [
                try RailFolder.ticket("E1", to: "NZQ"), try RailFolder.ticket("E2", from: "QSQ", to: "XJA"),
                try RailFolder.ticket("E4", from: "XJA", to: "IOQ"),
                try RailFolder.ticket("E5", from: "NZQ", to: "IOQ"),
            ],
            RailFolder.arguments(station: "西九龙", direction: "exit") + ["--json"])
        #expect(try RailFolder.verdicts(run).map { $0.prefix(6) } == ["-00802", "000000", "-00802", "-00802"])
        let taps = try RunningGate.taps(run.output)
        let owed = try #require(taps[0]["surcharge"] as? [String: Any])
        #expect(owed["minor_units"] as? Int == 150_000 && owed["currency"] as? String == "HKD")
        // Let in or out with another ticket, from here or away from here: nothing to do with this arrival.
        for tap in taps.dropFirst() { #expect(tap["surcharge"] is NSNull) }
        let late = try place.run(
            [try RailFolder.ticket("E1", to: "NZQ", at: RailFolder.time + 4 * 86_400)],
            RailFolder.arguments(station: "西九龙", direction: "exit", clock: "2026-11-28 08:00:00") + ["--json"])
        #expect(try RunningGate.taps(late.output)[0]["surcharge"] is NSNull)
        let words = try place.run(
            [try RailFolder.ticket("E3", from: "CWQ", to: "NZQ")],
            RailFolder.arguments(station: "XJA", direction: "exit") + ["--lang", "en"])
        #expect(words.output.contains("HKD 3000"), "\(words.output)")
    }

    @Test("tickets that qr issue makes, in every format", arguments: ["fg-sm2", "fg-p256", "fg-ed25519", "uic-u2"])
    func issued(format: String) throws {
        let place = try RailFolder()
        let issued = try Binary.run([
            "qr", "issue", "--format", format, "--account", "E123456789", "--at", RailFolder.clock, "--rail-train",
            "G5711", "--rail-date", "2026-11-24", "--rail-from", "IOQ", "--rail-to", "XJA", "--rail-seat", "12F",
            "--hex", "--out", "-",
        ])
        #expect(issued.code == 0, "\(issued.words)")
        let run = try place.run(["ticket " + issued.output.trimmingCharacters(in: .newlines)])
        #expect(try RailFolder.verdicts(run) == ["000000 open entered"], "\(run.words)")
    }

    @Test("documents of a reader behind a FIFO join the tickets of stdin")
    func fifo() throws {
        let place = try RailFolder()
        var arguments = RailFolder.arguments() + ["--json", "--once"]
        arguments[5] = "reader"
        let words = arguments.map { "'\($0)'" }.joined(separator: " ")
        try place.folder.write(try RailFolder.ticket("E1", bound: Self.mine).dropFirst(7) + "\n", to: "lines")
        let run = try Binary.shell(
            """
            mkfifo reader pipe
            "$FG" \(words) < pipe > out 2> err & gate=$!
            exec 3> pipe
            exec 4<> reader
            tries=0
            until grep -q 'is there' err || [ $tries -ge 300 ]; do tries=$((tries + 1)); sleep 0.1; done
            cat lines >&3
            until grep -q '00888' out || [ $tries -ge 300 ]; do tries=$((tries + 1)); sleep 0.1; done
            echo '\(Self.mine)' >&4
            wait $gate; cat out
            """, in: place.folder)
        let said = try place.folder.text("err")
        #expect(
            try RailFolder.verdicts(run) == ["-00888 again waiting-for-document", "000000 open entered"], "\(said)")
    }

    @Test(
        "what is missing or wrong is named, with its exit code",
        arguments: [
            (["--trains", "none"], 65, "none"), (["--reservations", "none"], 65, "none"),
            (["--document-key", "none"], 65, "none"), (["--document-key", "trains.csv"], 78, "trains.csv"),
            (["--station", "nowhere"], 64, "nowhere"), (["--letters", "gd"], 64, "--letters"),
            (["--barrier", "trains.csv"], 64, "trains.csv"), (["--reservations", "twice.csv"], 65, "twice.csv:3"),
            (["--trains", "reservations.csv"], 65, "reservations.csv"), (["--direction", "bus"], 64, "direction"),
        ] as [([String], Int32, String)])
    func refuses(change: [String], code: Int32, words: String) throws {
        let place = try RailFolder()
        let row = try RailFolder.reservation("E1", Self.mine)
        try place.folder.write(
            "ticket_number,document_hash,from,to,train,date,ticket_type,seat_code,coach,seat,needs_ticket,status\n"
                + row + "\n" + row + "\n", to: "twice.csv")
        var arguments = RailFolder.arguments()
        if let at = arguments.firstIndex(of: change[0]) { arguments.removeSubrange(at..<at + 2) }
        arguments += change
        let run = try place.run([], arguments)
        #expect(run.code == code && run.words.contains(words), "\(run.code) \(run.words)")
        #expect(run.output == "")
    }

    @Test(
        "options that need others",
        arguments: [
            ["--documents", "-"], ["--document-key", "document.key", "--scanner", "-"], [],
            ["--scanner", "-", "--documents", "-", "--document-key", "document.key", "--count", "0"],
            ["--scanner", "reader", "--documents", "./reader", "--document-key", "document.key"],
            ["--scanner", "-", "--documents", "reader", "--document-key", "document.key", "--barrier", "reader"],
        ])
    func usage(options: [String]) throws {
        let place = try RailFolder()
        let run = try Binary.run(
            [
                "rail", "gate", "--station", "IOQ", "--direction", "entry", "--trains", "trains.csv", "--journal",
                "day",
            ] + options, in: place.folder.path)
        #expect(run.code == 64, "\(run.words)")
        #expect(!run.words.contains("--cards") && !run.words.contains("--interval-ms"), "\(run.words)")
        #expect(!(try place.folder.names().contains("day")))
    }
}
