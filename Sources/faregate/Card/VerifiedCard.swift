import SmartCard

/// What came of verifying one recorded card application.
struct VerifiedCard {
    /// How verification ended.
    enum Result {
        case genuine
        /// The first check that failed.
        case failed(String)
        /// The card's certificate was blanked when the record was written.
        case masked
        /// There was nothing to check, and why.
        case nothing(Wording)
    }

    /// What it is called: the file, the item, the application.
    let name: Wording
    /// How the card signed.
    var method: String?
    let result: Result
    /// The CA key came with the file, which so vouches for itself.
    var bringsKey = false

    /// Whether anything was checked.
    var isChecked: Bool {
        switch result {
        case .genuine, .failed: true
        case .masked, .nothing: false
        }
    }

    var json: JSONValue {
        var members: [(String, JSONValue)] = [("name", .string(name.english)), ("method", .optional(method))]
        switch result {
        case .genuine: members += [("result", "ok"), ("stage", .null)]
        case .failed(let stage): members += [("result", "fail"), ("stage", .string(stage))]
        case .masked: members += [("result", "masked"), ("stage", .null)]
        case .nothing(let why): members += [("result", "nothing"), ("stage", .null), ("why", .string(why.english))]
        }
        members.append(("ca_key", .string(bringsKey ? "file" : "given")))
        return .object(members)
    }

    func text(_ language: Language) -> String {
        let words =
            switch result {
            case .genuine: language.pick("通过", "ok")
            case .failed(let stage): "\(language.pick("失败", "fail")): \(StageWords.text(stage, language))"
            case .masked:
                language.pick(
                    "记录已屏蔽，无法验证；请用 --reveal 重新记录", "masked, cannot be verified; record with --reveal")
            case .nothing(let why): "\(language.pick("无可验证", "nothing to verify")): \(why.text(language))"
            }
        let origin =
            bringsKey ? language.pick("（用文件自带的 CA 公钥）", " (by a CA key that the file itself brings)") : ""
        return "\(name.text(language))\(method.map { " (\($0))" } ?? ""): \(words)\(origin)"
    }
}
