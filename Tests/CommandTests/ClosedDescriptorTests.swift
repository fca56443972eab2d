import Foundation
import TestSupport
import Testing

/// Standard input, output and error that the caller has closed: no file of the gate's may take their numbers.
struct ClosedDescriptorTests {
    @Test(arguments: ["<&- 2>&- >/dev/null", "<&- >&-", "<&- >&- 2>&-", ">&- 2>&-", ">&-", "2>&-"])
    func journalStaysWhole(closing: String) throws {
        let folder = try Folder()
        let script = """
            for minute in 00 01; do
                "$FG" gate --simulated quickpass-debit --cards 2 --count 2 --interval-ms 0 --station 罗湖 --direction entry \\
                    --time "2026-11-24 08:$minute:00" --journal day \(closing)
            done
            "$FG" journal verify day --json > verified
            """
        let run = try Binary.run(program: "/bin/sh", ["-c", script], in: folder.path)
        let data = Data(try folder.text("verified").utf8)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(run.code == 0 && object["ok"] as? Bool == true, "\(run.output) \(run.words)")
        #expect((object["records"] as? Int ?? 0) >= 9, "\(object)")
    }
}
