import Foundation

/// Lines of the status socket for people.
enum GateStatusText {
    /// The first line as a table of lanes; nil for what is none.
    static func status(_ line: String, _ language: Language) -> String? {
        guard let object = object(line), let lanes = object["lanes"] as? [[String: Any]] else { return nil }
        let journal = object["journal"] as? [String: Any]
        var lines = [
            "\(text(object["device"]))   \(text(object["station"]))   faregate \(text(object["version"]))   "
                + language.pick("已运行", "up") + " \(text(object["uptime_s"])) s",
            language.pick("日志", "journal")
                + " \(text(journal?["sequence"])), \(language.pick("待写", "pending")) \(text(journal?["pending"])), "
                + "p99 \(text(journal?["commit_p99_us"])) µs",
        ]
        if let alarm = journal?["alarm"] as? String {
            lines.append(
                language.pick("警报 ", "alarm ") + "\(alarm): "
                    + language.pick(
                        "日志已失败，不再写入；未释放的通道拒绝所有乘客",
                        "the journal has failed and takes nothing; lanes that are not released refuse everybody"))
        }
        if let list = object["deny_list"] as? [String: Any] {
            // Version 0 is that of no list.
            let words =
                list["version"] as? Int == 0
                ? language.pick("无", "none")
                : "\(text(list["version"])), \(language.pick("已启用", "in force for")) \(text(list["age_s"])) s"
            lines.append(language.pick("黑名单", "deny list") + " \(words)")
        }
        let bundles = object["bundles"] as? [String: Any]
        for notice in bundles?["alarms"] as? [[String: Any]] ?? [] {
            lines.append(language.pick("警报 ", "alarm ") + "\(text(notice["alarm"])): \(text(notice["words"]))")
        }
        for lane in lanes {
            let readers = (lane["readers"] as? [[String: Any]] ?? []).map {
                "\(text($0["source"])) \(text($0["state"]))"
            }
            let last = lane["last_tap"] as? [String: Any]
            let alarms = (lane["alarms"] as? [String] ?? []).joined(separator: ",")
            let (direction, present) = (text(lane["direction"]), text(lane["open_to"]))
            lines.append(
                [
                    text(lane["id"]), direction + (present == direction ? "" : " (\(present))"), text(lane["mode"]),
                    (lane["easings"] as? [String] ?? []).joined(separator: ","), readers.joined(separator: "; "),
                    last.map { "\(text($0["outcome"])) \(text($0["reason"]))" } ?? "-",
                    alarms.isEmpty ? "" : language.pick("警报 ", "alarm ") + alarms,
                ].filter { !$0.isEmpty }.joined(separator: "   "))
        }
        return lines.joined(separator: "\n")
    }

    /// A later line as words; nil for what is none.
    static func event(_ line: String) -> String? {
        guard let object = object(line) else { return nil }
        let rest = object.keys.filter { $0 != "type" }.sorted().map { "\($0)=\(text(object[$0]))" }
        return ([text(object["type"])] + rest).joined(separator: " ")
    }

    private static func object(_ line: String) -> [String: Any]? {
        try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    }

    private static func text(_ value: Any?) -> String {
        switch value {
        case let text as String: text
        case let list as [Any]: list.map { text($0) }.joined(separator: ",")
        case let number as Int: "\(number)"
        case let flag as Bool: "\(flag)"
        default: "-"
        }
    }
}
