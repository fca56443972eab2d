import Journal
import SmartCard

/// The Chinese words of what can be wrong with a journal.
enum JournalWords {
    static func chinese(_ error: JournalError) -> String {
        switch error {
        case .storage(let error): "\(chinese(error))；日志已关闭：请查明原因后重新启动"
        case .diskFull(let error): "\(chinese(error))；日志已关闭：请在该文件系统上腾出空间后重新启动"
        case .noJournal(let path): "\(path): 该目录中没有日志"
        case .inUse(let path): "\(path): 另一进程正在写此日志；请先停止它，或换一个目录"
        case .otherDevice(let path, let found, let expected):
            "\(path): 是设备 \(found) 的日志，不是 \(expected) 的；请换一个目录"
        case .badDeviceID(let id):
            "\"\(id)\": 不是设备标识：应为 1 至 \(JournalFormat.longestDeviceID) 字节，不含空格"
        case .damaged(let damage): chinese(damage)
        case .newerFormat(let file, let version):
            "\(file): 由更新的 faregate 写成，格式 \(version)；本程序支持 \(JournalFormat.version)"
        case .newerRecord(let file, let sequence, let kind, let form):
            "\(file): 记录 \(sequence)（\(RecordKind(rawValue: kind)?.code ?? "kind \(kind)")，形式 \(form)）"
                + "由更新的 faregate 写成；日志并未损坏：请运行该版本，或换一个目录新建日志"
        case .tooLong(let field, let bytes, let limit): "\(field) 有 \(bytes) 字节；一条记录最多容纳 \(limit) 字节"
        case .keyFile(let path, let reason): "\(path): \(chinese(keyFile: reason))"
        case .otherKey(let identifier, let sequence):
            "设备密钥 \(identifier) 与记录 \(sequence) 所用的不同；请使用原来的密钥，或给新密钥另一个编号"
        case .keyNeeded(let identifier): "记录由设备密钥 \(identifier) 认证，而未给出其文件"
        case .queueFull(let limit): "磁盘跟不上：等待写入的记录或字节已达 \(limit)"
        case .thread(let code): "无法为日志创建线程：\(SystemWords.wording(code: code).chinese)"
        case .poisoned(let reason): "日志因先前的故障已关闭：\(reason)"
        case .notDurableInTime(let milliseconds): "磁盘在 \(milliseconds) 毫秒内未确认记录；请检查磁盘是否故障或繁忙"
        case .closed: "日志已关闭"
        }
    }

    static func chinese(_ error: StorageError) -> String {
        "\(error.path): 无法\(chinese(error.operation))：\(SystemWords.wording(code: error.code).chinese)"
    }

    static func chinese(_ damage: JournalDamage) -> String {
        "日志损坏：\(damage.file)，第 \(damage.offset) 字节，记录 \(damage.sequence)：\(chinese(damage.fault))；"
            + "请原样保留该目录，并在另一目录中新建日志"
    }

    /// What is wrong with a batch, by its English words, which are all that the error has.
    static func chinese(batch what: String) -> String {
        if what == "the days before cannot be read" { return "此前各日的批次无法读取" }
        for (english, chinese) in [("is missing", "缺失"), ("is not as it was written", "与写入时不同")]
        where what.hasSuffix(english) {
            return what.dropLast(english.count) + chinese
        }
        return what
    }

    private static func chinese(_ operation: StorageError.Operation) -> String {
        switch operation {
        case .openFolder: "打开目录"
        case .list: "列出目录"
        case .lock: "加锁"
        case .create: "创建"
        case .open: "打开"
        case .size: "取得大小"
        case .read: "读取"
        case .write: "写入"
        case .sync: "同步到磁盘"
        case .syncFolder: "同步目录"
        case .truncate: "截短"
        case .rename: "改名"
        case .remove: "删除"
        }
    }

    private static func chinese(_ fault: JournalDamage.Fault) -> String {
        switch fault {
        case .length: "记录长度不合理"
        case .checksum: "记录校验和错误"
        case .sequence(let found): "记录自称序号为 \(found)"
        case .chain: "记录与前一条不衔接"
        case .mac: "认证码错误"
        case .notAuthenticated: "没有所给密钥的认证码"
        case .body(let kind, let offset):
            "记录内容（\(RecordKind(rawValue: kind)?.code ?? "kind \(kind)")）在第 \(offset) 字节处无法读取"
        case .segmentHeader: "段头错误"
        case .segmentMissing: "缺少该段"
        case .headMissing: "首部锚点缺失或无法读取"
        case .headOfAnother: "首部锚点属于另一日志"
        case .recordsMissing(let anchored): "已写到记录 \(anchored)，现已缺失"
        case .anchorDiffers: "不是首部锚点所指的记录"
        }
    }

    /// The key file's faults by their English words, which are all that the error has.
    private static func chinese(keyFile reason: String) -> String {
        if reason == "not a file" { return "不是文件" }
        if reason == "too large for a key file" { return "作为密钥文件过大" }
        if reason == "no key in it" { return "其中没有密钥" }
        if let range = reason.firstRange(of: "chmod 600") {
            return "同组或其他用户可使用此密钥；请执行 \(reason[range.lowerBound...])"
        }
        if reason.hasPrefix("line "), let line = reason.split(separator: " ").dropFirst().first {
            return "第 \(line) 行不是密钥：应为从 1 起的编号、一个空格和足够长的十六进制密钥；编号不得重复"
        }
        return SystemWords.wording(reason).chinese
    }
}
