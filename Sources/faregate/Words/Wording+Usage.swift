import SmartCard

/// What is said of a wrong command line.
extension Wording {
    static func noCard(_ name: String) -> Wording {
        Wording(
            "No card \"\(name)\"; see faregate card make --list.", "没有卡片 \"\(name)\"；见 faregate card make --list。")
    }

    static func noProfile(_ name: String) -> Wording {
        Wording(
            "No profile \"\(name)\"; see faregate card make --list.", "没有卡种 \"\(name)\"；见 faregate card make --list。")
    }

    static func noFault(_ name: String) -> Wording {
        Wording(
            "No fault \"\(name)\"; see faregate card make --list.", "没有故障卡 \"\(name)\"；见 faregate card make --list。")
    }

    static func faultOfAnotherProfile(_ fault: String, _ profile: String) -> Wording {
        Wording(
            "The fault \(fault) is one of a \(profile) card; leave out --profile.",
            "故障卡 \(fault) 属于卡种 \(profile)；请去掉 --profile。")
    }

    static func faultNeedsItsNumber(_ fault: String) -> Wording {
        Wording(
            "the fault \(fault) needs a card number of its own; leave out --pan", "故障卡 \(fault) 须用自己的卡号；请去掉 --pan")
    }

    /// One of two options must be given.
    static func giveOne(_ first: String, _ second: String) -> Wording {
        Wording("Give \(first) or \(second).", "请给出 \(first) 或 \(second)。")
    }

    /// One of several options must be given.
    static func giveOneOf(_ options: [String]) -> Wording {
        let (all, last) = (options.dropLast().joined(separator: ", "), options.last ?? "")
        return Wording(
            "Give one of \(all) or \(last).", "请给出 \(options.joined(separator: "、")) 之一。")
    }

    /// A column whose name is nearly one that is read.
    static func columnNotRead(_ name: String, _ known: String) -> Wording {
        Wording("column \"\(name)\" is not read; \"\(known)\" would be", "不读取“\(name)”列；应写作“\(known)”")
    }

    /// An option must be there; the parser's own words.
    static func missingOption(_ name: String) -> Wording {
        Wording("Missing expected argument '--\(name) <\(name)>'", "缺少参数 '--\(name) <\(name)>'")
    }

    /// Two options exclude each other.
    static func notBoth(_ first: String, _ second: String) -> Wording {
        Wording("Give \(first) or \(second), not both.", "\(first) 和 \(second) 只能给出一个。")
    }

    /// An option goes with another only.
    static func goesWith(_ option: String, _ other: String) -> Wording {
        Wording("\(option) goes with \(other).", "\(option) 须与 \(other) 同用。")
    }

    /// What an option takes: a range, a form.
    static func takes(_ option: String, _ what: String, _ chinese: String? = nil) -> Wording {
        Wording("\(option) takes \(what).", "\(option) 应为 \(chinese ?? what)。")
    }

    static func barrierIsOwnFile(_ path: String) -> Wording {
        Wording(
            "--barrier \(path) is a file of the gate's own; give a device, a FIFO or another file.",
            "--barrier \(path) 是闸机自己的文件；请给出设备、FIFO 或其他文件。")
    }

    static let takesMoment = takes(
        "--time", "YYYY-MM-DD HH:MM:SS, a moment that exists between 1970 and 2105",
        "YYYY-MM-DD HH:MM:SS，且为 1970 至 2105 年间存在的时刻")
    static let takesDirection = takes("--direction", "entry or exit", "entry 或 exit")
    static let takesSequence = takes(
        "--from", "a sequence from 1, and none above --to", "不小于 1 且不大于 --to 的序号")
    static let takesNumber = takes(
        "--pan", "12 to 19 digits of which the last is the check digit (Luhn)", "12 至 19 位数字，末位为 Luhn 校验位")
    static let takesKey = takes("--acquirer-key", "64 hex digits", "64 位十六进制数字")
    static let notAcquirerKey = Wording(
        "not an X25519 public key of 64 hex digits", "不是 64 位十六进制的 X25519 公钥")
    static let notKey = notAcquirerKey.at("--acquirer-key")
    static let takesAddress = takes("--vpcd", "HOST:PORT, such as localhost:35963", "HOST:PORT，如 localhost:35963")
    static let takesPresentations = Wording(
        "--present-ms and --count take at least 1, --absent-ms at least 0.",
        "--present-ms 和 --count 至少为 1，--absent-ms 不得为负。")
    static let takesDeck = Wording(
        "--cards takes 1 to 10000, --interval-ms 0 to 3600000.", "--cards 应为 1 至 10000，--interval-ms 应为 0 至 3600000。")
    static let takesCount = takes("--count", "at least 1", "不小于 1 的数")
    static let outputTwice = Wording(
        "--json and --transcript - cannot both go to stdout.", "--json 和 --transcript - 不能同时输出到标准输出。")

    static func range(_ option: String, _ first: Int, _ last: Int, _ unit: (english: String, chinese: String)? = nil)
        -> Wording
    {
        takes(
            option, "\(first) to \(last)\(unit.map { " \($0.english)" } ?? "")",
            "\(first) 至 \(last)\(unit.map { " \($0.chinese)" } ?? "")")
    }

    static func noAct(_ text: String) -> Wording {
        let acts = "N:leave, N:leave-after, N:drop, N:late:MS, N:overlong:BYTES, N:twice"
        return Wording("give \(acts) or N:empty.", "请给出 \(acts) 或 N:empty。").at("--act \(text)")
    }

    static func noCharset(_ name: String) -> Wording {
        Wording("not a code table that this machine knows.", "本机没有该字符编码表。").at("--charset \(name)")
    }

    static func transcriptInPlace(_ path: String) -> Wording {
        Wording(
            "would take the place of a file of the card or the gate; give another name", "会覆盖卡片或闸机的文件；请换一个文件名"
        ).at("--transcript \(path)")
    }

    static func noEdition(_ name: String, _ known: [String]) -> Wording {
        let list = known.joined(separator: ", ")
        return Wording("No edition \"\(name)\"; there are: \(list).", "没有版本 \"\(name)\"；现有：\(list)。")
    }

    static func noEditionCovers(_ date: String, _ known: [String]) -> Wording {
        let list = known.joined(separator: ", ")
        return Wording(
            "no shipped edition covers \(date); say which with --edition (\(list))",
            "内置版本都不适用于 \(date)；请用 --edition 指定（\(list)）")
    }

    static let noShippedEdition = Wording("no edition inside this binary", "本程序未内置任何版本")
}
