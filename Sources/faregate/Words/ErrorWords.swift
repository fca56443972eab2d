import CardEmulator
import EMV
import Fares
import Journal
import PCSC
import QRTickets
import SmartCard
import TapLogs

extension Wording {
    /// What is wrong, for any error that a command meets: in English its own words.
    init(of error: any Error) {
        switch error {
        case let error as CardDecodeFailure: self = error.words
        case let error as VectorFiles.Fault: self = error.words
        case let error as VectorItemError: self.init(error.text)
        default: self.init("\(error)", ErrorWords.chinese(error) ?? "\(error)")
        }
    }
}

/// The Chinese words of errors that the libraries throw; their English words are with the errors.
enum ErrorWords {
    /// Nil for an error that has none.
    static func chinese(_ error: any Error) -> String? {
        switch error {
        case let error as FareDataError: chinese(error)
        case let error as LogError: chinese(error)
        case let error as StationLookupError: chinese(error)
        case let error as ReaderError: chinese(error)
        case let error as JournalError: JournalWords.chinese(error)
        case let error as JournalDamage: JournalWords.chinese(error)
        case let error as StorageError: JournalWords.chinese(error)
        case let error as RootFault: QRWords.chinese(error)
        case let error as RevocationFault: QRWords.chinese(error)
        case let error as ReplayStoreFailure: QRWords.chinese(error)
        case let error as CodeFault: QRWords.chinese(error)
        case let error as VectorItem.MissingInput: "输入 \(error.path) 缺失或格式不正确"
        default: BundleWords.chinese(error) ?? CardErrorWords.chinese(error)
        }
    }

    private static func system(_ reason: String) -> String { SystemWords.wording(reason).chinese }

    /// What only the place tells (`what`, `expected`) is English still.
    private static func chinese(_ error: FareDataError) -> String {
        switch error {
        case .unreadable(let file, let reason): "\(file): 无法读取：\(system(reason))"
        case .missingFile(let file): "\(file): 缺少该文件"
        case .missingColumn(let file, let column, let found): "\(file):1: 缺少列 \"\(column)\"；表头为：\(found)"
        case .badValue(let file, let line, let name, let value, let expected):
            "\(file):\(line): \(name) 为 \"\(value)\"；应为 \(expected)"
        case .contradiction(let file, let line, let what): "\(file):\(line): \(what)"
        case .inconsistent(let file, let what): "\(file): \(what)"
        }
    }

    private static func chinese(_ error: LogError) -> String {
        switch error {
        case .unreadable(let file, let reason): "\(file): 无法读取：\(system(reason))"
        case .truncatedGzip(let file, let bytes): "\(file): gzip 数据在解出 \(bytes) 字节后中断；请重新复制文件"
        case .damagedGzip(let file, let bytes): "\(file): gzip 数据在解出 \(bytes) 字节后损坏"
        case .unknownFormat(let file, let start):
            "\(file):1: 不是已知的刷卡记录；开头为 \"\(start)\"；应为含 card_no 和 deal_date 的 CSV 表头，或 JSON 对象"
        case .missingColumn(let file, let column, let found): "\(file):1: 缺少列 \"\(column)\"；表头为：\(found)"
        case .strict(let file, let line, let reason, let text):
            "\(file):\(line): 该行被拒绝（\(reason.rawValue)）：\(text)"
        case .tooManyRows(let file): "\(file): 行数过多；请分段回放"
        case .failed(let file, let reason): "\(file): 写入失败：\(system(reason))"
        case .unwritable(let file, let reason): "\(file): 无法写入：\(system(reason))"
        }
    }

    private static func chinese(_ error: StationLookupError) -> String {
        switch error {
        case .unknown(let text, let near):
            "没有车站 \"\(text)\"" + (near.isEmpty ? "" : "；相近的有：\(near.joined(separator: ", "))")
        case .ambiguous(let text, let matches):
            "\"\(text)\" 指多个车站：\(matches.joined(separator: ", "))；请给出编号"
        }
    }

    private static func chinese(_ error: ReaderError) -> String {
        let code = error.code == 0 ? "" : "（\(error.name)，0x\(String(error.code, radix: 16, uppercase: true))）"
        let (meaning, advice) = chinese(error.kind)
        return "\(meaning)\(code)；\(advice)"
    }

    /// What a reader's failure means, and what a person can do about it.
    private static func chinese(_ kind: ReaderError.Kind) -> (meaning: String, advice: String) {
        switch kind {
        case .noService:
            ("智能卡服务 (pcscd) 未运行或无法连接", "请启动：systemctl start pcscd.socket，或以 root 运行：pcscd --foreground")
        case .serviceLost: ("智能卡服务 (pcscd) 已中断", "会自动重试；见 journalctl -u pcscd")
        case .timedOut: ("智能卡服务或读卡器无响应", "请重启：systemctl restart pcscd；若仍无响应，请拔下读卡器")
        case .tooManyHanging: ("智能卡服务卡死，已发出的调用都未返回", "请重启：systemctl restart pcscd；若仍无响应，请拔下读卡器")
        case .readerUnknown: ("没有该名称的读卡器", "可用 faregate card readers 查看名称")
        case .noReaders: ("没有读卡器", "请接入读卡器；非接触 CCID 读卡器需要软件包 libccid")
        case .readerUnavailable: ("读卡器不工作", "请拔下读卡器再重新接入")
        case .noCard: ("读卡器上没有卡", "请放上卡片，或用 --wait 等待")
        case .cardRemoved: ("卡已离开读卡器", "请保持卡片不动，再试一次")
        case .cardMute: ("卡片无响应", "请只放一张卡，且不要用金属卡")
        case .cardReset: ("卡片被其他程序复位", "请再试一次")
        case .inUse: ("卡片被其他程序占用", "请结束该程序（gpg 的 scdaemon、浏览器、电子身份证客户端），再试一次")
        case .noPermission: ("当前用户无权使用智能卡服务", "请为 org.debian.pcsc-lite.access_pcsc 添加 polkit 规则，或以 root 运行")
        case .other: ("智能卡服务报告失败", "见 journalctl -u pcscd")
        }
    }
}
