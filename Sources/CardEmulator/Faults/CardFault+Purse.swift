/// Group F of emv-cases.md: T-Union and Shenzhen Tong.
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
        purse("TU-F05", "a good T-Union card, for an entry and an exit"),
        purse("TU-F05-inside", "has entered and not left", .image(.purseState(0x03))),
        purse("TU-F05-after-bus", "a bus ride is the last journey", .image(.purseState(0x06))),
        purse("TU-F06", "a good T-Union card, for a composite purchase"),
        purse("TU-F06-sm4", "its MACs are made by SM4", .image(.purseUsesSM4)),
        purse("TU-F07", "a wrong MAC2", .answer(.debit, .exclusiveOr(at: 7, 0x01))),
        purse("TU-F07-tac", "a wrong TAC", .answer(.debit, .exclusiveOr(at: 0, 0x01))),
        purse("TU-F08-debited", "leaves after the debit, before its answer", .answer(.debit, .removedAfter)),
        purse("TU-F08-not-debited", "leaves before the debit", .answer(.debit, .removed)),
        purse(
            "TU-F08-no-proof", "leaves after the debit, and refuses GET TRANSACTION PROVE",
            .answer(.debit, .removedAfter), .answer(.proof, .status(0x6D00))),
        purse(
            "TU-F08-no-records", "leaves after the debit; no proof and no file 18", .answer(.debit, .removedAfter),
            .answer(.proof, .status(0x6D00)), .answer(.purseRecord(0x18), .status(0x6A82))),
        purse(
            "TU-F08-zero", "leaves after the debit; no proof, and no record of a purchase of 0",
            .image(.purseOmitsZeroTransactions), .answer(.debit, .removedAfter), .answer(.proof, .status(0x6D00))),
        purse(
            "TU-F08-false-proof", "leaves after the debit, and proves it with a wrong MAC2",
            .answer(.debit, .removedAfter), .answer(.proof, .exclusiveOr(at: 0, 0x01))),
        purse("TU-F09", "a good T-Union card, for a replay"),
        purse("TU-F10", "has 0.00 yuan", .image(.purseBalance(0))),
        purse("TU-F10-status", "8050 answered 9401", .answer(.initialisation, .status(0x9401))),
        purse("TU-F11-file-15", "file 15 of 20 bytes", .image(.purseFile15Length(20))),
        purse("TU-F11-record", "a transaction in the year 1388", .image(.purseTransaction(oldTransaction))),
        purse(
            "TU-F12-blocked", "SELECT answered 6A81: the card is blocked",
            .answer(.application(.tUnionPurse), .status(0x6A81))),
        purse(
            "TU-F12-application-blocked", "SELECT answered 6283",
            .answer(.application(.tUnionPurse), .statusWithData(0x6283))),
        purse("TU-F12-no-file", "no file 17", .answer(.binary(0x17), .status(0x6A82))),
        purse("TU-F12-no-journeys", "no file 1E", .answer(.purseRecord(0x1E), .status(0x6A82))),
        purse("TU-F12-update", "80DC refused", .answer(.journeyUpdate, .status(0x6982))),
        purse("TU-F13", "a good T-Union card, for its cash application"),
        purse("TU-F14", "expired on 2026-11-22", .image(.purseValidTo([0x20, 0x26, 0x11, 0x22]))),
    ]
}
