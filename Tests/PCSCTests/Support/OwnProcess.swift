import Foundation

/// What this process holds.
struct OwnProcess: CustomStringConvertible {
    let descriptors: Int
    let threads: Int
    let kibibytes: Int

    init() {
        func count(_ folder: String) -> Int {
            ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/\(folder)")) ?? []).count
        }
        descriptors = count("fd")
        threads = count("task")
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        kibibytes = Int(line.filter(\.isNumber)) ?? 0
    }

    var description: String { "\(descriptors) descriptors, \(threads) threads, \(kibibytes) KiB" }

    /// The names of this process's threads with this beginning.
    static func threads(named beginning: String) -> [String] {
        let folder = "/proc/self/task"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap {
            try? String(contentsOfFile: "\(folder)/\($0)/comm", encoding: .utf8)
        }
        return names.filter { $0.hasPrefix(beginning) }
    }
}
