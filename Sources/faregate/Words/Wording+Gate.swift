import CardEmulator
import ElectronicPurse
import Lane
import PCSC
import SmartCard

/// What is said of readers, barriers and the gate's own files.
extension Wording {
    static func noReader(_ wanted: String, _ list: String) -> Wording {
        Wording("no reader \"\(wanted)\"; there are: \(list)", "没有读卡器 \"\(wanted)\"；现有：\(list)")
    }

    static func severalReaders(_ wanted: String, _ list: String) -> Wording {
        Wording("\"\(wanted)\" may be: \(list)", "\"\(wanted)\" 可能是：\(list)")
    }

    /// What a reader's event says to a person.
    static func event(_ event: ReaderEvent) -> Wording {
        switch event {
        case .serviceLost(let error): Wording(of: error)
        case .serviceBack: Wording("the smart card service answers", "智能卡服务已恢复")
        case .readerAdded(let name): Wording("reader \(name) is there", "读卡器 \(name) 已接入")
        case .readerGone(let name):
            Wording(
                "reader \(name) has gone; the lane goes on when it is back", "读卡器 \(name) 已断开；恢复后闸机继续工作")
        case .cardArrived(let name, _): Wording("\(name): a card", "\(name)：有卡")
        case .cardRemoved(let name): Wording("\(name): the card has left", "\(name)：卡已离开")
        case .cardMute(let name): Wording("\(name): something that does not answer", "\(name)：有物体，无响应")
        }
    }

    static let oldConfigurationStays = Wording("the configuration before it stays in force", "原配置继续有效")

    static func olderDenyList(_ found: UInt64, _ before: UInt64) -> Wording {
        Wording(
            "deny list \(found) is older than \(before), which stays in force; give a newer one a higher version",
            "黑名单 \(found) 早于 \(before)，仍使用后者；新名单须有更高的版本号")
    }

    static func needsRestart(_ keys: [String]) -> Wording {
        Wording(
            "changed, and in force at the next start only: \(keys.joined(separator: ", "))",
            "已更改，重新启动后生效：\(keys.joined(separator: ", "))")
    }

    static let upkeepHangs = Wording(
        "files that the gate looks at do not let it read; what is in force stays", "闸机监视的文件无法读取；现行数据继续有效")

    static let socketTaken = Wording("another process listens there", "另一进程正在监听")
    static let notSocket = Wording("something that is no socket stands there", "该处已有其他文件")
    static let noAnswer = Wording("the gate has ended the connection", "闸机已断开连接")
    static let silentSocket = Wording(
        "no answer in time; does the gate run, and is this the control socket for gate control, the status socket for "
            + "gate status?",
        "未及时应答；闸机是否在运行？gate control 须用控制套接字，gate status 须用状态套接字")
    static let notControlSocket = Wording(
        "the order was not taken: this is no gate's control socket; the status socket is another",
        "命令未被接受：这不是闸机的控制套接字；状态套接字是另一个")
    static let notStatusSocket = Wording(
        "this is no gate's status socket; the control socket is another", "这不是闸机的状态套接字；控制套接字是另一个")

    static let sourceHangs = Wording("does not answer", "无响应")
    static let sourceEnds = Wording("has ended; it is opened again", "已结束；将重新打开")
    static func readerTaken(_ reader: String, _ owner: String) -> Wording {
        Wording("\"\(reader)\" is taken by lane \(owner)", "“\(reader)”已被通道 \(owner) 占用")
    }
    static let sourceFailed = Wording("has failed; it is opened again", "出现故障；将重新打开")

    static func barrierCannotBeOpened(_ reason: String) -> Wording {
        let reason = SystemWords.wording(reason)
        return Wording(
            "the barrier cannot be opened: \(reason.english); a FIFO needs its reader first",
            "无法打开闸门设备：\(reason.chinese)；FIFO 须先有读取方")
    }

    /// Why the key module in a slot cannot be used.
    static func noKeyModule(_ reader: String, _ error: PSAMError) -> Wording {
        let reason: Wording =
            switch error {
            case .unreachable:
                Wording(
                    "nothing in it answers; is the module in its slot, and the right way round?", "插槽无响应；请检查 PSAM 是否插好")
            case .refused(let status):
                Wording(
                    "it answers \(Hex.text([UInt8(status >> 8), UInt8(status & 0xFF)])); is it a PSAM, and is --psam-application right?",
                    "响应 \(Hex.text([UInt8(status >> 8), UInt8(status & 0xFF)]))；请检查是否为 PSAM 以及 --psam-application")
            case .badAnswer, .noKey, .algorithmNotSupported, .counterExhausted:
                Wording("its file with the terminal's number cannot be read; is it a PSAM?", "无法读取终端号文件；请检查是否为 PSAM")
            }
        return Wording("\(reader): no key module: \(reason.english)", "\(reader)：没有可用的 PSAM：\(reason.chinese)")
    }

    /// Why a gate that takes purses does not start in this network.
    static func stationForPurses(_ id: String) -> Wording {
        Wording(
            "station id \"\(id)\": a purse's record holds 1 to \(PursePlace.longestID) bytes of it; "
                + "shorten it, or take t-union out of the tariff's media",
            "车站编号 \"\(id)\"：储值卡记录只能容纳 1 至 \(PursePlace.longestID) 字节；请缩短编号，或从票价规则中去掉 t-union")
    }

    static let notPurchaseNumber = Wording(
        "not the number of a purchase: digits from 1 are expected", "不是交易序号：应为从 1 起的数字")

    static let barrierTakesNothing = Wording("the barrier does not take the signal", "闸门设备未接收信号")

    static func opened(_ journal: String, _ device: String, _ records: UInt64) -> Wording {
        Wording(
            "journal \(journal), device \(device): \(records) records", "日志 \(journal)，设备 \(device)：\(records) 条记录")
    }

    static func setAside(_ bytes: Int, _ file: String) -> Wording {
        Wording(
            "\(bytes) bytes of an unfinished record were set aside in \(file)", "未写完的记录共 \(bytes) 字节，已移至 \(file)")
    }

    static func tornTailNotShown(_ bytes: Int) -> Wording {
        Wording("\(bytes) bytes of a torn tail are not shown", "残缺尾部 \(bytes) 字节未显示")
    }

    /// Records that the device keys given do not vouch for.
    static func notAuthenticated(_ sequence: UInt64, from: UInt64?) -> Wording {
        let english = from.map {
            "all are from record \($0) on; if that is where the keys begin, --authenticated-from \($0)"
        }
        let chinese = from.map { "自记录 \($0) 起均已认证；若密钥自此启用，请用 --authenticated-from \($0)" }
        return Wording(
            "record \(sequence) is not authenticated by the keys given; "
                + (english ?? "neither is the last one: anybody may have written it"),
            "记录 \(sequence) 未经所给密钥认证；" + (chinese ?? "最后一条亦然：可能由任何人写入"))
    }

    static func shortTokenKey(_ bytes: Int) -> Wording {
        Wording("not a token key: hex of at least \(bytes) bytes", "不是令牌密钥：应为至少 \(bytes) 字节的十六进制")
    }

    /// A new key would make every card a stranger.
    static func tokenKeyMissing(_ journal: String) -> Wording {
        Wording(
            "the token key is missing, and the journal \(journal) knows its cards by it; put the key back from its copy, or "
                + "begin a journal in another folder",
            "缺少令牌密钥，而日志 \(journal) 以此识别卡片；请从备份恢复密钥，或换一个目录新建日志")
    }

    static func otherTokenKey(_ number: UInt32) -> Wording {
        Wording(
            "another key than the one that the journal knows as number \(number); put that one back, or give the new one "
                + "its own number: --token-key-number, with --previous-token-key for the old one",
            "与日志所记编号 \(number) 的密钥不同；请恢复原密钥，或用 --token-key-number 为新密钥另取编号，并以 --previous-token-key 给出旧密钥")
    }

    static let tokenKeyUnreadable = Wording("the token key cannot be read", "无法读取令牌密钥")
    static let tokenKeyNotHex = Wording(
        "not a token key: hex digits are expected", "不是令牌密钥：应为十六进制数字")

    /// What an emulated card on the virtual reader meets.
    static func event(
        _ event: VirtualReaderClient.Event, _ name: String, _ address: VirtualReaderAddress
    ) -> Wording {
        switch event {
        case .arrived: return Wording("\(name) lies on the reader at \(address)", "\(name) 已放上读卡器 \(address)")
        case .left: return Wording("\(name) has left the reader", "\(name) 已离开读卡器")
        case .noReader:
            return Wording(
                "no virtual reader at \(address); trying on. "
                    + "Is pcscd running, and vsmartcard-vpcd installed? See Docs/emulator.md",
                "\(address) 没有虚拟读卡器；继续尝试。pcscd 是否在运行，vsmartcard-vpcd 是否已安装？见 Docs/emulator.md")
        case .readerGone: return Wording("the reader has gone; dialling in again", "读卡器已断开；重新连接")
        case .refused(let error):
            let words = Wording(of: error)
            return Wording("\(words.english); dialling in again", "\(words.chinese)；重新连接")
        }
    }
}
