/// Group E of emv-cases.md, RSA: offline data authentication.
extension CardFault {
    private static func signature(_ id: String, _ what: String, _ edit: SignatureEdit) -> CardFault {
        CardFault(id, what, .quickPassCredit, .signature(edit))
    }

    private static func records(_ id: String, _ what: String, _ edit: ObjectEdit) -> CardFault {
        CardFault(id, what, .quickPassCredit, .records(edit))
    }

    private static func certificate(
        _ id: String, _ what: String, _ subject: CertificatePlan.Subject, _ edit: CertificateEdit
    ) -> CardFault {
        CardFault(id, what, .quickPassCredit, .certificate(subject, edit))
    }

    /// The authentication fails, and the card qualifiers say what then.
    private static func failing(_ id: String, _ what: String, qualifiers: [UInt8]) -> CardFault {
        CardFault(
            id, "authentication fails, \(what)", .quickPassCredit, .image(.qualifiers(qualifiers)),
            .signature(.terminalValue(0x9F37)))
    }

    static let authentication: [CardFault] = [
        CardFault(
            "QP-E01", "good: CA 1984, issuer 1408, card 1024 bits", .quickPassCredit,
            .image(.keys(authority: 0xF4, issuerBits: 1408, cardBits: 1024, cardExponent: 3))),
        CardFault(
            "QP-E02", "good: card exponent 65537", .quickPassCredit,
            .image(.keys(authority: 0xF3, issuerBits: 1152, cardBits: 1024, cardExponent: 65537))),
        signature("QP-E04-version-00", "signature and 9F69 of version 00", .oldVersion(keepsData: true)),
        signature("QP-E04-no-9f69", "signature of version 00, no 9F69", .oldVersion(keepsData: false)),
        records("QP-E05-missing", "9F69 is missing", .remove(0x9F69)),
        signature("QP-E05-seven-bytes", "9F69 of seven bytes", .authenticationDataLength(7)),
        signature("QP-E06-currency", "signs another currency", .terminalValue(0x5F2A)),
        signature("QP-E06-number", "signs another unpredictable number", .terminalValue(0x9F37)),
        signature("QP-E06-amount", "signs another amount", .terminalValue(0x9F02)),
        signature("QP-E06-counter", "signs another transaction counter", .counterExclusiveOr(0x01)),
        signature("QP-E03", "signed data format 95, which is Visa's", .format(0x95)),
        CardFault(
            "QP-E07", "9F6C differs from the qualifiers in 9F69", .quickPassCredit,
            .processing(.set(0x9F6C, [0x00, 0x80]))),
        records("QP-E08", "names a CA key that nobody has", .set(0x8F, [0xEE])),
        CardFault(
            "QP-E09-modulus", "issuer certificate of another CA, same length", .quickPassCredit,
            .authority(TestKeyName(.visaAuthority, bits: 1408))),
        CardFault(
            "QP-E09-length", "issuer certificate of another CA, other length", .quickPassCredit,
            .authority(TestKeyName(.authority, bits: 1984))),
        .issuerCertificateBit(703),
        records("QP-E11-missing", "92 is missing", .remove(0x92)),
        records("QP-E11-altered", "92 is altered", .exclusiveOr(0x92, at: 0, 0x01)),
        certificate("QP-E12", "issuer identifier of another issuer", .issuer, .identifierExclusiveOr(at: 1, 0x01)),
        CardFault(
            "QP-E13-last-month", "issuer certificate valid to the end of November 2026", .quickPassCredit,
            .image(.issuerExpiry([0x11, 0x26]))),
        CardFault(
            "QP-E13-expired", "issuer certificate expired in October 2026", .quickPassCredit,
            .image(.issuerExpiry([0x10, 0x26]))),
        certificate(
            "QP-E14-mismatch", "card certificate for another PAN", .card, .identifierExclusiveOr(at: 6, 0x01)),
        CardFault(
            "QP-E14-nineteen", "good: PAN of 19 digits", .quickPassCredit, .image(.pan(.unionPay19))),
        CardFault(
            "QP-E15-last-month", "card certificate valid to the end of November 2026", .quickPassCredit,
            .image(.cardExpiry([0x11, 0x26]))),
        CardFault(
            "QP-E15-expired", "card certificate expired in October 2026", .quickPassCredit,
            .image(.cardExpiry([0x10, 0x26]))),
        CardFault(
            "QP-E16-record", "a signed record altered", .quickPassDebit, .records(.exclusiveOr(0x9F07, at: 1, 0x01))),
        CardFault(
            "QP-E16-aip", "the signed AIP altered", .quickPassDebit, .processing(.exclusiveOr(0x82, at: 0, 0x40))),
        CardFault(
            "QP-E16-tag-list", "9F4A lists more than the AIP", .quickPassDebit, .records(.set(0x9F4A, [0x82, 0x84]))),
        CardFault(
            "QP-E17", "a signed record in SFI 12 without template 70", .quickPassCredit, .extraRecord(bareRecord)),
        CardFault("QP-E18", "9F4B one byte short", .quickPassCredit, .processing(.dropLast(0x9F4B))),
        certificate("QP-E19-hash", "issuer certificate with hash algorithm 02", .issuer, .hashAlgorithm(0x02)),
        certificate("QP-E19-key", "issuer certificate with key algorithm 02", .issuer, .keyAlgorithm(0x02)),
        certificate("QP-E19-card-hash", "card certificate with hash algorithm 02", .card, .hashAlgorithm(0x02)),
        certificate("QP-E19-card-key", "card certificate with key algorithm 02", .card, .keyAlgorithm(0x02)),
        CardFault("QP-E20", "good contact card, exponent 65537", .contact),
        CardFault("QP-E21-good", "good contact card with combined signature", .contact),
        CardFault(
            "QP-E21-type", "cryptogram type in the signature differs from 9F27", .contact,
            .combinedCryptogramType(0x40)),
        failing("QP-E26-online", "go online then", qualifiers: [0x20, 0x00]),
        failing("QP-E26-interface", "use the contacts then", qualifiers: [0x10, 0x00]),
        failing("QP-E26-none", "nothing said", qualifiers: [0x00, 0x00]),
        certificate("QP-E27-even", "even modulus of the card", .card, .keyExclusiveOr(at: -1, 0x01)),
        CardFault(
            "QP-E27-short", "modulus of the card of 480 bits", .quickPassCredit, .certificate(.card, .shortKey(60)),
            .processing(.set(0x9F4B, [UInt8](repeating: 0x01, count: 60)))),
        records("QP-E28", "issuer certificate of a good card changed by one bit", .exclusiveOr(0x90, at: -1, 0x01)),
    ]

    private static let bareRecord: CardRecord = {
        var record = CardRecord(12, 1, isSigned: true, [])
        record.replaced = [0xFF]
        return record
    }()
}
