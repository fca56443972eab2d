import CardCrypto
import CardEmulator

/// Checks a recorded tap from its bytes alone, straight from emv.md 4.1 to 4.5; it shares no code with the kernels and
/// none with the emulator but the raw cryptographic operations.
struct TapVerifier {
    /// CA key by scheme and index: modulus and exponent, or X and Y and nothing.
    typealias AuthorityKeys = @Sendable ([UInt8], UInt8) -> (key: [UInt8], exponent: [UInt8])?

    let authority: AuthorityKeys
    /// YYMM of the reader's date.
    var month = 2611
    /// `05` for UnionPay, `95` for Visa.
    var format: UInt8 = 0x05
    /// The shortest `9F69`.
    var shortestData = 8

    /// The keys of the test CA.
    static let testKeys: AuthorityKeys = { rid, index in
        for key in TestCertificationAuthority.publicKeys where key.rid == rid && key.index == index {
            switch key.value {
            case .rsa(let modulus, let exponent): return (modulus, exponent)
            case .sm2(let point): return (point, [])
            }
        }
        return nil
    }

    /// What a tap showed.
    struct Evidence {
        var objects: [Int: [UInt8]] = [:]
        var staticData: [UInt8] = []
        var terminal: [Int: [UInt8]] = [:]
        var rid: [UInt8] = []
        var hasForeignSignedRecord = false

        /// From SELECT of the application to the last record.
        init?(_ exchanges: [Exchange]) {
            guard let start = exchanges.firstIndex(where: { $0.command[1] == 0xA8 }), start > 0,
                let information = NaiveTLV.parse(exchanges[start - 1].data),
                let name = NaiveTLV.find(0x84, in: information),
                let options = NaiveTLV.parse(exchanges[start].data)?.first, options.tag == 0x77
            else { return nil }
            rid = Array(name.prefix(5))
            var values = exchanges[start].command.dropFirst(7)
            for (tag, length) in NaiveTLV.list(NaiveTLV.find(0x9F38, in: information) ?? []) {
                terminal[tag] = Array(values.prefix(length))
                values = values.dropFirst(length)
            }
            for object in options.children { objects[object.tag] = object.value }
            var read = exchanges.dropFirst(start + 1)
            let locator = objects[0x94] ?? []
            for entry in stride(from: 0, to: locator.count, by: 4) {
                for number in locator[entry + 1]...locator[entry + 2] {
                    guard let exchange = read.popFirst(),
                        exchange.command == [0x00, 0xB2, number, locator[entry] | 4, 0x00]
                    else { return nil }
                    let isSigned = number - locator[entry + 1] < locator[entry + 3]
                    guard let record = NaiveTLV.parse(exchange.data)?.first, record.tag == 0x70 else {
                        if isSigned { hasForeignSignedRecord = true }
                        continue
                    }
                    if isSigned { staticData += locator[entry] >> 3 <= 10 ? record.value : exchange.data }
                    for object in record.children { objects[object.tag] = object.value }
                }
            }
        }

        subscript(_ tag: Int) -> [UInt8] { objects[tag] ?? [] }
    }

    /// "ok", or the name of the first check that fails.
    func verify(_ exchanges: [Exchange]) -> String {
        guard var evidence = Evidence(exchanges) else { return "no tap" }
        guard evidence.objects[0x94] != nil else { return "no offline authentication data" }
        guard let index = evidence[0x8F].first, let key = authority(evidence.rid, index) else {
            return "ca_public_key_not_found"
        }
        if evidence.hasForeignSignedRecord { return "static_data" }
        if let list = evidence.objects[0x9F4A] {
            guard list == [0x82] else { return "static_data_tag_list" }
            evidence.staticData += evidence[0x82]
        }
        return key.exponent.isEmpty ? verifySM2(evidence, key.key) : verifyRSA(evidence, key)
    }

    private func verifyRSA(_ evidence: Evidence, _ authority: (key: [UInt8], exponent: [UInt8])) -> String {
        // Issuer certificate.
        guard evidence[0x90].count == authority.key.count else { return "issuer_certificate_length" }
        guard let issuer = recover(evidence[0x90], authority), issuer[0] == 0x6A, issuer[1] == 0x02,
            issuer.last == 0xBC
        else { return "issuer_certificate_header" }
        guard issuer[11] == 0x01, issuer[12] == 0x01 else { return "issuer_certificate_format" }
        guard hashes(issuer, evidence[0x92] + evidence[0x9F32]) else { return "issuer_certificate_hash" }
        let pan = digits(evidence[0x5A])
        guard pan.hasPrefix(digits(Array(issuer[2..<6]))) else { return "issuer_identifier_mismatch" }
        guard !isExpired(issuer[6..<8]) else { return "issuer_certificate_expired" }
        let issuerKey = key(issuer, from: 15, length: Int(issuer[13]), evidence[0x92])
        // Card certificate.
        guard evidence[0x9F46].count == issuerKey.count else { return "icc_certificate_length" }
        guard let card = recover(evidence[0x9F46], (issuerKey, evidence[0x9F32])), card[0] == 0x6A,
            card[1] == 0x04, card.last == 0xBC
        else { return "icc_certificate_header" }
        guard card[17] == 0x01, card[18] == 0x01 else { return "icc_certificate_format" }
        guard hashes(card, evidence[0x9F48] + evidence[0x9F47] + evidence.staticData) else {
            return "icc_certificate_hash"
        }
        guard digits(Array(card[2..<12])) == pan else { return "icc_certificate_pan_mismatch" }
        guard !isExpired(card[12..<14]) else { return "icc_certificate_expired" }
        let cardKey = key(card, from: 21, length: Int(card[19]), evidence[0x9F48])
        guard cardKey.count >= 64, let last = cardKey.last, last % 2 == 1 else { return "icc_public_key" }
        // Signature over the transaction.
        if let failure = checkData(evidence) { return failure }
        guard evidence[0x9F4B].count == cardKey.count else { return "sdad_length" }
        guard let signed = recover(evidence[0x9F4B], (cardKey, evidence[0x9F47])), signed[0] == 0x6A,
            signed[1] == format, signed[2] == 0x01, signed.last == 0xBC
        else { return "sdad_header" }
        guard hashes(signed, terminalData(evidence)) else { return "sdad_hash" }
        guard signed[3] == 3, signed[4] == 2, Array(signed[5..<7]) == evidence[0x9F36] else { return "atc_mismatch" }
        let filler = signed[7..<(signed.count - 21)]
        guard filler.allSatisfy({ $0 == 0xBB }) else { return "sdad_padding" }
        return "ok"
    }

    private func verifySM2(_ evidence: Evidence, _ authority: [UInt8]) -> String {
        let issuer = evidence[0x90]
        let pan = digits(evidence[0x5A])
        guard issuer.count == 142 else { return "issuer_certificate_length" }
        guard issuer[0] == 0x12 else { return "issuer_certificate_header" }
        guard Array(issuer[10..<14]) == [0x04, 0x00, 0x11, 0x40] else { return "issuer_certificate_format" }
        guard checks(issuer.suffix(64), over: Array(issuer.dropLast(64)), key: authority) else {
            return "issuer_certificate_signature"
        }
        guard pan.hasPrefix(digits(Array(issuer[1..<5]))) else { return "issuer_identifier_mismatch" }
        guard !isExpired(issuer[5..<7]) else { return "issuer_certificate_expired" }
        let card = evidence[0x9F46]
        guard card.count == 148 else { return "icc_certificate_length" }
        guard card[0] == 0x14 else { return "icc_certificate_header" }
        guard Array(card[16..<20]) == [0x04, 0x00, 0x11, 0x40] else { return "icc_certificate_format" }
        guard
            checks(
                card.suffix(64), over: card.dropLast(64) + evidence.staticData, key: Array(issuer[14..<78]))
        else { return "icc_certificate_signature" }
        guard digits(Array(card[1..<11])) == pan else { return "icc_certificate_pan_mismatch" }
        guard !isExpired(card[11..<13]) else { return "icc_certificate_expired" }
        if let failure = checkData(evidence) { return failure }
        let signed = evidence[0x9F4B]
        guard signed.count == 69 else { return "sdad_length" }
        guard Array(signed[0..<3]) == [0x15, 0x03, 0x02] else { return "sdad_header" }
        guard checks(signed.suffix(64), over: signed.dropLast(64) + terminalData(evidence), key: Array(card[20..<84]))
        else { return "sdad_signature" }
        guard Array(signed[3..<5]) == evidence[0x9F36] else { return "atc_mismatch" }
        return "ok"
    }

    /// `9F69` before the signature is looked at.
    private func checkData(_ evidence: Evidence) -> String? {
        guard let data = evidence.objects[0x9F69] else { return "fdda_input_incomplete" }
        guard (shortestData...16).contains(data.count) else { return "card_authentication_data_length" }
        guard data[0] == 0x01 else { return "fdda_version" }
        guard Array(data[5..<7]) == evidence[0x9F6C] else { return "ctq_mismatch" }
        return evidence.objects[0x9F4B] == nil ? "sdad_missing" : nil
    }

    private func terminalData(_ evidence: Evidence) -> [UInt8] {
        [0x9F37, 0x9F02, 0x5F2A].flatMap { evidence.terminal[$0] ?? [] } + evidence[0x9F69]
    }

    private func recover(_ signature: [UInt8], _ key: (key: [UInt8], exponent: [UInt8])) -> [UInt8]? {
        var output: [UInt8] = []
        let isDone = RSAWorkspace().recover(
            signature.span, modulus: key.key.span, exponent: key.exponent.span, into: &output)
        return isDone ? output : nil
    }

    private func hashes(_ block: [UInt8], _ further: [UInt8]) -> Bool {
        Digest.hash(.sha1, Array(block[1..<(block.count - 21)]) + further) == Array(block.dropLast().suffix(20))
    }

    /// A key of which the certificate holds the first part, or all of it.
    private func key(_ block: [UInt8], from start: Int, length: Int, _ remainder: [UInt8]) -> [UInt8] {
        let space = block.count - 21 - start
        return length <= space
            ? Array(block[start..<(start + length)]) : Array(block[start..<(start + space)]) + remainder
    }

    private func checks(_ signature: some Sequence<UInt8>, over message: [UInt8], key: [UInt8]) -> Bool {
        guard let key = SM2PublicKey(key.span) else { return false }
        let verification = SM2Verification()
        verification.start(key)
        verification.update(message.span)
        return verification.finish(signature: Array(signature).span)
    }

    private func digits(_ bytes: [UInt8]) -> String {
        String(hex(bytes).prefix { $0 != "F" })
    }

    /// MMYY in BCD, valid through its month.
    private func isExpired(_ date: ArraySlice<UInt8>) -> Bool {
        let text = hex(date)
        return (Int(text.suffix(2) + text.prefix(2)) ?? 0) < month
    }
}
