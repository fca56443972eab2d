/// Group D of emv-cases.md: dates, currency, what the card asks of its holder. The clock of the cases is 2026-11-23.
extension CardFault {
    static let restrictions: [CardFault] = [
        CardFault("QP-D01", "expired on 2026-11-22", .quickPassCredit, .image(.expiry([0x26, 0x11, 0x22]))),
        CardFault("QP-D02", "not valid before 2026-11-24", .quickPassCredit, .image(.effective([0x26, 0x11, 0x24]))),
        CardFault("QP-D03", "electronic cash in Hong Kong dollars", .quickPassCash, .image(.currency([0x03, 0x44]))),
        CardFault("QP-D06", "a prepaid card: refuses the amount 0", .quickPassCredit, .image(.isPrepaid)),
        CardFault("QP-D07-pin", "asks for the online PIN", .quickPassCredit, .image(.qualifiers([0x80, 0x00]))),
        CardFault("QP-D07-signature", "asks for a signature", .quickPassCredit, .image(.qualifiers([0x40, 0x00]))),
        CardFault(
            "QP-D07-device", "the holder has proved himself to the device", .quickPassCredit,
            .image(.qualifiers([0x00, 0x80]))),
    ]
}
