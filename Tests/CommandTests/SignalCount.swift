import Foundation
import Testing

/// Open signals of a barrier against the approved taps of a journal.
struct SignalCount: Sendable, CustomStringConvertible {
    /// Open signals that the barrier was given.
    var opened = 0
    /// Approved taps in the journal.
    var approved = 0
    /// Open signals without a record.
    var unrecorded = 0
    /// Records that opened twice, and taps that were recorded twice.
    var doubled = 0

    init() {}

    /// - Parameters:
    ///   - shown: What `journal show` printed.
    ///   - signals: What the barrier was told; a kill may cut the last line, which then is no signal.
    init(shown: String, signals: String) throws {
        var taps: [Int: String] = [:]
        for line in shown.split(separator: "\n") {
            guard let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                record["kind"] as? String == "tap", record["outcome"] as? String == "open"
            else { continue }
            let sequence = try #require(record["sequence"] as? Int)
            taps[sequence] = "\(record["token"] ?? "") \(record["time"] ?? "")"
        }
        let numbers = signals.split(separator: "\n").filter { $0.hasPrefix("open ") }.compactMap {
            Int($0.dropFirst(5))
        }
        opened = numbers.count
        approved = taps.count
        unrecorded = numbers.count { taps[$0] == nil }
        doubled = numbers.count - Set(numbers).count + taps.count - Set(taps.values).count
    }

    static func += (sum: inout SignalCount, other: SignalCount) {
        sum.opened += other.opened
        sum.approved += other.approved
        sum.unrecorded += other.unrecorded
        sum.doubled += other.doubled
    }

    var description: String {
        "\(opened) open signals, \(approved) approved taps, \(unrecorded) unrecorded, \(doubled) doubled"
    }
}
