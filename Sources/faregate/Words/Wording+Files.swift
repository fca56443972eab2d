import SmartCard

/// What is said of files that cannot be read or written.
extension Wording {
    static func cannotRead(_ reason: String) -> Wording {
        let reason = SystemWords.wording(reason)
        return Wording("cannot be read: \(reason.english)", "无法读取：\(reason.chinese)")
    }

    static func cannotWrite(_ reason: String) -> Wording {
        let reason = SystemWords.wording(reason)
        return Wording("cannot be written: \(reason.english)", "无法写入：\(reason.chinese)")
    }

    static func writingFailed(_ reason: String) -> Wording {
        let reason = SystemWords.wording(reason)
        return Wording("writing failed: \(reason.english)", "写入失败：\(reason.chinese)")
    }

    static func largerThan(_ bytes: Int) -> Wording { Wording("larger than \(bytes) bytes", "超过 \(bytes) 字节") }

    static func noCardFile(_ reason: String) -> Wording {
        let words = cannotRead(reason)
        return Wording(
            "\(words.english); make a card with \"faregate card make\"",
            "\(words.chinese)；可用 \"faregate card make\" 制卡")
    }

    static func noFolder(_ folder: String) -> Wording {
        Wording("there is no folder \(folder); make it first", "目录 \(folder) 不存在；请先创建")
    }

    static func folderCannotBeMade(_ folder: String) -> Wording {
        Wording("the folder \(folder) cannot be made", "目录 \(folder) 无法创建")
    }

    static func cannotMakeFolder(_ reason: String) -> Wording {
        let reason = SystemWords.wording(reason)
        return Wording("the folder cannot be made: \(reason.english)", "无法创建目录：\(reason.chinese)")
    }

    static let standardInput = Wording("standard input", "标准输入")
    static let standardOutput = Wording("standard output", "标准输出")
    static let notFile = Wording("not a file", "不是文件")
    static let notFolder = Wording("not a folder", "不是目录")
    static let isFolder = Wording("is a folder; give the name of a file", "是目录；请给出文件名")
    static let isWriteProtected = Wording(
        "is write-protected; allow writing (chmod u+w) or give another file", "文件受写保护；请允许写入 (chmod u+w) 或换一个文件")
    static let tooManyLinks = Wording("too many symbolic links", "符号链接层数过多")
    static let noSuchFileOrFolder = Wording("no such file or folder", "没有该文件或目录")
    static let empty = Wording("empty", "内容为空")
    static let notJSON = Wording("not JSON", "不是 JSON")
    static let notList = Wording("not a JSON array of items", "不是由条目组成的 JSON 数组")
    static let notText = Wording("not text: give a transcript or a JSON file", "不是文本：请给出交易记录或 JSON 文件")

    static func notJSON(_ reason: String) -> Wording { Wording("not JSON: \(reason)", "不是 JSON：\(reason)") }

    static func noVectorFiles(_ paths: [String]) -> Wording {
        let list = paths.joined(separator: ", ")
        return Wording("no vector files in \(list)", "\(list) 中没有测试向量文件")
    }

    static let noHomeFolder = Wording(
        "no home folder to keep taps in; say where with --state", "没有可存放刷卡记录的主目录；请用 --state 指定")
    static let stateHomeNotUsed = Wording(
        "XDG_STATE_HOME is not an absolute path and is not used", "XDG_STATE_HOME 不是绝对路径，未采用")
}
