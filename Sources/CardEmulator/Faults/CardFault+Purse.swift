/// Group F of emv-cases.md: T-Union and Shenzhen Tong, as far as they only read.
extension CardFault {
    private static func purse(_ id: String, _ what: String, _ changes: FaultChange...) -> CardFault {
        CardFault(id, what, .tUnion, changes)
    }

    /// Sequence 1, 5.00 yuan, purchase, dated in the year 1388.
    private static let oldTransaction: [UInt8] = [
        0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0xF4, 0x06, 0x30, 0x00, 0x89, 0x00, 0x03, 0x40,
        0x13, 0x88, 0x01, 0x01, 0x12, 0x00, 0x00,
    ]

    static let purse: [CardFault] = [
        purse("TU-F01", "a good T-Union card"),
        purse("TU-F02", "the top bit of the balance is set", .answer(.balance, .exclusiveOr(at: 0, 0x80))),
        purse(
            "TU-F03", "balance 0, overdraft 2.50 yuan", .image(.purseBalance(0)), .image(.purseOverdraftUsed(250))),
        CardFault("TU-F04", "a good Shenzhen Tong", .shenzhenTong),
        purse("TU-F11-file-15", "file 15 of 20 bytes", .image(.purseFile15Length(20))),
        purse("TU-F11-record", "a transaction in the year 1388", .image(.purseTransaction(oldTransaction))),
        purse(
            "TU-F12-blocked", "SELECT answered 6A81: the card is blocked",
            .answer(.application(.tUnionPurse), .status(0x6A81))),
        purse(
            "TU-F12-application-blocked", "SELECT answered 6283",
            .answer(.application(.tUnionPurse), .statusWithData(0x6283))),
        purse("TU-F12-no-file", "no file 17", .answer(.binary(0x17), .status(0x6A82))),
        purse("TU-F13", "a good T-Union card, for its cash application"),
        purse("TU-F14", "expired on 2026-11-22", .image(.purseValidTo([0x20, 0x26, 0x11, 0x22]))),
    ]
}
