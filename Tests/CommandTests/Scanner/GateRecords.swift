import Foundation
import TestSupport
import Testing

/// What a gate has on record, and what its barrier was told.
struct GateRecords {
    /// The tokens of the approved taps, by the records' numbers.
    private(set) var tokens: [Int: String] = [:]
    /// The approved taps as they are printed.
    private(set) var approved: [[String: Any]] = []
    private(set) var notes: [String] = []
    /// The numbers of the open signals.
    let signals: [Int]

    /// Reads a journal that must be whole, and the barrier's file beside it.
    init(_ journal: String = "day", in folder: Folder) throws {
        let verified = try Binary.run(["journal", "verify", journal, "--json"], in: folder.path)
        #expect(verified.code == 0, "\(verified.output)\(verified.words)")
        let shown = try Binary.run(["journal", "show", journal], in: folder.path)
        #expect(shown.code == 0, "\(shown.words)")
        signals = try folder.text("\(journal).signals").split(separator: "\n").compactMap { line in
            line.hasPrefix("open ") ? Int(line.dropFirst(5)) : nil
        }
        for line in shown.lines {
            let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            if let text = record["text"] as? String, record["kind"] as? String == "note" { notes.append(text) }
            guard record["kind"] as? String == "tap", record["outcome"] as? String == "open" else { continue }
            let sequence = try #require(record["sequence"] as? Int)
            tokens[sequence] = try #require(record["token"] as? String)
            approved.append(record)
        }
    }

    /// Open signals without a record.
    var unrecorded: Int { signals.count { tokens[$0] == nil } }
    /// The tokens that the barrier has opened for, once for each signal.
    var opened: [String] { signals.compactMap { tokens[$0] } }
}
