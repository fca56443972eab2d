import Fares
import TestSupport
import Testing

/// The reader of small CSV files: forms it takes, and what it refuses with which line.
struct CSVReaderTests {
    /// All records as `line:field|field`, then what ended the reading.
    private func read(_ bytes: [UInt8]) -> String {
        var parts: [String] = []
        do {
            var reader = try CSVReader(file: "f.csv", bytes: bytes)
            parts.append(reader.header.joined(separator: "|"))
            while try reader.next() {
                parts.append("\(reader.line):" + reader.strings.joined(separator: "|"))
                guard parts.count < 10_000 else { return "endless" }
            }
        } catch {
            parts.append("\(error)")
        }
        return parts.joined(separator: " ; ")
    }

    @Test(arguments: [
        ("a,b\n1,2\n", "a|b ; 2:1|2"),
        ("a,b\r\n1,2\r\n", "a|b ; 2:1|2"),
        ("a,b\n1,2", "a|b ; 2:1|2"),  // no line end at the end
        ("a,b\r\n1,", "a|b ; 2:1|"),
        ("\u{FEFF}a,b\n1,2\n", "a|b ; 2:1|2"),  // byte order mark
        ("\"a\",\"b\"\n\"1\",\"2\"\r\n", "a|b ; 2:1|2"),
        ("a,b\n\"1,5\",2\n", "a|b ; 2:1,5|2"),
        ("a\n\"say \"\"yes\"\"\"\n", "a ; 2:say \"yes\""),
        ("a\n\"\"\"\"\"\"\n", "a ; 2:\"\""),
        ("a,b\n\"\",\"\"\n", "a|b ; 2:|"),
        ("a,b\n\n1,2\n\r\n3,4\n", "a|b ; 3:1|2 ; 5:3|4"),  // blank lines count, but hold no record
        ("a,b\n,\n", "a|b ; 2:|"),
        ("站,b\n甲,乙\n", "站|b ; 2:甲|乙"),
        ("a,b\n1\r2,3\n", "a|b ; 2:1\r2|3"),  // a carriage return inside a line is text
        ("a,b\n", "a|b"),
        ("a,b", "a|b"),
        ("a,b\n1,2,3\n", "a|b ; f.csv:2: 3 fields; the header has 2"),
        ("a,b\n1,2\n\n3\n", "a|b ; 2:1|2 ; f.csv:4: 1 fields; the header has 2"),
        ("a,b\n\"1,2\n3,4\n", "a|b ; f.csv:2: a quoted field is not closed on its line"),
        ("a,b\n1,\"2", "a|b ; f.csv:2: a quoted field is not closed on its line"),
        ("a,b\n\"1\"x,2\n", "a|b ; f.csv:2: text after a closing quote; expected a comma"),
        ("a,\"b\n", "f.csv:1: a quoted field is not closed on its line"),
        ("", "f.csv: the file is empty; expected a header line"),
    ])
    func reads(text: String, expected: String) {
        #expect(read(Array(text.utf8)) == expected)
    }

    @Test func missingColumnNamesTheHeader() throws {
        let reader = try CSVReader(file: "f.csv", bytes: Array("x,y\n1,2\n".utf8))
        let error = message { _ = try reader.requiredColumn("z") }
        #expect(error == "f.csv:1: no column \"z\"; the header is: x,y")
        #expect(reader.column("z") == nil)
        #expect(try reader.requiredColumn("y") == 1)
    }

    @Test(arguments: [
        ("0", 0), ("100", 100), ("0007", 7), ("", nil), ("101", nil), ("-1", nil), ("+1", nil), ("1.0", nil),
        ("1e2", nil), (" 1", nil), ("１", nil), ("999999999999", nil), ("99999999999999999999999999", nil),
        ("0x1", nil), ("1_0", nil),
    ])
    func integers(text: String, expected: Int?) throws {
        var reader = try CSVReader(file: "f.csv", bytes: Array("n,m\n\"\(text)\",1\n".utf8))
        #expect(try reader.next())
        let value = try? reader.integer(0, maximum: 100)
        #expect(value == expected)
        guard expected == nil else { return }
        let error = message { _ = try reader.integer(0, maximum: 100) }
        #expect(error == "f.csv:2: n is \"\(text)\"; expected a whole number from 0 to 100")
    }

    @Test(arguments: UInt64(0)..<16)
    func randomBytesDoNotTrap(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = Array("a,\"\r\n1 ".utf8) + [0, 0xEF, 0xBB, 0xBF, 0xFF]
        for round in 0..<1000 {
            let length = random.below(80)
            let bytes = (0..<length).map { _ in
                round % 2 == 0 ? random.one(of: alphabet) : UInt8(truncatingIfNeeded: random.next())
            }
            #expect(read(bytes) != "endless")
        }
    }
}
