import Fares
import Journal
import Settlement
import SmartCard

/// What is said of registers, settlement and retention.
extension Wording {
    /// A register that is not what the journal's records add up to.
    static func registersDiffer(_ difference: RegisterCheck.Difference) -> Wording {
        Wording("the registers differ: \(difference)", "登记不符：\(difference)")
    }

    /// Another settlement is at work.
    static var batchesInUse: Wording {
        Wording("another process settles into this folder; wait for it", "另一进程正在向此目录结算；请等待其完成")
    }

    /// Why a day is not settled.
    static func settlement(_ error: SettlementError) -> Wording {
        switch error {
        case .batch(let folder, let what):
            Wording(
                "\(error); restore it: what it settled must not be settled again",
                "\(folder): \(JournalWords.chinese(batch: what))；请恢复该批次，以免重复结算")
        case .tapDiffers(let tap, let path):
            Wording("\(error)", "\(path): 交易 \(tap) 与此前批次中的不同；其中之一被改动过")
        case .otherFares(let settled, let given):
            Wording(
                "\(error); give those fares, or --reprice to charge and give back the difference",
                "该日此前批次按票价 \(settled) 结算，而非 \(given)；请给出同一票价，或用 --reprice 重新计价")
        case .unbalanced(let lines):
            Wording("\(error)", "合计与登记不符：\n  " + lines.joined(separator: "\n  "))
        }
    }

    /// Why a journal takes no part.
    static func refused(_ refusal: JournalRefusal) -> Wording {
        switch refusal.reason {
        // Nothing was opened that could be closed, and the folder is named already.
        case .journal(.storage(let error)), .journal(.diskFull(let error)): return Wording(of: error)
        case .journal(.noJournal): return Wording(of: JournalError.noJournal(path: refusal.path))
        case .journal(.damaged(let damage)) where [.mac, .notAuthenticated].contains(damage.fault):
            return notByThisKey(damage.sequence).at(refusal.path)
        default: break
        }
        let chinese: String =
            switch refusal.reason {
            case .journal(let error): JournalWords.chinese(error)
            case .givenTwice(let other): "与 \(other) 是同一日志"
            case .tokenKeyNumber(let found, let wanted):
                "其令牌使用密钥 \(found)；要求：\(wanted.map(String.init).joined(separator: "、"))"
            case .otherTokenKey(let number, let other): "令牌密钥 \(number) 与 \(other) 的不同：两处的卡互不相识"
            case .otherFares(let found, let taps, let wanted): "\(taps) 笔交易按票价 \(found) 判定，而非 \(wanted)"
            case .olderCopy(let last, let seen): "止于记录 \(last)；此前批次已读到 \(seen)：是否为旧副本？"
            case .forked(let record):
                "其记录 \(record) 与某批次所见的不同：闸机是否从旧副本继续写入？其后同一编号代表两笔交易"
            case .amount(let record, let fen): "记录 \(record) 的金额不可能是票价（\(fen) 分）：闸机是否损坏，或密钥被盗？"
            case .goesOn: "其闸机正在运行：--final 只用于不再延续的日志"
            }
        return Wording("\(refusal)", "\(refusal.path): \(chinese)")
    }

    /// Records that no key that was given has authenticated.
    private static func notByThisKey(_ sequence: UInt64) -> Wording {
        Wording(
            "record \(sequence) is not authenticated by a key that was given: give the device key of this journal; "
                + "if it is that key, the record was changed",
            "记录 \(sequence) 没有所给密钥的认证：请给出该日志的设备密钥；若密钥无误，则记录被改动过")
    }

    static func opensNothing(_ count: Int) -> Wording {
        Wording(
            "opens none of \(count) accounts' data, and nothing is collected: is it the key that the gates seal to?",
            "\(count) 个账户的数据均无法打开，未收款：是否为闸机封装所用的密钥？")
    }

    static func fitsNoToken(_ count: Int) -> Wording {
        Wording(
            "leads to none of \(count) accounts' tokens, and nothing is collected: is it the gates' token key?",
            "与 \(count) 个账户的令牌均不符，未收款：是否为闸机的令牌密钥？")
    }

    static var batchFileChanged: Wording {
        Wording("is not as the batch's control file says; restore it", "与批次控制文件所记不同；请恢复")
    }

    /// What keeps segments as they are.
    static func kept(_ stop: RetentionPlan.Stop) -> Wording {
        switch stop {
        case .young(let segment, let last): Wording("kept from there on: \(stop)", "其后保留：第 \(segment) 段有 \(last) 的记录")
        case .notSettled(let segment, let day):
            Wording(
                "kept from there on: \(stop); settle that day again", "其后保留：第 \(segment) 段有 \(day) 的交易未进入任何批次；请再次结算该日")
        case .notListed(let segment, let record):
            Wording(
                "kept from there on: \(stop); the next settlement of any later day lists it",
                "其后保留：第 \(segment) 段的存疑扣款（记录 \(record)）未列入任何批次；下次结算将列出")
        case .fewDays(let segment, let seen, let wanted):
            Wording("kept from there on: \(stop)", "其后保留：第 \(segment) 段之后日志中仅有 \(seen) 天的记录；要求 \(wanted) 天")
        }
    }

    static func heldBack(_ tap: SettledTap) -> Wording {
        let amount = "\(tap.recordedFen)"
        return Wording(
            "tap \(tap.id) (\(amount) fen) of \(tap.serviceDate) waits for its purse's proof and is in no batch; if the gate is "
                + "gone for good, settle that day with --final",
            "\(tap.serviceDate) 的交易 \(tap.id)（\(amount) 分）尚缺电子钱包凭证，未入任何批次；若该闸机不再恢复，请以 --final 结算该日")
    }

    /// A day before of which something is in no batch.
    static func unsettled(_ before: UnsettledDay) -> Wording {
        let (taps, proofs, amount) = (before.taps, before.proofs, "\(before.recordedFen)")
        let english =
            (taps > 0 ? ["\(taps) \(taps == 1 ? "tap" : "taps") (\(amount) fen)"] : [])
            + (proofs > 0 ? ["\(proofs) \(proofs == 1 ? "proof" : "proofs")"] : [])
        let chinese =
            (taps > 0 ? ["\(taps) 笔交易（\(amount) 分）"] : []) + (proofs > 0 ? ["\(proofs) 份电子钱包凭证"] : [])
        return Wording(
            "settle \(before.day) again: of that day \(english.joined(separator: " and ")) "
                + "\(taps + proofs == 1 ? "is" : "are") in no batch",
            "请再次结算 \(before.day)：该日 \(chinese.joined(separator: "及 "))未入任何批次")
    }

    /// Journals that say nothing of the time after the day: a copy may have been made before its end.
    static func endWithTheDay(_ date: ServiceDate, _ paths: [String], of all: Int) -> Wording {
        let count = paths.count
        return Wording(
            "\(count) of \(all) journals \(count == 1 ? "has" : "have") no record after the end of \(date): "
                + "\(paths.joined(separator: ", ")); if such a gate has gone on, settle that day again with a later copy",
            "\(all) 个日志中 \(count) 个在 \(date) 结束后没有记录：\(paths.joined(separator: "、"))；"
                + "若该闸机其后仍在运行，请以较新的副本再次结算该日")
    }

    /// Why a day's totals may differ: retention has been there.
    static func forgotten(_ taps: Int) -> Wording {
        Wording(
            "cards have been taken out of \(taps) taps of the day: they are settled only in the batches that had them before; "
                + "give the folder with those",
            "该日 \(taps) 笔交易的卡信息已去除：只存在于此前的批次中；请给出含有这些批次的目录")
    }

    /// A batch whose list of doubtful debits is not known to retention.
    static func listNotRead(_ error: SettlementError) -> Wording {
        Wording(
            "\(error); restore it: the doubtful debits that it alone lists are kept in the journal",
            "\(settlement(error).chinese)；仅列于该批次的存疑扣款将保留在日志中")
    }

    static var otherFares: Wording {
        Wording(
            "give the fares that the gates had (--edition, --network, --tariff), or --other-fares to settle such taps by these",
            "请给出闸机所用的票价（--edition、--network、--tariff），或用 --other-fares 按当前票价结算")
    }

    static func nothingSettled(_ count: Int) -> Wording {
        Wording(
            "\(count) of the journals cannot take part, and nothing is settled; --partial settles the others",
            "有 \(count) 个日志不能参与，未作结算；--partial 可结算其余日志")
    }

    static func takesKind(_ kinds: [String]) -> Wording {
        Wording(
            "--kind takes one of: \(kinds.joined(separator: ", ")).", "--kind 可取：\(kinds.joined(separator: "、"))。")
    }

    static func indexFails(_ reason: String) -> Wording {
        // SQLite's number of a full disk; deleting the index would help nobody for long.
        if reason.hasPrefix("SQLite error 13") || reason.hasPrefix("SQLite error 13:") {
            return Wording(
                "the index cannot be written: no space left on the disk; make room and run it again",
                "索引无法写入：磁盘空间不足；请腾出空间后重试")
        }
        return Wording("the index cannot be used: \(reason); delete it and build it anew", "索引无法使用：\(reason)；请删除后重建")
    }

    static var noBatch: Wording { Wording("not a batch of faregate journal settle", "不是 faregate journal settle 的批次") }

    static var notToken: Wording {
        Wording("takes tokens of 32 hex digits, one a line", "应为每行一个 32 位十六进制令牌")
    }

    static var denyListInUse: Wording {
        Wording("another process works in the list's folder; try again when it is done", "另一进程正在使用该名单所在目录；请稍后重试")
    }

    static var denyListWithoutNumber: Wording {
        Wording(
            "the list has no version number that another could follow; give it a line \"version N\"",
            "该名单没有可递增的版本号；请加一行 \"version N\"")
    }

    static func nothingNew(_ date: String, _ batches: Int) -> Wording {
        if batches == 0 { return Wording("\(date): nothing to settle", "\(date)：没有可结算的内容") }
        return Wording(
            "\(date): nothing new since \(batches == 1 ? "the batch" : "\(batches) batches") of that day",
            "\(date)：此前 \(batches) 个批次之后没有新内容")
    }
}
