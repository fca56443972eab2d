import SmartCard

/// What is said of card data: input to decode, records to verify, lists of keys.
extension Wording {
    static let emptyInput = Wording("the input is empty", "输入为空")
    static let noBytes = Wording("no bytes", "没有字节")
    static let noStatusWord = Wording("no status word", "缺少状态字")
    static let fillerAlone = Wording(
        "no data objects: 00 and FF alone are filler", "没有数据对象：仅有填充字节 00 和 FF")
    static let noExchangesInJSON = Wording(
        "no \"apdus\" and no {\"c\": .., \"r\": ..} pairs in the JSON",
        "JSON 中没有 \"apdus\"，也没有 {\"c\": .., \"r\": ..} 对")
    static let notHexadecimal = Wording("not hexadecimal", "不是十六进制")
    static let halfByte = Wording("half a byte at a space or at the end", "空格处或末尾有半个字节")

    static func neitherHexNorFile(_ reason: String) -> Wording {
        let reason = SystemWords.wording(reason)
        return Wording(
            "neither hexadecimal nor a file that can be read (\(reason.english))",
            "既不是十六进制，也不是可读取的文件（\(reason.chinese)）")
    }

    static func otherCard(_ found: String, _ wanted: String) -> Wording {
        Wording(
            "holds a \(found), not a \(wanted); name that one, or another file",
            "文件中的卡是 \(found)，不是 \(wanted)；请改用该卡名，或换一个文件")
    }

    static func notHex(_ place: Wording) -> Wording {
        Wording("not hexadecimal; \(place.english)", "不是十六进制；\(place.chinese)")
    }

    static func neitherHexNorTranscript(_ place: Wording) -> Wording {
        Wording(
            "neither hexadecimal (\(place.english)) nor a transcript", "既不是十六进制（\(place.chinese)），也不是交易记录")
    }

    static func lineHas(_ line: Int, _ character: Character) -> Wording {
        Wording("line \(line) has \"\(character)\"", "第 \(line) 行有 \"\(character)\"")
    }

    static func holdsExchanges(_ kind: String) -> Wording {
        Wording("holds commands and answers, not \(kind); leave out --as", "内容是命令和响应，不是 \(kind)；请去掉 --as")
    }

    static func statusWordHasTwo(_ count: Int) -> Wording {
        Wording("a status word has two bytes, this has \(count)", "状态字为两个字节，此处有 \(count) 个")
    }

    static func exchange(_ number: Int, of name: String? = nil) -> Wording {
        let before = name.map { "\($0), " } ?? ""
        return Wording("\(before)exchange \(number)", "\(before)第 \(number) 次交换")
    }

    /// Which half of an exchange.
    func command() -> Wording { Wording("\(english), command", "\(chinese)的命令") }
    /// Which half of an exchange.
    func answer() -> Wording { Wording("\(english), answer", "\(chinese)的响应") }

    static func notObjectsFrom(_ error: TLVError) -> Wording {
        let words = Wording(of: error)
        return Wording(
            "\(words.english); not TLV from there on (say what it is with --as, or give the missing bytes)",
            "\(words.chinese)；此后不是 TLV（请用 --as 指明类型，或补全字节）")
    }

    /// The first of several problems.
    static func first(_ problem: Wording, of count: Int) -> Wording {
        guard count > 1 else { return problem }
        return Wording(
            "\(problem.english) (and \(count - 1) more)", "\(problem.chinese)（另有 \(count - 1) 处）")
    }

    static func itemIsNoObject(_ number: Int) -> Wording {
        Wording("item \(number) is not an object", "第 \(number) 个条目不是对象")
    }

    /// The name of one of several applications in a record.
    static func application(_ number: Int, _ identifier: String, of file: String) -> Wording {
        Wording("\(file), application \(number) (\(identifier))", "\(file)，第 \(number) 个应用（\(identifier)）")
    }

    static let nothingToVerify = Wording("there is nothing in it that can be verified", "其中没有可验证的内容")
    static let noExchanges = Wording("no commands and answers", "没有命令和响应")
    static let noSignature = Wording("the card gave no signature", "卡片未给出签名")

    static func filesOwnKey(_ error: any Error) -> Wording {
        let words = Wording(of: error)
        return Wording("the file's CA key: \(words.english)", "文件自带的 CA 公钥：\(words.chinese)")
    }

    static func publishedTestKey(_ name: String) -> Wording {
        Wording("key \(name) is a published test key, not one for production", "公钥 \(name) 是公开的测试公钥，不能用于生产")
    }

    static func key(_ name: String, _ error: any Error) -> Wording {
        Wording(of: error).at(Wording("key \(name)", "公钥 \(name)"))
    }
}
