import CardCrypto
import QRTickets
import SmartCard

/// Checker of the Ministry's codes and root records.
enum MinistryCodeVectors {
    /// A code through the validator, with the roots and the policy of its file.
    static func code(_ item: VectorItem) throws -> [String: VectorValue] {
        let bytes = try item.payload()
        guard let now = (item.value("now") as? Int).flatMap({ UInt32(exactly: $0) }) else {
            throw VectorItem.MissingInput(path: "now")
        }
        let validator = CodeValidator(roots: try roots(item), policy: try policy(item))
        let verdict = try validator.validate(bytes.span, at: CodeClock(now: now))
        guard let code = verdict.verified else { return ["expect": .text(verdict.result.rawValue)] }
        return ["expect": .text("accept"), "fields": .object(fields(of: code, bytes))]
    }

    private static func roots(_ item: VectorItem) throws -> RootStore {
        guard let list = item.value("context.roots") as? [[String: Any]] else {
            throw VectorItem.MissingInput(path: "roots")
        }
        let records = try list.flatMap { root in
            guard let record = (root["record_hex"] as? String).flatMap({ Hex.bytes($0) }),
                record.count == RootRecord.length, root["index"] as? Int == Int(record[10])
            else { throw VectorItem.MissingInput(path: "roots") }
            return record
        }
        return try RootStore(parsing: records.span)
    }

    private static func policy(_ item: VectorItem) throws -> CodePolicy {
        func number(_ name: String) throws -> UInt32 {
            guard let number = (item.value("context.policy.\(name)") as? Int).flatMap({ UInt32(exactly: $0) }) else {
                throw VectorItem.MissingInput(path: "policy.\(name)")
            }
            return number
        }
        // The lengths are the parser's own; a file with others is about another layout.
        let longest = MinistryCode.shortest + MinistryCode.mostCustomBytes
        guard Int(try number("minLength")) == MinistryCode.shortest, Int(try number("maxLength")) == longest else {
            throw VectorItem.MissingInput(path: "policy")
        }
        var policy = CodePolicy()
        policy.skewSeconds = try number("maxClockSkewSeconds")
        policy.longestValidityByFormat[.ministryV2] = try number("maxValiditySeconds")
        return policy
    }

    /// What the validator tells, and beside it what only the layout has (`qr.md` 3.1 and 3.2).
    private static func fields(of code: VerifiedCode, _ bytes: [UInt8]) -> [String: VectorValue] {
        func number(_ range: Range<Int>) -> VectorValue {
            .number(Int(bytes[range].reduce(0) { $0 << 8 | UInt32($1) }))
        }
        return [
            "version": number(0..<1), "length": number(1..<3), "caIndex": number(8..<9),
            "certIssuer": CodeVectors.hex(code.issuer), "certExpiryMMYY": CodeVectors.hex(bytes[14..<16]),
            "certSerial": CodeVectors.hex(code.serial), "issuerPublicKey": CodeVectors.hex(bytes[23..<56]),
            "payAccount": .text(String(decoding: code.account, as: UTF8.self)),
            "cardAccount": CodeVectors.hex(code.cardNumber ?? []), "issuerNo": CodeVectors.hex(code.cardIssuer ?? []),
            "platformNo": CodeVectors.hex(code.platform), "accountType": number(154..<155),
            "amountLimitFen": code.limitFen.map { .number(Int($0)) } ?? .null,
            "userPublicKey": CodeVectors.hex(bytes[158..<191]),
            "authExpiry": code.authorisedUntil.map { .number(Int($0)) } ?? .null,
            "validitySeconds": .number(Int(code.validitySeconds)), "custom": CodeVectors.hex(code.custom),
            "generatedAt": .number(Int(code.generated)),
        ]
    }

    /// A root record: the loader takes exactly those whose own signature is good.
    static func root(_ item: VectorItem) throws -> [String: VectorValue] {
        let bytes = try item.hex("record_hex", count: RootRecord.length)
        let isLoaded: Bool
        do {
            _ = try RootStore(parsing: bytes.span)
            isLoaded = true
        } catch {
            isLoaded = false
        }
        let (signed, signature, xy) = (Array(bytes[..<80]), Array(bytes[80...]), Array(bytes[16..<80]))
        let verification = SM2Verification()
        var isSigned = false
        if let key = SM2PublicKey(xy.span) {
            verification.start(key)
            verification.update(signed.span)
            isSigned = verification.finish(signature: signature.span)
        }
        return [
            "expect": .object([
                "header": .number(Int(bytes[0])), "service": CodeVectors.hex(bytes[1..<5]),
                "rid": CodeVectors.hex(bytes[5..<10]), "caIndex": .number(Int(bytes[10])),
                "expiryMMYY": CodeVectors.hex(bytes[11..<13]), "algorithm": .number(Int(bytes[13])),
                "parameter": .number(Int(bytes[14])), "keyLength": .number(Int(bytes[15])),
                "selfSignatureValid": .flag(isLoaded),
                "signedBytes": .text(isSigned ? "0..79, SM2 with default id" : "not 0..79 with the default id"),
            ])
        ]
    }
}
