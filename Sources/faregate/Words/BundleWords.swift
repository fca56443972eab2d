import Bundles
import Lane
import SmartCard

/// The Chinese words of what can be wrong with bundles and stores.
enum BundleWords {
    /// Nil for an error that is none of these.
    static func chinese(_ error: any Error) -> String? {
        switch error {
        case let error as BundleFault: chinese(error)
        case let error as BundleRefusal: chinese(error)
        case let error as DenyFault: chinese(error)
        case let error as BundleStorageError: chinese(error)
        case let error as AcceptListFault: chinese(error)
        default: nil
        }
    }

    static func chinese(_ fault: AcceptListFault) -> String {
        guard fault.line > 0 else { return "没有 \"medium\" 行：将不受理任何介质" }
        let media = LaneConfiguration.mediaNames.joined(separator: "、")
        return "第 \(fault.line) 行：既不是 \"medium\" 加 \(media) 之一，也不是 \"application\" 加 5 至 16 字节的十六进制应用名"
    }

    static func chinese(_ fault: BundleFault) -> String {
        switch fault {
        case .truncated(_, 0): "缺失或为空；请重新复制"
        case .truncated(let expected, let found): "文件不完整：应有 \(expected) 字节，实有 \(found)；请重新复制"
        case .longer(let expected, let found): "应有 \(expected) 字节，实有 \(found)；请重新复制"
        case .notBundle: "不是参数包；请用 \"faregate bundle make\" 生成"
        case .badHead(let at): "字节 \(at)：文件头已损坏；请重新复制"
        case .malformed(let line, let key): "第 \(line) 行：\"\(key)\" 缺失、位置或格式不正确"
        case .otherState(let form): "格式为 bundle-state \(form)，本版本不能读取；请安装到新的存储"
        case .tooLarge(let limit): "超过 \(limit) 字节"
        case .hashMismatch: "内容与签名时不同；请重新复制"
        }
    }

    static func chinese(_ refusal: BundleRefusal) -> String {
        switch refusal {
        case .fault(let fault): chinese(fault)
        case .unknownSigner(let key): "由密钥 \(key) 签名，而根列表中没有该密钥"
        case .wrongSigner(let type): "签名密钥无权签发 \(type.rawValue)"
        case .badSignature: "签名不正确：签名后被改动，或并非由该密钥签名"
        case .rootsExpired(let at): "根列表已于 \(BundleReport.moment(at)) 过期：安装新的根列表之前不再接受参数包"
        case .rolledBack(let version, let highest): "版本 \(version) 低于曾安装的 \(highest)"
        case .sameVersion(let version): "曾安装过内容不同的版本 \(version)；请使用更高的版本号"
        case .leap(let version, let highest):
            "版本 \(version) 比 \(highest) 高出 \(BundleStore.mostLeap) 以上；接受后将拒绝以后的版本"
        case .expired(let at): "已于 \(BundleReport.moment(at)) 过期"
        case .issuedInFuture(let at): "签发时间 \(BundleReport.moment(at)) 晚于本机时钟"
        case .wrongType(let expected, let found): "类型为 \(found.rawValue)，应为 \(expected.rawValue)"
        case .memberRolledBack(let type, let version, let highest):
            "set 中的 \(type.rawValue) \(version) 低于正在使用的 \(highest)"
        case .memberMissing(let type, let version): "缺少 set 中的 \(type.rawValue) \(version)；请先安装"
        case .baseMissing(let version): "缺少所更改的完整名单 \(version)；请先安装"
        case .otherTokenKey(let number): "为另一令牌密钥（编号 \(number)）制作"
        case .index(let fault): chinese(fault)
        case .payload(let fault): "无法读取内容：\(fault.chinese)"
        case .tooManyWaiting(let limit): "该类型的参数包超过 \(limit) 个"
        case .rootsDoNotFollow(let version, let current):
            "根列表 \(version) 不能接续 \(current)：应为下一版本，并由两者的根密钥签名"
        }
    }

    static func chinese(_ fault: DenyFault) -> String {
        switch fault {
        case .notIndex: "不是黑名单索引"
        case .wrongSize(let expected, let found): "黑名单索引有 \(found) 字节，应为 \(expected)"
        case .notEmpty(let at): "黑名单索引字节 \(at)：应为零"
        case .notSorted(let at): "黑名单索引字节 \(at)：条目次序不正确"
        case .contradiction(let at): "黑名单索引字节 \(at)：条目同时列入和移出"
        case .wrongIndex(let at): "黑名单索引字节 \(at)：分段不正确"
        case .wrongFilter(let at): "黑名单索引字节 \(at)：过滤器缺少该条目"
        case .tooMany(let limit): "超过 \(limit) 条"
        case .wrongBase: "内容所更改的名单与清单不符"
        }
    }

    static func chinese(_ error: BundleStorageError) -> String {
        switch error {
        case .system(let code, _, let path): "\(path): 操作失败：\(SystemWords.wording(code: code).chinese)"
        case .busy(let path): "\(path): 正在安装其他参数包；请稍后再试"
        case .state(let path, let fault): "\(path): 已损坏：\(chinese(fault))"
        case .lostState(let path): "\(path): 有参数包而没有状态文件，无法得知曾安装的版本；请放回状态文件，或另建新的存储"
        case .exposed(let path):
            "\(path): 须为本用户或 root 所有、其他用户不可写的文件夹或普通文件；请用 chown 和 chmod go-w 更正"
        case .roots(let path, let version): "\(path): 根列表 \(version) 缺失或不能接续；请重新安装"
        case .restless(let path): "\(path): 读取时不断变化；请稍后再试"
        }
    }

    static func chinese(_ alarm: BundleAlarm) -> String {
        switch alarm {
        case .expired(let type, let version, let seconds):
            "\(type.rawValue) \(version) 已过期 \(seconds) 秒，仍在使用：请安装新的"
        case .damaged(let type, let version, let reason):
            "\(type.rawValue) \(version) 无法使用，未生效：\(chinese(reason))"
        case .signerWithdrawn(let type, let version): "\(type.rawValue) \(version) 不再有效：签名密钥已撤销"
        case .waiting(let type, let version, let notBefore):
            "\(type.rawValue) \(version) 于 \(BundleReport.moment(notBefore)) 生效"
        case .begunEarly(let type, let version, let notBefore):
            "\(type.rawValue) \(version) 早于生效日 \(BundleReport.moment(notBefore)) 已生效（时钟曾超前）：请以更高版本安装应生效的参数包"
        case .notInSet(let type, let version): "\(type.rawValue) \(version) 待 set 指明后生效"
        case .missing(let type): "没有有效的 \(type.rawValue)"
        case .rootsExpired(let at): "根列表已于 \(BundleReport.moment(at)) 过期"
        case .clockUntrusted: "时钟不可信：无法判断是否过期"
        }
    }
}
