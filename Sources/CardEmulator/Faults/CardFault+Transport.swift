/// Groups A and G of emv-cases.md: what happens between card and reader.
extension CardFault {
    static let transport: [CardFault] = [
        CardFault("QP-A01", "a good card"),
        CardFault("QP-A02", "SELECT answered 6Cxx first", .quickPassCredit, .answer(.selection, .wrongLength)),
        CardFault("QP-A03", "SELECT answered 61xx", .quickPassCredit, .answer(.selection, .waiting(pieces: 1))),
        CardFault(
            "QP-A03-twice", "SELECT answered 61xx, the first piece again", .quickPassCredit,
            .answer(.selection, .waiting(pieces: 2))),
        CardFault(
            "QP-A04", "SELECT answered 6283, GET RESPONSE 6Cxx", .quickPassCredit,
            .answer(.selection, .warningThenWrongLength)),
        CardFault("QP-A05", "SELECT answered 6100 for ever", .quickPassCredit, .answer(.selection, .endless)),
        CardFault(
            "QP-A06-one-byte", "SELECT answered by one byte", .quickPassCredit, .answer(.selection, .bytes([0x90]))),
        CardFault("QP-A06-empty", "SELECT answered by nothing", .quickPassCredit, .answer(.selection, .bytes([]))),
        CardFault(
            "QP-A07-processing-options", "leaves before GET PROCESSING OPTIONS", .quickPassCredit,
            .answer(.processingOptions, .removed)),
        CardFault(
            "QP-A07-second-record", "leaves before the second record", .quickPassCredit,
            .answer(.recordRead(2), .removed)),
        CardFault(
            "QP-A07-last-record", "leaves before the last record", .quickPassCredit, .answer(.lastRecord, .removed)),
        CardFault(
            "QP-A07-cash-last-record", "electronic cash that leaves before the last record", .quickPassCash,
            .answer(.lastRecord, .removed)),
        CardFault("QP-A08", "leaves after the directory", .quickPassCredit, .answer(.selection, .removed)),
        CardFault("QP-A09", "two cards in the field", .quickPassCredit, .answer(.everything, .collision)),
        CardFault(
            "QP-A10", "GET PROCESSING OPTIONS takes 1,000 ms", .quickPassCredit,
            .answer(.processingOptions, .microseconds(1_000_000))),
        CardFault(
            "QP-G04", "GET PROCESSING OPTIONS takes 300 ms", .quickPassCredit,
            .answer(.processingOptions, .microseconds(300_000))),
    ]
}
