import Lane
import QRTickets
import SmartCard

/// What is said of scanners, and of the codes that a gate takes.
extension Wording {
    static func takesBaud(_ rates: [Int]) -> Wording {
        let list = rates.map { "\($0)" }.joined(separator: ", ")
        return takes("--baud", "one of \(list)", "\(list) 之一")
    }

    static let takesZones = takes("--code-zones", "up to 8 hex digits", "最多 8 位十六进制数字")

    static let noRootsAtGate = Wording(
        "no roots: every code will be refused; give --roots FILE, or --test-keys for test codes",
        "没有根证书：所有二维码都会被拒绝；请用 --roots FILE，测试码可用 --test-keys")

    static func newRevocations(_ number: UInt64, _ count: Int) -> Wording {
        Wording("revocation list \(number) is in force, \(count) items", "撤销名单 \(number) 已生效，共 \(count) 项")
    }

    /// Codes of this gate's journal that another gate has let through too.
    static func doubledCodes(_ count: Int) -> Wording {
        Wording(
            "\(count) codes of this journal were let through by another gate too, while the replay store was lost; "
                + "settlement will find both taps",
            "本日志中有 \(count) 个二维码在重放库丢失期间也被其他闸机放行；清算时可见两条记录")
    }

    /// What a scanner's state says to a person.
    static func scanner(_ state: ScannerState, _ path: String) -> Wording {
        switch state {
        case .missing:
            Wording("scanner \(path) is not there; is it plugged in?", "扫码器 \(path) 不存在；请检查是否已接入")
        case .noPermission:
            Wording(
                "scanner \(path) may not be opened; is this user in its group (often dialout)?",
                "没有权限打开扫码器 \(path)；请检查当前用户是否在其用户组（通常为 dialout）")
        case .busy: Wording("scanner \(path) is used by another process", "扫码器 \(path) 正被其他进程使用")
        case .notATerminal:
            Wording("\(path) is no serial device and no FIFO", "\(path) 不是串口设备或 FIFO")
        case .unplugged:
            Wording(
                "scanner \(path) has gone; the lane goes on when it is back", "扫码器 \(path) 已断开；恢复后闸机继续工作")
        case .ready: Wording("scanner \(path) is there", "扫码器 \(path) 已就绪")
        }
    }

    /// Bytes of a scanner that are no code.
    static func scanned(_ event: FramerEvent) -> Wording {
        switch event {
        case .code: Wording("a code", "二维码")
        case .cutShort(let bytes):
            Wording(
                "the scanner fell silent after \(bytes.count) bytes of a code", "扫码器在送出二维码的 \(bytes.count) 字节后中断")
        case .tooLong:
            Wording("the scanner sends more bytes than any code has", "扫码器送出的字节超过任何二维码的长度")
        case .notEncoded(let bytes):
            Wording(
                "\(bytes.count) bytes that are neither hex nor base64; is the scanner set up as --scanner-encoding says?",
                "\(bytes.count) 字节既非十六进制也非 base64；请检查扫码器设置与 --scanner-encoding")
        }
    }

    /// Why the replay store keeps a gate from taking codes.
    static func replayStoreFails(_ error: ReplayStoreFailure) -> Wording {
        Wording(
            "\(error); codes open nothing until it answers, cards do", "\(Wording(of: error).chinese)；恢复前不受理二维码，卡片不受影响")
    }

    /// Why the gate's clock may not judge codes.
    static func clockFault(_ fault: ClockTrust.Fault) -> Wording {
        switch fault {
        case .unset: Wording("the machine's clock has not been set", "本机时钟尚未设置")
        case .behindJournal:
            Wording("the machine's clock is behind this journal's last record", "本机时钟早于本日志的最后一条记录")
        case .moved:
            Wording(
                "the machine's clock was moved and no time service vouches for it; start the gate again once it is right",
                "本机时钟被调整且没有授时服务确认；校准后请重新启动闸机")
        case .notSynchronised: Wording("no time service keeps the machine's clock", "本机时钟没有授时服务")
        }
    }
}

extension QRWords {
    static func chinese(_ error: ReplayStoreFailure) -> String {
        let reason =
            switch error.kind {
            case .full: "已存满仍有效的二维码"
            case .lifetime: "二维码有效期过长"
            case .holders: "闸机数量超过重放库的限制"
            case .notHeld: "二维码不由本闸机持有"
            case .noFolder: "目录不存在"
            case .noPermission: "没有读写权限"
            case .notADatabase: "文件不是重放库"
            case .corrupt: "文件已损坏"
            case .newer: "文件由更新的版本写成"
            case .busy: "被其他进程锁定"
            case .replaced: "文件在使用中被删除或替换"
            case .diskFull: "磁盘已满"
            case .inputOutput: "磁盘读写失败"
            case .failed: "操作失败"
            }
        return "重放库：\(reason)（\(error.kind.rawValue)）"
    }
}
