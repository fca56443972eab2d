import ArgumentParser
import Fares
import Foundation
import Gate
import Journal
import SmartCard

/// Settles the journals of a day of live gates and compares with the generator's truth.
struct GateDaySettlement {
    let run: GateDayRun
    let key: [UInt8]

    private var plan: GateDayPlan { run.plan }
    private var output: String { "\(run.folder)/settled" }

    /// Fills in what the journals and the batches say.
    func fill(_ report: inout GateDayReport) throws {
        for (process, journal) in run.journals.enumerated() {
            let result = try ChildProcess(arguments: [ChildProcess.own, "journal", "verify", journal]).run()
            guard result.exitCode == 0 else { continue }
            report.soundJournals += 1
            report.unopenedTaps += try unopened(journal, opened: run.opened(at: process))
        }
        // A second time: nothing may change.
        for _ in 0..<2 {
            let words =
                [ChildProcess.own, "journal", "settle"] + run.journals
                + ["--date", "\(plan.date)", "--out", output, "--edition", plan.edition, "--json"]
            let log = "\(run.folder)/settle.log"
            let result = try ChildProcess(arguments: words).run(words: log)
            guard result.exitCode == 0 else {
                let cause = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                throw failure(
                    GateDayWords.notSettled(
                        words.dropFirst().joined(separator: " "), cause.trimmingCharacters(in: .whitespacesAndNewlines)),
                    ExitCode(result.exitCode > 0 ? result.exitCode : CommandExit.failed.rawValue))
            }
        }
        let batches = try names(output).filter { $0.hasPrefix("\(plan.date)-") }
        report.batches = batches.count
        var seen: Set<String> = []
        var charges: [Int: Int] = [:]
        let cards = plan.tokens(key)
        for batch in batches {
            for file in try names("\(output)/\(batch)") {
                let path = "\(output)/\(batch)/\(file)"
                if file == "taps.csv" || file.hasSuffix("-taps.csv") {
                    try forEachRow(path, ["tap_id"]) { row in
                        report.settledTaps += 1
                        if !seen.insert(row[0]).inserted { report.doubledTaps += 1 }
                    }
                } else if file.hasSuffix("lines.csv") {
                    try forEachRow(path, ["token", "charge_fen"]) { row in
                        let fen = Int(row[1]) ?? 0
                        report.chargedFen += fen
                        // A token of no card of the day differs from all.
                        charges[cards[row[0]] ?? -1, default: 0] += fen
                    }
                }
            }
        }
        report.truthFen = plan.truth.values.reduce(0, +)
        let all = Set(charges.keys).union(plan.truth.keys)
        let different = all.filter { charges[$0, default: 0] != plan.truth[$0, default: 0] }.sorted()
        report.differentCards = different.count
        try write(different.map { "\($0),\(charges[$0, default: 0]),\(plan.truth[$0, default: 0])" })
        try writeTurns()
    }

    /// Approved taps whose riders no barrier let in: neither has one said so to them, nor is it on record.
    private func unopened(_ journal: String, opened: Set<UInt64>) throws -> Int {
        var (approved, seen) = (Set<UInt64>(), opened)
        _ = try JournalFolder.read(journal) { (header, body) throws(BodyFault) in
            switch try JournalEntry.read(header, body) {
            case .tap(let tap) where tap.outcome == .open: approved.insert(header.sequence)
            case .opened(let opened): seen.insert(opened.tapSequence)
            default: break
            }
        }
        return approved.subtracting(seen).count
    }

    private func write(_ rows: [String]) throws {
        let text = (["card,charged_fen,truth_fen"] + rows).joined(separator: "\n") + "\n"
        try WholeFile("\(run.folder)/differences.csv").write(text)
    }

    /// What was shown where and when, and how it ended.
    private func writeTurns() throws {
        var text = "card,time,lane,outcome,reason,sequence,cut\n"
        for (lane, ending) in run.endings {
            let turn = plan.turns[ending.turn]
            let words = ending.answer + Array(repeating: "", count: max(0, 3 - ending.answer.count))
            text += "\(turn.card),\(turn.time),\(plan.lanes[lane].id),\(words[0]),\(words[1]),\(words[2]),"
            text += "\(ending.wasCut ? "yes" : "")\n"
        }
        try WholeFile("\(run.folder)/turns.csv").write(text)
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    private func forEachRow(_ path: String, _ columns: [String], _ body: ([String]) -> Void) throws {
        var reader = try CSVReader(file: path, bytes: try readWholeFile(path))
        var places: [Int] = []
        for column in columns { places.append(try reader.requiredColumn(column)) }
        while try reader.next() { body(places.map { reader.string($0) }) }
    }
}
