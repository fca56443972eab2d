import EMV
import Foundation
import SmartCard
import Testing

/// Public vectors that are not part of the repository (`FAREGATE_EXTERNAL_DATA`).
struct CaseVectors {
    static let folder = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"].map { "\($0)/vectors/emv" }
    static let areThere = folder.map { FileManager.default.fileExists(atPath: "\($0)/oda.json") } ?? false

    /// One item of a vector file.
    struct Item {
        let members: [String: Any]

        /// A text somewhere inside, `inputs.rid`.
        func text(_ path: String) -> String? {
            var value: Any = members
            for key in path.split(separator: ".") {
                guard let object = value as? [String: Any], let inner = object[String(key)] else { return nil }
                value = inner
            }
            return value as? String
        }

        func bytes(_ path: String) -> [UInt8]? { text(path).flatMap { Hex.bytes($0) } }

        func number(_ path: String) -> UInt64 { (bytes(path) ?? []).reduce(0) { $0 << 8 | UInt64($1) } }

        /// Decimal digits two a byte.
        func decimal(_ path: String) -> UInt64 {
            (bytes(path) ?? []).reduce(0) { $0 * 100 + UInt64($1 >> 4) * 10 + UInt64($1 & 15) }
        }

        var exchanges: [Transcript.Exchange] {
            (members["apdus"] as? [[String: String]] ?? []).map {
                .init(command: Hex.bytes($0["c"] ?? "") ?? [], answer: Hex.bytes($0["r"] ?? "") ?? [])
            }
        }

        /// The CA key that the item brings.
        func keys() throws -> CAPublicKeyStore {
            var store = CAPublicKeyStore()
            let identity = CAKeyIdentity(rid: number("inputs.rid"), index: UInt8(number("inputs.capk_index")))
            if let modulus = bytes("inputs.capk_modulus") {
                try store.add(
                    rsa: identity, modulus: modulus, exponent: bytes("inputs.capk_exponent") ?? [], checkValue: nil,
                    role: .test)
            }
            if let xy = bytes("inputs.capk_sm2_xy") { try store.add(sm2: identity, xy: xy, role: .test) }
            return store
        }
    }

    static func items(_ file: String) throws -> [Item] {
        let url = URL(filePath: "\(try #require(folder))/\(file)")
        let list = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [[String: Any]]
        return try #require(list).map(Item.init)
    }

    static func item(_ name: String, _ file: String) throws -> Item {
        try #require(try items(file).first { $0.text("name") == name })
    }
}

/// The cases that name vectors.
struct VectorCases {
    @Test(
        "QP-A01, C10, E01, E03 to E07, E14: whole taps",
        .enabled(if: CaseVectors.areThere, "skipped: external data not present"),
        arguments: [
            ("quickpass-online-oda-arqc-gpo", TransportCases.good),
            ("quickpass-online-oda-arqc-record", TransportCases.good),
            ("quickpass-ecash-tc-record", "accepted approved approved-offline"),
            ("quickpass-arqc-legacy-card-no-df61", "refused declined no-offline-authentication-data"),
            ("quickpass-fdda-00-old-card", "refused declined authentication-failed fdda_input_incomplete"),
            ("neg-quickpass-format-95", "refused declined authentication-failed sdad_header"),
            (
                "neg-quickpass-9f69-seven-bytes",
                "refused declined authentication-failed card_authentication_data_length"
            ),
            ("neg-quickpass-ctq-differs", "refused declined authentication-failed ctq_mismatch"),
            ("neg-quickpass-amount-changed", "refused declined authentication-failed sdad_hash"),
        ])
    func taps(name: String, text: String) throws {
        let item = try CaseVectors.item(name, "quickpass-synthetic.json")
        let first = try Self.tap(item)
        #expect(first.text == text)
        // QP-G01: every command is the recorded one, and the second time nothing differs.
        #expect(first.commands == item.exchanges.map(\.command))
        let second = try Self.tap(item)
        #expect(first.result == second.result && first.commands == second.commands)
    }

    @Test("QP-E04 version 00, allowed", .enabled(if: CaseVectors.areThere, "skipped: external data not present"))
    func oldCard() throws {
        let item = try CaseVectors.item("quickpass-fdda-00-old-card", "quickpass-synthetic.json")
        #expect(try Self.tap(item, allowsVersion00: true).text == "accepted approved approved-offline")
    }

    private static func tap(_ item: CaseVectors.Item, allowsVersion00: Bool = false) throws -> CaseOutcome {
        let qualifiers = UInt32(item.number("terminal.ttq"))
        let digits = try #require(item.bytes("terminal.date_9A"))
        let date = CalendarDate(digits.span)
        let day = try #require(date)
        let keys = try item.keys()
        return CaseTap(qualifiers & 0x0100_0000 != 0 ? .deferred : .electronicCash).with {
            $0.authenticator = CardAuthenticator(keys: keys)
            $0.configuration.kernel.allowsFastDDA00 = allowsVersion00
            $0.configuration.entryPoint.sets[0].options.qualifiers = nil
            $0.keepsQualifiers = true
            $0.transaction = TransactionData(
                amount: item.decimal("terminal.amount_9F02"),
                currency: UInt16(item.number("terminal.currency_5F2A")),
                country: UInt16(item.number("terminal.country_9F1A")), date: day,
                type: UInt8(item.number("terminal.type_9C")),
                unpredictableNumber: UInt32(item.number("terminal.unpredictable_number")),
                terminalQualifiers: qualifiers)
        }.present(over: CaseChannel(TranscriptChannel(Transcript(item.exchanges))))
    }

    /// Whatever other terminals recorded, the gate decides the same twice, and opens for none of these cards.
    @Test("QP-G01 replay of every trace", .enabled(if: CaseVectors.areThere, "skipped: external data not present"))
    func traces() throws {
        let items = try CaseVectors.items("apdu-traces.json")
        #expect(items.count == 43)
        for item in items {
            let answers = item.exchanges.map(\.answer)
            let runs = [0, 1].map { _ in CaseTap().present(over: CaseChannel(CaseScript(answers))) }
            #expect(runs[0].result == runs[1].result && runs[0].commands == runs[1].commands)
            #expect(!runs[0].opens, "\(item.text("name") ?? ""): \(runs[0].text)")
        }
    }

    @Test(
        "QP-E03, E05, E06, E23, E24: fDDA and SM2 sets",
        .enabled(if: CaseVectors.areThere, "skipped: external data not present"),
        arguments: [
            ("visa-qvsdc-fdda-version01", nil), ("neg-fdda-currency-changed", "sdad_hash"),
            ("neg-fdda-un-changed", "sdad_hash"), ("neg-fdda-9f69-missing", "fdda_input_incomplete"),
            ("sm2-fdda-chain", nil), ("neg-sm2-fdda-un-changed", "sdad_signature"),
        ] as [(String, String?)])
    func fast(name: String, stage: String?) throws {
        let item = try CaseVectors.item(name, "oda.json")
        let isVisa = item.number("inputs.rid") == 0xA0_0000_0003
        var rules = isVisa ? FastDDA.Rules.visa : FastDDA.Rules.unionPay
        let card = try Self.card(item)
        // A set of tags need not have the profile and the counter.
        rules.requiresDDABit = rules.requiresDDABit && card.has(Tag.interchangeProfile)
        rules.requiresCounterInClear = card.has(Tag.transactionCounter)
        let terminal = FastDDA(
            unpredictableNumber: UInt32(item.number("inputs.unpredictable_number")),
            amount: item.decimal("inputs.amount_9F02"), currency: UInt16(item.number("inputs.currency_5F2A")),
            rules: rules)
        let authenticator = CardAuthenticator(keys: try item.keys())
        if let identifier = item.text("inputs.sm2_id_ascii") { authenticator.setSM2Identifier(Array(identifier.utf8)) }
        let result = authenticator.verifyFast(
            card, rid: item.number("inputs.rid"), date: nil, terminal: terminal, staticDataIsWhole: true)
        switch result {
        case .verified: #expect(stage == nil)
        case .failed(let failed): #expect(failed.rawValue == stage)
        }
    }

    @Test(
        "QP-E23, E24: SM2 of a real card under a key nobody vouched for",
        .enabled(if: CaseVectors.areThere, "skipped: external data not present"),
        arguments: [
            ("sm2-icc-certificate-contact-record", .fdda, nil), ("sm2-ssad-contact-record", .sda, nil),
            ("neg-sm2-icc-signature-bit-flip", .fdda, "icc_certificate_signature"),
        ] as [(String, AuthenticationMethod, String?)])
    func unverified(name: String, method: AuthenticationMethod, stage: String?) throws {
        let item = try CaseVectors.item(name, "oda.json")
        let authenticator = CardAuthenticator(keys: CAPublicKeyStore())
        if let identifier = item.text("inputs.sm2_id_ascii") { authenticator.setSM2Identifier(Array(identifier.utf8)) }
        let failed = authenticator.checkAgainstUnverifiedIssuer(
            try Self.card(item), method: method, staticDataIsWhole: true)
        #expect(failed?.rawValue == stage)
    }

    @Test(
        "QP-E08, E10 to E14, E16, E20, E21: contact sets",
        .enabled(if: CaseVectors.areThere, "skipped: external data not present"),
        arguments: [
            ("upi-test-card-sda", nil), ("emvpt-test-card-dda", nil), ("neg-upi-sda-ssad-bit-flip", "ssad_header"),
            ("neg-emvpt-capk-missing", "ca_public_key_not_found"),
            ("neg-emvpt-issuer-cert-bit-flip", "issuer_certificate_header"),
            ("neg-emvpt-issuer-remainder-changed", "issuer_certificate_hash"),
            ("neg-emvpt-issuer-id-mismatch", "issuer_identifier_mismatch"),
            ("neg-emvpt-icc-pan-mismatch", "icc_certificate_pan_mismatch"),
            ("neg-emvpt-static-data-changed", "icc_certificate_hash"), ("neg-emvpt-un-changed", "sdad_hash"),
            ("neg-emvpt-icc-cert-bit-flip", "icc_certificate_header"),
            ("neg-emvpt-expired", "issuer_certificate_expired"), ("mc-contactless-cda-tc", nil),
            ("amex-mobile-cda-no-cdol-amount", nil),
            ("neg-cda-transaction-data-hash-mismatch", "cda_transaction_data_hash"),
        ] as [(String, String?)])
    func contact(name: String, stage: String?) throws {
        let item = try CaseVectors.item(name, "oda.json")
        let rid = item.number("inputs.rid")
        // The case runs it with an empty store.
        let keys = name == "neg-emvpt-capk-missing" ? CAPublicKeyStore() : try item.keys()
        let authenticator = CardAuthenticator(keys: keys)
        let date = item.bytes("inputs.transaction_date_YYMMDD").flatMap { CalendarDate($0.span) }
        var card = try Self.card(item)
        let result: Authentication<AuthenticationMethod>
        switch item.text("method") {
        case "SDA": result = authenticator.verifyStatic(card, rid: rid, date: date, staticDataIsWhole: true)
        case "DDA":
            result = authenticator.verifyDynamic(
                card, rid: rid, date: date, method: .dda,
                terminal: .init(dynamicData: item.bytes("inputs.ddol_data") ?? []), staticDataIsWhole: true)
        default:
            let answer = item.bytes("inputs.genac_response_without_9F4B") ?? []
            if !card.has(Tag.cryptogramInformation) {
                let start = card.bytes.count
                card.bytes += answer
                try card.add(objectsIn: start..<card.bytes.count)
            }
            let transaction =
                (item.bytes("inputs.pdol_data") ?? []) + (item.bytes("inputs.cdol1_data") ?? []) + answer
            result = authenticator.verifyDynamic(
                card, rid: rid, date: date, method: .cda,
                terminal: .init(
                    dynamicData: item.bytes("inputs.unpredictable_number") ?? [], transactionData: transaction),
                staticDataIsWhole: true)
        }
        #expect(result.failedStage?.rawValue == stage)
    }

    /// A set of tags as a card's data.
    private static func card(_ item: CaseVectors.Item) throws -> CardData {
        var card = CardData()
        let inputs = try #require(item.members["inputs"] as? [String: Any])
        let tags = try #require(inputs["tags"] as? [String: Any])
        for name in tags.keys.sorted() {
            let tag = try #require(UInt32(name, radix: 16))
            try card.append(tag, try #require((tags[name] as? String).flatMap { Hex.bytes($0) }))
        }
        if !card.has(Tag.interchangeProfile), let profile = item.bytes("inputs.aip") {
            try card.append(Tag.interchangeProfile, profile)
        }
        if !card.has(Tag.caKeyIndex) { try card.append(Tag.caKeyIndex, item.bytes("inputs.capk_index") ?? []) }
        if let staticData = item.bytes("inputs.static_data_to_authenticate") {
            let start = card.bytes.count
            card.bytes += staticData
            card.addStaticData(start..<card.bytes.count)
        }
        return card
    }
}
