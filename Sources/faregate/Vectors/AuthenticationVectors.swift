import CardCrypto
import EMV
import Foundation
import SmartCard

/// Checker of offline data authentication: whole sets (`oda`).
struct AuthenticationVectors {
    /// The CA keys for items that bring none.
    let keys: CAPublicKeyStore

    /// `oda`: certificates and signatures by tag.
    func authentication(_ item: VectorItem) throws -> [String: Any] {
        let rid = try item.hex("inputs.rid", count: 5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let tags = item.value("inputs.tags") as? [String: Any] else {
            throw VectorItem.MissingInput(path: "inputs.tags")
        }
        var card = CardData()
        for name in tags.keys.sorted() {
            guard let tag = UInt32(name, radix: 16) else { throw VectorItem.MissingInput(path: "inputs.tags.\(name)") }
            try card.append(tag, try item.hex("inputs.tags.\(name)"))
        }
        if !card.has(Tag.interchangeProfile), let profile = try item.optionalHex("inputs.aip") {
            try card.append(Tag.interchangeProfile, profile)
        }
        let index = try item.hex("inputs.capk_index", count: 1)
        if !card.has(Tag.caKeyIndex) { try card.append(Tag.caKeyIndex, index) }
        let staticData = try item.optionalHex("inputs.static_data_to_authenticate")
        if let staticData {
            let start = card.bytes.count
            card.bytes += staticData
            card.addStaticData(start..<card.bytes.count)
        }
        let authenticator = CardAuthenticator(keys: try item.keyStore(else: keys))
        if let text = item.value("inputs.sm2_id_ascii") as? String { authenticator.setSM2Identifier(Array(text.utf8)) }

        let method = try item.text("method")
        let isUnverified = item.value("inputs.capk_known") as? Bool == false
        let stage: AuthenticationStage?
        if isUnverified {
            stage = authenticator.checkAgainstUnverifiedIssuer(
                card, method: method.hasSuffix("SDA") ? .sda : .fdda, staticDataIsWhole: true)
        } else {
            stage = try verify(item, method, card, rid, authenticator, lacksStaticData: staticData == nil)
        }
        var results = Self.report(card, authenticator, isSM2: method.hasPrefix("SM2"), stage: stage)
        results["result"] = result(stage, method: method, isUnverified: isUnverified, hasStaticData: staticData != nil)
        if let stage { results["fail_stage"] = stage.rawValue }
        return results
    }

    private func result(
        _ stage: AuthenticationStage?, method: String, isUnverified: Bool, hasStaticData: Bool
    ) -> String {
        guard stage == nil else { return "fail" }
        if isUnverified {
            return method.hasSuffix("SDA")
                ? "ssad_ok_issuer_certificate_unverifiable_without_ca_key"
                : "icc_certificate_ok_issuer_certificate_unverifiable_without_ca_key"
        }
        return hasStaticData ? "ok" : "sdad_ok_static_data_not_supplied"
    }

    private func verify(
        _ item: VectorItem, _ method: String, _ card: CardData, _ rid: UInt64, _ authenticator: CardAuthenticator,
        lacksStaticData: Bool
    ) throws -> AuthenticationStage? {
        // Without a date expiry is not tested.
        let date =
            item.isGiven("inputs.transaction_date_YYMMDD") ? try item.date("inputs.transaction_date_YYMMDD") : nil
        switch method {
        case "SDA", "SM2-SDA":
            return authenticator.verifyStatic(card, rid: rid, date: date, staticDataIsWhole: true).failedStage
        case "DDA":
            return authenticator.verifyDynamic(
                card, rid: rid, date: date, method: .dda,
                terminal: .init(
                    dynamicData: try item.hex("inputs.ddol_data"), lacksStaticData: lacksStaticData),
                staticDataIsWhole: true
            ).failedStage
        case "CDA":
            let transaction =
                try item.hex("inputs.pdol_data") + item.hex("inputs.cdol1_data")
                + item.hex("inputs.genac_response_without_9F4B")
            var whole = card
            if !whole.has(Tag.cryptogramInformation) {
                // The answer to GENERATE AC gives it in clear.
                let answer = try item.hex("inputs.genac_response_without_9F4B")
                let start = whole.bytes.count
                whole.bytes += answer
                try whole.add(objectsIn: start..<whole.bytes.count)
            }
            return authenticator.verifyDynamic(
                whole, rid: rid, date: date, method: .cda,
                terminal: .init(
                    dynamicData: try item.hex("inputs.unpredictable_number"), transactionData: transaction,
                    lacksStaticData: lacksStaticData),
                staticDataIsWhole: true
            ).failedStage
        case "fDDA", "SM2-fDDA":
            return authenticator.verifyFast(
                card, rid: rid, date: date, terminal: try terminal(item, rid: rid), staticDataIsWhole: true
            ).failedStage
        default: throw VectorItem.MissingInput(path: "method")
        }
    }

    private func terminal(_ item: VectorItem, rid: UInt64) throws -> FastDDA {
        var rules = rid == 0xA0_0000_0003 ? FastDDA.Rules.visa : FastDDA.Rules.unionPay
        // A set of vectors need not have `82` or `9F36` of every card.
        rules.requiresDDABit = rules.requiresDDABit && item.value("inputs.tags.82") != nil
        rules.requiresCounterInClear = item.value("inputs.tags.9F36") != nil
        return FastDDA(
            unpredictableNumber: try item.hex("inputs.unpredictable_number", count: 4).number,
            amount: try item.amount("inputs.amount_9F02"),
            currency: UInt16(truncatingIfNeeded: try item.hex("inputs.currency_5F2A", count: 2).number), rules: rules)
    }

    // MARK: What was recovered

    /// What certificates and signatures say, as far as they could be opened.
    static func report(
        _ card: CardData, _ authenticator: CardAuthenticator, isSM2: Bool, stage: AuthenticationStage?
    ) -> [String: Any] {
        var results: [String: Any] = [:]
        if let issuer = authenticator.claimedIssuer {
            results["issuer_identifier"] = Hex.text(issuer.identifier)
            results["issuer_cert_expiry_MMYY"] = Hex.text(issuer.expiry)
            results["issuer_cert_serial"] = Hex.text(issuer.serial)
            results["issuer_key_bytes"] = issuer.keyBytes.count
            results["issuer_public_key"] = Hex.text(issuer.keyBytes)
            results["issuer_public_key_xy"] = Hex.text(issuer.keyBytes)
            let keyBytes = issuer.keyBytes
            if isSM2, let key = SM2PublicKey(keyBytes.span) {
                results["za"] = Hex.text(key.za(id: authenticator.sm2IdentifierInUse))
            }
        }
        results["icc_key_bytes"] = authenticator.iccKeyBytes.count
        results["icc_public_key"] = Hex.text(authenticator.iccKeyBytes)
        results["icc_public_key_xy"] = Hex.text(authenticator.iccKeyBytes)
        let details = authenticator.details
        results["icc_pan_field"] = Hex.text(details.iccPANField)
        results["icc_cert_expiry_MMYY"] = Hex.text(details.iccExpiry)
        results["data_authentication_code"] = Hex.text(details.dataAuthenticationCode)
        if let number = authenticator.dynamicNumber { results["icc_dynamic_number"] = Hex.text(number) }
        if let combined = authenticator.combinedData {
            results["cid_in_sdad"] = Hex.text([combined.cryptogramInformation])
            results["application_cryptogram"] = Hex.text(combined.cryptogram)
            results["transaction_data_hash"] = Hex.text(combined.transactionDataHash)
            results["transaction_data_hash_matches"] = stage != .cdaTransactionDataHash
        }
        if isSM2 { addSM2(card, authenticator, to: &results) }
        return results
    }

    private static func addSM2(_ card: CardData, _ authenticator: CardAuthenticator, to results: inout [String: Any]) {
        if let issuer = card.copy(of: Tag.issuerCertificate), issuer.count == 142 {
            results["issuer"] =
                [
                    "format": Hex.text(issuer[0..<1]), "issuer_identifier": Hex.text(issuer[1..<5]),
                    "expiry_MMYY": Hex.text(issuer[5..<7]), "serial": Hex.text(issuer[7..<10]),
                    "sign_alg": Hex.text(issuer[10..<11]), "encrypt_alg": Hex.text(issuer[11..<12]),
                    "curve_id": Hex.text(issuer[12..<13]), "key_length_bytes": Int(issuer[13]),
                    "public_key": Hex.text(issuer[14..<78]), "signature": Hex.text(issuer[78...]),
                ] as [String: Any]
        }
        if let icc = card.copy(of: Tag.iccCertificate), icc.count == 148 {
            results["icc"] =
                [
                    "format": Hex.text(icc[0..<1]), "pan_field": Hex.text(icc[1..<11]),
                    "expiry_MMYY": Hex.text(icc[11..<13]), "serial": Hex.text(icc[13..<16]),
                    "sign_alg": Hex.text(icc[16..<17]), "encrypt_alg": Hex.text(icc[17..<18]),
                    "curve_id": Hex.text(icc[18..<19]), "key_length_bytes": Int(icc[19]),
                    "public_key": Hex.text(icc[20..<84]), "signature": Hex.text(icc[84...]),
                ] as [String: Any]
            results["signed_message"] = signedMessage(card, icc, authenticator)
        }
        if let data = card.copy(of: Tag.signedStaticData), data.count == 67 {
            results["format"] = Hex.text(data[0..<1])
            results["data_authentication_code"] = Hex.text(data[1..<3])
            results["signature"] = Hex.text(data[3...])
        }
        if let data = card.copy(of: Tag.signedDynamicData), data.count >= 69, data[1] >= 3 {
            results["icc_dynamic_number"] = Hex.text(data[3..<5])
            results["signed_data_format"] = Hex.text(data[0..<1])
        }
    }

    /// What the issuer's signature in a card certificate covers: the words name bytes, and the signature must be good
    /// for just these.
    private static func signedMessage(
        _ card: CardData, _ certificate: [UInt8], _ authenticator: CardAuthenticator
    ) -> WordedFact {
        let xy = card.copy(of: Tag.issuerCertificate)?.dropFirst(14).prefix(64).map { $0 } ?? []
        let signature = Array(certificate.suffix(64))
        return WordedFact(description: "a signature that is not good for these bytes") { sentence in
            guard let message = MessageFormula.bytes(sentence, of: card), let key = SM2PublicKey(xy.span) else {
                return false
            }
            let verification = SM2Verification()
            verification.start(key, id: authenticator.sm2IdentifierInUse)
            verification.update(message.span)
            return verification.finish(signature: signature.span)
        }
    }
}

extension [UInt8] {
    /// Up to four bytes as a number.
    var number: UInt32 { prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }
}

extension VectorItem {
    /// An amount of twelve decimal digits.
    func amount(_ path: String) throws(MissingInput) -> UInt64 {
        let bytes = try hex(path)
        guard bytes.count == 6, bytes.allSatisfy({ $0 >> 4 < 10 && $0 & 15 < 10 }) else {
            throw MissingInput(path: path)
        }
        return bytes.reduce(0) { $0 * 100 + UInt64($1 >> 4) * 10 + UInt64($1 & 15) }
    }
}
