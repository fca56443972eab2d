import Gate
import QRTickets
import SmartCard

/// What a rail gate says to people.
enum RailGateWords {
    /// What a verdict means.
    static func verdict(_ verdict: RailVerdict) -> Wording {
        switch verdict {
        case .accepted: Wording("please pass", "请通过")
        case .mismatch: Wording("document and ticket do not match", "证件与车票不符")
        case .wrongStation: Wording("not a ticket of this station", "不是本站的车票")
        case .wrongDate: Wording("not a ticket of this day", "乘车日期不符")
        case .notOpenYet: Wording("check-in has not opened yet", "尚未开始检票")
        case .closed: Wording("check-in has closed", "已停止检票")
        case .repeated: Wording("the ticket has been used here", "车票重复使用")
        case .unknownTrain: Wording("no such train here", "无此车次")
        case .cancelled: Wording("the train is cancelled", "列车停运")
        case .waiting: Wording("please show the other one of ticket and document", "请出示车票或证件")
        case .noTicket: Wording("no ticket", "无票无证")
        }
    }

    /// Coach and seat.
    static func seat(_ ticket: RailTicketFacts, _ language: Language) -> String {
        let coach = ticket.coach > 0 ? language.pick("\(ticket.coach) 车", "coach \(ticket.coach)") : ""
        let seat = ticket.seat.isEmpty ? "" : language.pick("\(ticket.seat) 号", "seat \(ticket.seat)")
        return [coach, seat].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension Wording {
    static let takesTrainLetters = takes("--letters", "capital letters such as GDC", "大写字母，如 GDC")
    static let railLine = Wording(
        "a line that begins with neither \"ticket\" nor \"document\" is left out", "跳过一行：应以 ticket 或 document 开头")

    static func newTrains(_ file: String) -> Wording {
        Wording("the list of trains has changed and is in force", "列车时刻已更新并生效").at(file)
    }

    static func newReservations(_ file: String, _ count: Int) -> Wording {
        Wording("the list of tickets has changed and is in force: \(count)", "订票名单已更新并生效：\(count) 条").at(file)
    }

    static func sameDevice(_ option: String, _ path: String) -> Wording {
        Wording("the scanner's device too; each needs one of its own", "也是扫码器的设备；两者须各用一台").at("\(option) \(path)")
    }

    static func noTelecode(_ station: String) -> Wording {
        Wording("station \"\(station)\" has no telecode; a gate needs one", "车站 \"\(station)\" 没有电报码，无法设闸机")
    }

    static func noDocumentNumber(_ count: Int, line: Int) -> Wording {
        Wording(
            "\(count) lines hold no document number, the first is line \(line)", "\(count) 行不是证件号码，首见于第 \(line) 行")
    }

    static let railTicketNeedsFormat = Wording(
        "A rail ticket needs --format fg-sm2, fg-p256, fg-ed25519 or uic-u2.",
        "火车票须用 --format fg-sm2、fg-p256、fg-ed25519 或 uic-u2。")
    static let railNumberHasNoSpaces = takes(
        "--account", "a ticket number without spaces, where it is a rail ticket", "不含空格的票号（火车票）")

    /// What a field of a rail ticket takes.
    static func railField(_ field: RailRecordFault.Field) -> Wording {
        switch field {
        case .train: takes("--rail-train", "a letter and 1 to 9999, such as G5711", "字母加 1 至 9999，如 G5711")
        case .from: takes("--rail-from", "a telecode of three capital letters", "三个大写字母的电报码")
        case .to:
            takes(
                "--rail-to", "a telecode of three capital letters, not that of --rail-from",
                "三个大写字母的电报码，且不同于 --rail-from")
        case .ticketType: range("--rail-type", 1, 99)
        case .seatCode: takes("--rail-seat-code", "one capital letter or digit", "一个大写字母或数字")
        case .coach: range("--rail-coach", 0, 99)
        case .seat: takes("--rail-seat", "1 to 255 and a capital letter, such as 12F", "1 至 255 加一个大写字母，如 12F")
        case .marker, .version, .length, .number: Wording("not a rail ticket", "不是火车票")
        }
    }
}
