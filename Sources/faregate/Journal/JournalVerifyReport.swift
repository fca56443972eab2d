import Journal

/// What `journal verify` says.
struct JournalVerifyReport {
    let scan: JournalScan
    /// Records of each kind.
    let counts: [Int]
    /// The registers counted anew.
    let registers: RegisterCheck
    let checksKeys: Bool
    let seconds: Double

    var json: JSONValue {
        .object([
            ("records", .integer(Int(clamping: scan.lastSequence))), ("ok", .bool(scan.isSound)),
            ("torn_tail_bytes", .integer(scan.tornTailBytes)), ("first_bad", firstBad),
            ("device", .optional(scan.identity?.device)),
            ("epoch", .optional(scan.identity.map { Int(clamping: $0.epoch) })),
            ("last_sequence", .integer(Int(clamping: scan.lastSequence))),
            ("last_hash", .optional(scan.chain?.description)),
            ("anchored_sequence", .optional(scan.anchor.map { Int(clamping: $0.sequence) })),
            ("unreadable_head_slots", .integer(scan.unreadableSlots)), ("segments", .integer(scan.segments)),
            ("bytes", .integer(scan.bytes)), ("authenticated", .integer(Int(clamping: scan.authenticated))),
            ("not_authenticated", .integer(Int(clamping: scan.lastSequence - scan.authenticated))),
            ("authenticated_from", .optional(scan.authenticatedFrom.map { Int(clamping: $0) })),
            ("by_kind", .object(kinds.map { ($0.name, .integer($0.count)) })),
            ("registers", .integer(registers.compared)),
            ("register_differences", .array(registers.differences.map { .string("\($0)") })),
            ("elapsed_seconds", .number(seconds, decimals: 3)),
        ])
    }

    private var firstBad: JSONValue {
        guard let damage = scan.damage ?? scan.notAuthenticated else { return .null }
        return .object([
            ("segment", .string(damage.file)), ("offset", .integer(damage.offset)),
            ("sequence", .integer(Int(clamping: damage.sequence))), ("fault", .string(damage.fault.code)),
        ])
    }

    private var kinds: [(name: String, count: Int)] {
        counts.indices.filter { counts[$0] > 0 }.map { kind in
            (RecordKind(rawValue: UInt8(kind))?.code ?? "kind-\(kind)", counts[kind])
        }
    }

    func text(_ language: Language) -> String {
        var lines = [
            scan.isSound
                ? language.pick("日志完好", "journal sound")
                : scan.damage == nil
                    ? language.pick("日志未经认证", "journal NOT AUTHENTICATED")
                    : language.pick("日志已损坏", "journal DAMAGED")
        ]
        func add(_ zh: String, _ en: String, _ value: String) { lines.append("  \(language.pick(zh, en)): \(value)") }
        if let identity = scan.identity { add("设备 / 纪元", "device / epoch", "\(identity.device) / \(identity.epoch)") }
        add("记录", "records", grouped(Int(clamping: scan.lastSequence)))
        for kind in kinds { lines.append("    \(kind.name): \(grouped(kind.count))") }
        add("段 / 字节", "segments / bytes", "\(scan.segments) / \(grouped(scan.bytes))")
        if let anchor = scan.anchor { add("首部锚点", "head anchor", "\(anchor.sequence)") }
        add(
            "已验证的认证码", "authentication codes checked",
            checksKeys
                ? grouped(Int(clamping: scan.authenticated)) : language.pick("未提供密钥", "no key given"))
        if registers.compared > 0 {
            add(
                "核对的登记 / 不符", "registers checked / different", "\(registers.compared) / \(registers.differences.count)")
        }
        if scan.tornTailBytes > 0 {
            add(
                "残缺尾部", "torn tail",
                "\(scan.tornTailBytes) "
                    + language.pick("字节，从未确认，启动时移出", "bytes, never acknowledged; set aside at the next start"))
        }
        if scan.unreadableSlots > 0 {
            add(
                "不可读的锚点槽", "unreadable head slots",
                "\(scan.unreadableSlots) "
                    + language.pick("（断电或损坏；另一槽有效）", "(a power cut or damage; the other one holds)"))
        }
        if let damage = scan.damage ?? scan.notAuthenticated {
            add("第一处损坏", "first bad place", "\(damage.file), \(damage.offset), \(damage.fault.code)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
