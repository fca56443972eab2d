import CardEmulator
import EMV
import SmartCard
import TestSupport
import Testing

/// Group E of emv-cases.md: offline data authentication, by emulated cards.
struct AuthenticationCases {
    private static let good = TransportCases.good

    @Test("QP-E01, E02, E14, E22: good cards", arguments: [("QP-E01", 9), ("QP-E02", 9), ("QP-E14-nineteen", 9)])
    func genuine(id: String, commands: Int) throws {
        let outcome = try CaseTap().present(id)
        #expect(outcome.text == Self.good && outcome.commands.count == commands)
        #expect(outcome.result.kernel?.card?.pan == outcome.card.clearPAN)
        #expect(outcome.result.kernel?.card?.transactionCounter == 1)
    }

    @Test("QP-E02 exponent 65537 under electronic cash")
    func approvedExponent() {
        var image = CardImage(.quickPassCash)
        image.cardKey = CardImage(.contact).cardKey
        let outcome = CaseTap(.electronicCash).present(image)
        #expect(outcome.text == "accepted approved approved-offline")
    }

    @Test(
        "QP-E03 to E27: the first check that fails",
        arguments: [
            ("QP-E03", "sdad_header", 9), ("QP-E04-version-00", "fdda_version", 9),
            ("QP-E04-no-9f69", "fdda_input_incomplete", 8), ("QP-E05-missing", "fdda_input_incomplete", 9),
            ("QP-E05-seven-bytes", "card_authentication_data_length", 9), ("QP-E06-currency", "sdad_hash", 9),
            ("QP-E06-number", "sdad_hash", 9), ("QP-E06-amount", "sdad_hash", 9), ("QP-E06-counter", "atc_mismatch", 9),
            ("QP-E07", "ctq_mismatch", 9), ("QP-E08", "ca_public_key_not_found", 9),
            ("QP-E09-modulus", "issuer_certificate_header", 9), ("QP-E09-length", "issuer_certificate_length", 9),
            ("QP-E11-missing", "issuer_certificate_hash", 9), ("QP-E11-altered", "issuer_certificate_hash", 9),
            ("QP-E12", "issuer_identifier_mismatch", 9), ("QP-E13-expired", "issuer_certificate_expired", 9),
            ("QP-E14-mismatch", "icc_certificate_pan_mismatch", 9), ("QP-E15-expired", "icc_certificate_expired", 9),
            ("QP-E16-record", "icc_certificate_hash", 10), ("QP-E16-aip", "icc_certificate_hash", 10),
            ("QP-E16-tag-list", "static_data_tag_list", 10), ("QP-E17", "static_data_record", 10),
            ("QP-E18", "sdad_length", 9), ("QP-E19-hash", "issuer_certificate_format", 9),
            ("QP-E19-key", "issuer_certificate_format", 9), ("QP-E19-card-hash", "icc_certificate_format", 9),
            ("QP-E19-card-key", "icc_certificate_format", 9), ("QP-E27-even", "sdad_header", 9),
            ("QP-E27-short", "icc_public_key", 9), ("QP-E24-id", "sdad_signature", 8),
            ("QP-E24-id-card", "icc_certificate_signature", 8), ("QP-E24-id-issuer", "issuer_certificate_signature", 8),
            ("QP-E24-static", "icc_certificate_signature", 8), ("QP-E24-off-curve", "icc_public_key", 8),
            ("QP-E24-off-curve-issuer", "issuer_public_key", 8), ("QP-E24-r-zero", "sdad_signature", 8),
            ("QP-E24-s-zero", "sdad_signature", 8), ("QP-E24-r-order", "sdad_signature", 8),
            ("QP-E24-s-order", "sdad_signature", 8), ("QP-E24-sum-order", "sdad_signature", 8),
            ("QP-E24-bit", "icc_certificate_signature", 8),
        ])
    func failing(id: String, stage: String, commands: Int) throws {
        let outcome = try CaseTap().present(id)
        #expect(outcome.text == "refused declined authentication-failed \(stage)")
        #expect(outcome.commands.count == commands && outcome.result.kernel?.card == nil)
    }

    @Test("QP-E04 version 00 with the flag for old cards", arguments: ["QP-E04-version-00", "QP-E04-no-9f69"])
    func oldVersion(id: String) throws {
        let outcome = try CaseTap().with { $0.configuration.kernel.allowsFastDDA00 = true }.present(id)
        #expect(outcome.text == Self.good)
    }

    @Test("QP-E08 no CA keys at all")
    func emptyStore() throws {
        let tap = CaseTap().with { $0.authenticator = CardAuthenticator(keys: CAPublicKeyStore()) }
        #expect(
            try tap.present("QP-E01").text == "refused declined authentication-failed ca_public_key_not_found")
    }

    /// Every bit of a certificate under a CA key of 1,408 bits.
    @Test("QP-E10 issuer certificate, every bit")
    func everyBit() throws {
        let outcome = try CaseTap().present("QP-A01")
        var card = outcome.card
        let range = try #require(card.value(of: Tag.issuerCertificate))
        #expect(range.count == 176)
        let authenticator = CardAuthenticator(keys: CaseTap.keys)
        let terminal = FastDDA(
            unpredictableNumber: 0x1A2B_3C4D, amount: 1, currency: 0x0156, rules: .unionPay)
        func passes() -> Bool {
            let result = authenticator.verifyFast(card, rid: CaseTap.unionPay, date: CaseTap.day, terminal: terminal)
            if case .verified = result { return true }
            return false
        }
        #expect(passes())
        var passed: [Int] = []
        for bit in 0..<1408 {
            card.bytes[range.lowerBound + bit / 8] ^= 0x80 >> UInt8(bit % 8)
            if passes() { passed.append(bit) }
            card.bytes[range.lowerBound + bit / 8] ^= 0x80 >> UInt8(bit % 8)
        }
        #expect(passed.isEmpty && passes())
    }

    @Test(
        "QP-E13, E15 the last day and the day after",
        arguments: [
            ("QP-E13-last-month", "issuer_certificate_expired"), ("QP-E15-last-month", "icc_certificate_expired"),
        ])
    func expiryEdges(id: String, stage: String) throws {
        func tap(_ month: Int, _ day: Int) throws -> String {
            try CaseTap().with {
                $0.transaction.date = EMV.CalendarDate(year: 2026, month: month, day: day)
            }.present(id).text
        }
        #expect(try tap(11, 30) == Self.good)
        #expect(try tap(12, 1) == "refused declined authentication-failed \(stage)")
    }

    @Test(
        "QP-E20, E21 contact cards in the verify tool",
        arguments: [
            ("QP-E20", false, nil), ("QP-E21-good", true, nil),
            ("QP-E21-type", true, "cda_cryptogram_information_data"),
        ] as [(String, Bool, String?)])
    func contact(id: String, isCombined: Bool, stage: String?) throws {
        let channel = CaseChannel(
            VirtualCard(CardImage(try #require(CardFault(id: id))), using: SplitMix64(seed: 1)))
        var answer: [UInt8] = []
        func send(_ hex: String) throws { try channel.transmit(try #require(Hex.bytes(hex)), into: &answer) }
        try send("00A4040008A00000033301010100")
        try send("80A8000002830000")
        for record in ["010C", "0114", "0214", "0314", "0414", "011C"] { try send("00B2\(record)00") }
        // Amount, other, country, results, currency, date, type, number.
        let values = "000000000001" + "000000000000" + "0156" + "0000000000" + "0156" + "261123" + "00" + "11223344"
        try send(isCombined ? "80AE90001D\(values)00" : "00880000041122334400")
        #expect(answer.suffix(2) == [0x90, 0x00])
        let transcript = Transcript(
            zip(channel.commands, channel.answers).map { Transcript.Exchange(command: $0, answer: $1) })
        let recorded = try RecordedDialogue(transcript)
        #expect(recorded.method == (isCombined ? .cda : .dda))
        let authenticator = CardAuthenticator(keys: CaseTap.keys)
        #expect(recorded.verify(with: authenticator, checksDates: false).failedStage?.rawValue == stage)
        // At the gate the same card has nothing to offer.
        let outcome = try CaseTap().present(id)
        #expect(outcome.text == "refused card-not-supported" && outcome.commands.count == 1)
    }

    @Test(
        "QP-E22, E25 SM2 and the terminal's algorithm indicator",
        arguments: [
            ("QP-E22", true, good, "0001", 8), ("QP-E25", false, good, "0000", 9),
            ("QP-E25-sm2-only", true, good, "0001", 8),
            ("QP-E25-sm2-only", false, "refused conditions-not-satisfied", "0000", 3),
        ])
    func algorithms(id: String, supportsSM2: Bool, text: String, indicators: String, commands: Int) throws {
        let outcome = try CaseTap().with { $0.configuration.kernel.supportsSM2 = supportsSM2 }.present(id)
        #expect(outcome.text == text && outcome.commands.count == commands)
        // DF60 and DF69 are the last two values.
        #expect(Hex.text(outcome.commands[2].dropLast().suffix(2)) == indicators)
    }

    @Test(
        "QP-E26 CTQ on failed authentication",
        arguments: [
            ("QP-E26-online", "online-request"), ("QP-E26-interface", "try-another-interface"),
            ("QP-E26-none", "declined"),
        ])
    func failedAuthentication(id: String, kind: String) throws {
        let tap = CaseTap().with {
            $0.configuration.kernel.isOnlineCapable = true
            $0.configuration.kernel.hasContactInterface = true
        }
        #expect(try tap.present(id).text == "refused \(kind) authentication-failed sdad_hash")
        #expect(try CaseTap().present(id).text == "refused declined authentication-failed sdad_hash")
    }

    @Test("QP-E28 issuer key cache", arguments: [CardProfile.quickPassCredit, .quickPassSM2])
    func issuerKeyCache(profile: CardProfile) throws {
        let tap = CaseTap()
        let image = CardImage(profile)
        #expect(tap.present(image).text == Self.good)
        let first = try #require(tap.authenticator.issuerKey)
        #expect(tap.present(image).text == Self.good)
        // The very same key object: the certificate was not recovered a second time.
        #expect(tap.authenticator.issuerKey === first)
        var spoilt = CaseChannel(VirtualCard(image, using: SplitMix64(seed: 1)))
        spoilt.spoil = { (at, bytes) throws(CardChannelError) in if at == 4 { bytes[bytes.count - 3] ^= 1 } }
        let failed = tap.present(over: spoilt).result.kernel
        #expect(failed?.kind == .declined && failed?.reason == .authenticationFailed)
        #expect([.issuerCertificateHeader, .issuerCertificateSignature].contains(failed?.stage))
        spoilt = CaseChannel(VirtualCard(image, using: SplitMix64(seed: 1)))
        #expect(tap.present(over: spoilt).text == Self.good && tap.authenticator.issuerKey === first)
        tap.authenticator.keepsIssuerKeys = false
        let fresh = CaseTap().with { $0.authenticator.keepsIssuerKeys = false }
        #expect(fresh.present(image).text == Self.good)
        let one = try #require(fresh.authenticator.issuerKey)
        #expect(fresh.present(image).text == Self.good && fresh.authenticator.issuerKey !== one)
    }
}
