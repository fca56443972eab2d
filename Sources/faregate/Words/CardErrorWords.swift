import CardEmulator
import EMV
import SmartCard

/// The Chinese words of what can be wrong with files and bytes of cards.
enum CardErrorWords {
    /// Nil for an error that is none of these.
    static func chinese(_ error: any Error) -> String? {
        switch error {
        case let error as CardImageError: chinese(error)
        case let error as CAPublicKeyFile.Fault: chinese(error)
        case let error as CAPublicKeyStore.Fault: chinese(error)
        case let error as CardDenyList.Fault: chinese(error)
        case let error as RecordedDialogue.Fault: chinese(error)
        case let error as TranscriptError: chinese(error)
        case let error as TLVError: chinese(error)
        case let error as AnswerToResetError: chinese(error)
        case let error as APDUError: words(error).chinese
        case let error as VirtualReaderError: chinese(error)
        default: nil
        }
    }

    /// A command that is none; the error has no words of its own.
    static func words(_ error: APDUError) -> Wording {
        switch error {
        case .tooShort(let count):
            Wording("a command has four bytes at least, this has \(count)", "命令至少有四个字节，此处有 \(count) 个")
        case .lengthMismatch(let at):
            Wording("byte \(at): the length does not fit the bytes that follow", "字节 \(at)：长度与其后的字节数不符")
        }
    }

    private static func chinese(_ error: CardImageError) -> String {
        switch error {
        case .notACardImage: "第 1 行：不是卡片文件（应以 'faregate-card = 1' 开头）"
        case .unknownVersion: "第 1 行：不支持此版本的卡片文件"
        case .noProfile(let line): "第 \(line) 行：第二行应为 'profile = NAME'"
        case .malformed(let line): "第 \(line) 行：不是 'name = value'"
        // A damaged line may begin with a card number, which is not said again.
        case .unknownName(let line, _): "第 \(line) 行：名称未知"
        case .badValue(let line, let name): "第 \(line) 行：'\(name)' 的值不正确"
        case .duplicate(let line, let name): "第 \(line) 行：'\(name)' 重复"
        case .missing(let name): "缺少 '\(name)'"
        case .inconsistent(let name): "'\(name)' 与其他值不符"
        }
    }

    private static func chinese(_ error: CAPublicKeyFile.Fault) -> String {
        switch error {
        case .missingColumn(let column):
            "第 1 行：缺少列 \"\(column)\"；表头须含 rid,index,algorithm,exponent,modulus,check_value,role"
        case .malformed(let line, let column): "第 \(line) 行：\(column) 缺失或格式不正确"
        case .refused(let line, let fault): "第 \(line) 行：\(chinese(fault))"
        }
    }

    private static func chinese(_ error: CAPublicKeyStore.Fault) -> String {
        func name(_ key: CAKeyIdentity) -> String {
            "公钥 \(Hex.text((0..<5).map { UInt8(truncatingIfNeeded: key.rid >> UInt64(32 - $0 * 8)) }))/"
                + Hex.text([key.index])
        }
        return switch error {
        case .checkValueMismatch(let key): "\(name(key))：校验值与公钥不符；请重新复制列表"
        case .unusable(let key): "\(name(key))：数值不是可用的公钥"
        case .duplicate(let key): "\(name(key))：同名且等长的公钥重复"
        case .tooMany: "公钥超过 \(CAPublicKeyStore.mostKeys) 个"
        }
    }

    private static func chinese(_ error: CardDenyList.Fault) -> String {
        switch error {
        case .malformed(let line):
            "第 \(line) 行：既不是 \"token\" 加 32 位十六进制数字，"
                + "也不是 \"par\" 加最多 29 个字符的参考号，也不是唯一的 \"version\" 加小于 2^52 的数字"
        case .tooLong: "超过 \(CardDenyList.mostEntries) 条"
        }
    }

    private static func chinese(_ error: RecordedDialogue.Fault) -> String {
        switch error {
        case .noApplication: "未选择应用；记录须以 SELECT (00A4) 及其响应开头"
        case .noProcessingOptions: "选择应用后没有 GET PROCESSING OPTIONS (80A8) 的响应"
        case .malformed(let exchange): "第 \(exchange + 1) 次交换：响应不是由数据对象组成"
        case .signedRecordMissing(let sfi, let record):
            "文件 \(sfi) 的记录 \(record) 参与签名，但文件中没有；请记录完整的对话"
        case .duplicateObject(let exchange, let tag): "第 \(exchange + 1) 次交换：数据对象 \(TLVTag.name(tag)) 重复"
        }
    }

    private static func chinese(_ error: TranscriptError) -> String {
        switch error {
        case .empty: "文本中没有命令和响应；请给出 \"> 00A4...\" 和 \"< 6F...9000\" 这样的行"
        case .notHex(let line): "第 \(line) 行：不是十六进制字节"
        case .answerWithoutCommand(let line): "第 \(line) 行：响应之前没有命令"
        case .answerTooShort(let line): "第 \(line) 行：响应须有两个字节的状态字"
        case .tooLong(let line): "第 \(line) 行：超过 \(Transcript.mostExchanges) 次交换"
        }
    }

    private static func chinese(_ error: TLVError) -> String {
        switch error {
        case .truncated(let at): "字节 \(at)：数据在对象中途结束"
        case .lengthTooLong(let at): "字节 \(at)：EMV 不使用的长度形式"
        case .tagTooLong(let at): "字节 \(at)：标签超过三个字节"
        case .tooDeep(let at): "字节 \(at)：模板嵌套过深"
        case .listTooLong(let at): "字节 \(at)：列表要求的数据过多"
        }
    }

    private static func chinese(_ error: AnswerToResetError) -> String {
        switch error {
        case .truncated(let at): "字节 \(at)：复位应答过早结束"
        case .tooLong(let count): "复位应答最多 \(AnswerToReset.longest) 字节，此处有 \(count) 个"
        case .unknownConvention(let at): "字节 \(at)：复位应答应以 3B 或 3F 开头"
        case .missingCheck(let at): "字节 \(at)：缺少校验字节 TCK"
        case .wrongCheck(let at): "字节 \(at)：校验字节 TCK 错误"
        case .trailingBytes(let at): "字节 \(at)：字节数超过复位应答所声明的"
        }
    }

    private static func chinese(_ error: VirtualReaderError) -> String {
        switch error {
        case .emptyFrame: "读卡器发来长度为 0 的帧"
        case .unknownControl(let code): "读卡器发来未知控制码 \(code)"
        case .cutFrame(let expected, let got): "读卡器应发 \(expected) 字节，实发 \(got) 字节"
        case .noSuchAddress(let text): "\(text): 没有该地址；请给出 HOST:PORT，如 localhost:35963"
        case .system(let call, let code): "\(call) 失败：\(SystemWords.wording(code: code).chinese)"
        }
    }
}
