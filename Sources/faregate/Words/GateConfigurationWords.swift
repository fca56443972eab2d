import Lane
import SmartCard

/// What is said of a gate's configuration.
enum GateConfigurationWords {
    /// A fault with its place: `gate.yaml:12:5: lanes[1].direction: ...`.
    static func fault(_ fault: ConfigurationFault, _ file: String) -> Wording {
        let place = fault.place
        let key = place.key.isEmpty ? "" : ": \(place.key)"
        return problem(fault.kind).at(place.line == 0 ? place.key : "\(file):\(place.line):\(place.column)\(key)")
    }

    /// What is wrong.
    static func problem(_ kind: ConfigurationFault.Kind) -> Wording {
        switch kind {
        case .tooLarge(let bytes): Wording("larger than \(bytes) bytes", "超过 \(bytes) 字节")
        case .notText: Wording("not UTF-8 text, or a NUL byte is in it", "不是 UTF-8 文本，或含有 NUL 字节")
        case .tooDeep: Wording("nested too deep", "嵌套过深")
        case .notYAML(let problem): Wording("not YAML: \(problem)", "不是 YAML：\(problem)")
        case .empty: Wording("nothing is in it", "内容为空")
        case .unknownKey(let near, let known): unknownKey(near, known)
        case .repeated: Wording("stands here and once more", "此处之外再次出现")
        case .missing: Wording("is missing", "缺失")
        case .missingOneOf(let keys):
            Wording("give one of \(list(keys, "or"))", "须给出其一：\(keys.joined(separator: "、"))")
        case .expected(let expected, let found): self.expected(expected, found)
        case .noVariable(let name):
            Wording("the environment does not set \(name)", "环境变量 \(name) 未设置")
        case .goesWith(let key): Wording("goes with \(key) only", "只能与 \(key) 同用")
        case .notWith(let key): Wording("does not go with \(key)", "不能与 \(key) 同用")
        case .taken(let key): Wording("is \(key)'s already", "已被 \(key) 使用")
        case .tooManyLanes(let most): Wording("a process has at most \(most) lanes", "一个进程最多 \(most) 条通道")
        case .file(let path, let reason):
            Wording("\(path): \(SystemWords.wording(reason).english)", "\(path)：\(SystemWords.wording(reason).chinese)")
        case .looseMode(let path, let mode):
            Wording(
                "\(path): mode 0\(String(mode, radix: 8)) lets group or others use this key; chmod 600 it",
                "\(path)：权限 0\(String(mode, radix: 8)) 允许同组或其他用户使用该密钥；请 chmod 600")
        case .wrong(let english, let chinese): Wording(english, chinese)
        }
    }

    private static func unknownKey(_ near: [String], _ known: [String]) -> Wording {
        near.isEmpty
            ? Wording(
                "unknown key; known here: \(known.joined(separator: ", "))",
                "未知的键；此处可用：\(known.joined(separator: ", "))")
            : Wording("unknown key; did you mean \(list(near, "or"))?", "未知的键；是否要写 \(near.joined(separator: "、"))？")
    }

    private static func expected(_ expected: ConfigurationExpectation, _ found: String) -> Wording {
        let what = words(expected)
        return Wording("\"\(found)\"; expected \(what.english)", "\"\(found)\"；应为\(what.chinese)")
    }

    private static func words(_ expected: ConfigurationExpectation) -> Wording {
        switch expected {
        case .mapping: return Wording("keys and values", "键和值")
        case .list: return Wording("a list of at least one element", "至少一项的列表")
        case .scalar: return Wording("one value", "单个值")
        case .text(let longest): return Wording("1 to \(longest) characters of text", " 1 至 \(longest) 个字符的文本")
        case .name(let longest):
            return Wording(
                "1 to \(longest) letters, digits, \".\", \"_\" or \"-\"", " 1 至 \(longest) 个字母、数字、“.”、“_”或“-”")
        case .wholeNumber(let range):
            return Wording(
                "a whole number from \(range.lowerBound) to \(range.upperBound)",
                " \(range.lowerBound) 至 \(range.upperBound) 的整数")
        case .yesNo: return Wording("true or false", " true 或 false")
        case .oneOf(let words, let near):
            let hint =
                near.isEmpty
                ? Wording("") : Wording("; did you mean \(list(near, "or"))?", "；是否要写 \(near.joined(separator: "、"))？")
            return Wording(
                "one of \(words.joined(separator: ", "))\(hint.english)",
                "其一：\(words.joined(separator: ", "))\(hint.chinese)")
        case .hex(let bytes):
            let (least, most) = (2 * bytes.lowerBound, 2 * bytes.upperBound)
            return least == most
                ? Wording("\(most) hex digits", " \(most) 位十六进制数字")
                : Wording(
                    "\(least) to \(most) hex digits, two a byte", " \(least) 至 \(most) 位十六进制数字，每字节两位")
        case .path:
            return Wording(
                "a path; the only variable in one is ${\(ConfigurationContext.credentials)}, at its front",
                "路径；只可在开头使用变量 ${\(ConfigurationContext.credentials)}")
        case .address: return Wording("HOST:PORT", " HOST:PORT")
        case .frames:
            return Wording("y4m, grey:WIDTHxHEIGHT or yuyv:WIDTHxHEIGHT", " y4m、grey:宽x高 或 yuyv:宽x高")
        }
    }

    private static func list(_ words: [String], _ joint: String) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " \(joint) " + last
    }
}
