import Fares
import SmartCard

/// What is said of a day of live gates.
enum GateDayWords {
    static let nobody = Wording(
        "no rider of that day stays among these stations; more --taps or more --stations",
        "该日没有乘客始终在这些车站之间乘车；请增大 --taps 或 --stations")

    static func notInForce(_ edition: String, _ date: ServiceDate) -> Wording {
        Wording(
            "edition \(edition) is not in force, or has no QuickPass, on \(date)",
            "版本 \(edition) 在 \(date) 未生效，或当日没有云闪付介质"
        ).at("--date")
    }

    static func longPath(_ path: String) -> Wording {
        Wording(
            "too long for a socket's path (\(path.utf8.count) bytes, at most \(SocketAddress.longestPath)); name a shorter "
                + "folder",
            "作为套接字路径过长（\(path.utf8.count) 字节，至多 \(SocketAddress.longestPath)），请换一个较短的文件夹"
        ).at(path)
    }

    static func notSettled(_ command: String, _ cause: String) -> Wording {
        Wording("\(command) has failed: \(cause)", "\(command) 失败：\(cause)")
    }

    static func ended(_ process: String, _ log: String) -> Wording {
        Wording("has ended by itself: \(log)", "自行结束：\(log)").at(process)
    }

    static func killsLeft(_ count: Int) -> Wording {
        Wording(
            "\(grouped(count)) of the kills could not be done: no gate had started again before the day was over",
            "有 \(grouped(count)) 次强制终止未能执行：当日结束前没有已启动的闸机进程")
    }
}
