import Fares
import Simulator
import SmartCard

/// What is said of a simulated station.
enum StationWords {
    static let takesMedia = Wording.takes(
        "--media", "MEDIUM=SHARE, several by commas, such as quickpass=0.5,qr-code=0.5",
        "MEDIUM=份额，以逗号分隔，如 quickpass=0.5,qr-code=0.5")
    static let takesTimes = Wording.takes(
        "--times",
        "NAME=MILLISECONDS (300, 250..450 or 215..320..740; at most \(TimeSpread.mostMilliseconds)) with the names "
            + StationTimes.names.joined(separator: ", "),
        "NAME=毫秒（300、250..450 或 215..320..740，至多 \(TimeSpread.mostMilliseconds)），名称为 "
            + StationTimes.names.joined(separator: "、"))
    static let takesMishaps = Wording.takes(
        "--mishaps",
        "none, or NAME=SHARE (0 to 1; torn to 0.9, fault 0 to 60 an hour) with the names "
            + StationMishaps.names.joined(separator: ", "),
        "none 或 NAME=份额（0 至 1；torn 至多 0.9，fault 为每小时 0 至 60 次），名称为 "
            + StationMishaps.names.joined(separator: "、"))
    static let takesCardTimes = Wording(
        "MEDIUM=PROFILE or milliseconds (300, 250..450, 215..320..740); profiles: "
            + MediaProfile.all.map(\.name).joined(separator: ", "),
        "应为 MEDIUM=档案名或毫秒（300、250..450、215..320..740）；档案：" + MediaProfile.all.map(\.name).joined(separator: "、")
    ).at("--card-times")
    static let takesSweep = Wording.takes(
        "--sweep",
        "gates=A..B or arrivals=A..B in whole numbers from 1 up, A at most B, at most \(StationSweep.mostPoints) points; "
            + "/STEP after it (1 gate or 10 arrivals without), such as gates=4..16 or arrivals=60..240/20",
        "gates=A..B 或 arrivals=A..B，自 1 起的整数，A 不大于 B，至多 \(StationSweep.mostPoints) 点；可加 /步长（默认 1 台或每分钟 10 人），"
            + "如 gates=4..16 或 arrivals=60..240/20")

    static let noRail = Wording(
        "A simulated station has a metro's gates; leave out --network rail.", "模拟车站为地铁闸机；请去掉 --network rail。")

    static func tooManyRiders(_ count: Int, _ most: Int) -> Wording {
        Wording(
            "\(count) riders in all runs together; expected at most \(most)", "所有运行合计 \(count) 人；至多 \(most)")
    }

    static func shares(_ perMillion: Int) -> Wording {
        let sum = DecimalText.text(thousandths: perMillion / 1000)
        return Wording("The shares of --media make \(sum), not 1.", "--media 的份额之和为 \(sum)，应为 1。")
    }

    static let sameFile = Wording("--csv and --svg need a file each.", "--csv 与 --svg 须为两个不同的文件。")

    static func nobodyInTime(_ minutes: Int) -> Wording {
        Wording(
            "nobody comes within the \(minutes) minutes of --minutes", "在 --minutes 的 \(minutes) 分钟内无人到达")
    }

    static func noUsualMedium(_ day: ServiceDate) -> Wording {
        Wording(
            "on \(day) the tariff has no medium of the usual mix; name some with --media",
            "\(day) 的票价表没有默认介质；请用 --media 指定")
    }

    static func noMedium(_ name: String, _ known: [String], _ option: String) -> Wording {
        Wording(
            "no medium \"\(name)\" in the tariff; there are: \(known.joined(separator: ", "))",
            "票价表中没有介质 \"\(name)\"；现有：\(known.joined(separator: "、"))"
        ).at(option)
    }

    /// Why a plan cannot be run.
    static func sentence(_ error: StationPlanError) -> Wording {
        let chinese =
            switch error {
            case .gates(let count): "闸机 \(count) 台；应为 1 至 \(StationPlan.mostGates)"
            case .minutes(let count): "\(count) 分钟；应为 1 至 \(StationPlan.mostMinutes)"
            case .warmUp(let count, let all): "预热 \(count) 分钟；应为 0 至 \(all - 1)"
            case .shares(let sum): "介质份额之和为 \(DecimalText.text(thousandths: sum / 1000))；应为 1"
            case .rate(let rate):
                "每分钟 \(DecimalText.text(thousandths: rate)) 人；应为 0 至 \(StationPlan.mostPerMinute)"
            case .tooManyRiders(let count): "一次运行 \(count) 人；至多 \(StationPlan.mostRiders)"
            case .noTime: "不占用时间的乘客不能无限排队；每人至少 50 毫秒"
            }
        return Wording("\(error)", chinese)
    }
}
