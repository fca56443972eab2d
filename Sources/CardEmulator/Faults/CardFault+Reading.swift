/// Group C of emv-cases.md: GET PROCESSING OPTIONS and READ RECORD.
extension CardFault {
    private static let oddList: [UInt8] = [
        0x9F, 0x66, 0x04, 0xDF, 0x99, 0x01, 0x01, 0x9F, 0x02, 0x04, 0x9F, 0x02, 0x08, 0x9F, 0x37, 0x02, 0x6F, 0x04,
        0x9F, 0x02, 0x06, 0x5F, 0x2A, 0x02, 0x9F, 0x37, 0x04,
    ]

    private static func locator(_ variant: String, _ what: String, _ edit: ObjectEdit) -> CardFault {
        CardFault("QP-C11-\(variant)", "file locator: \(what)", .quickPassCredit, .processing(edit))
    }

    private static func first(_ id: String, _ what: String, _ edits: ObjectEdit...) -> CardFault {
        CardFault(id, what, .quickPassCredit, edits.map { .record(sfi: 1, number: 1, .objects($0)) })
    }

    static let reading: [CardFault] = [
        CardFault("QP-C01", "a good card"),
        CardFault(
            "QP-C02", "unknown tags and odd lengths in the PDOL", .quickPassCredit,
            .information(.proprietary, .set(0x9F38, oddList))),
        CardFault("QP-C03", "no PDOL", .quickPassCredit, .information(.proprietary, .remove(0x9F38))),
        CardFault("QP-C05-80", "AIP and AFL in format 80", .quickPassCredit, .processingForm(.format1)),
        CardFault("QP-C05-77", "AIP and AFL in format 77: a good card"),
        CardFault(
            "QP-C06", "format 80 of 7 bytes", .quickPassCredit,
            .processingForm(.bytes([0x80, 0x07, 0x7C, 0x00, 0x08, 0x01, 0x01, 0x00, 0x10]))),
        CardFault("QP-C07", "no AIP", .quickPassCredit, .processing(.remove(0x82))),
        CardFault(
            "QP-C08-6985", "the first of two applications answers 6985", .quickPassCredit,
            .image(.applications([.unionPayDebit, .unionPayCredit])), .answer(.processingOptions, .status(0x6985))),
        CardFault(
            "QP-C08-6986", "GET PROCESSING OPTIONS answered 6986", .quickPassCredit,
            .answer(.processingOptions, .status(0x6986))),
        CardFault(
            "QP-C08-6300", "GET PROCESSING OPTIONS answered 6300", .quickPassCredit,
            .answer(.processingOptions, .status(0x6300))),
        CardFault(
            "QP-C09", "AIP and AFL without a cryptogram", .quickPassCredit, .processing(.keepOnly([0x82, 0x94]))),
        cryptogram("00", 0x80, "refuses"),
        cryptogram("01", 0x90, "approves"),
        cryptogram("10", 0xA0, "wants to go online: a good card"),
        cryptogram("11", 0xB0, "says error"),
        locator("length", "not a multiple of 4", .dropLast(0x94)),
        locator("sfi-0", "SFI 0", .overwrite(0x94, at: 0, [0x00])),
        locator("sfi-31", "SFI 31", .overwrite(0x94, at: 0, [0xF8])),
        locator("first-0", "first record 0", .overwrite(0x94, at: 1, [0x00])),
        locator("last", "last record before the first", .overwrite(0x94, at: 5, [0x04, 0x01])),
        locator("signed", "more signed records than records", .overwrite(0x94, at: 3, [0x02])),
        locator("low-bits", "low bits of the SFI byte set", .overwrite(0x94, at: 0, [0x0C])),
        CardFault(
            "QP-C12", "a record in template 77", .quickPassCredit, .record(sfi: 2, number: 1, .template(0x77))),
        CardFault(
            "QP-C13", "a record answered 6A83", .quickPassCredit,
            .answer(.record(sfi: 2, number: 2), .status(0x6A83))),
        CardFault(
            "QP-C14-zero", "00 between the objects of a record and of the answer", .quickPassCredit,
            .record(sfi: 1, number: 1, .objects(.filler([0x00, 0x00]))), .processing(.filler([0x00]))),
        CardFault(
            "QP-C14-zero-top", "00 before the template of the answer", .quickPassCredit,
            .processingForm(.leading([0x00, 0x00]))),
        CardFault(
            "QP-C14-ff-top", "FF before the template of the answer", .quickPassCredit,
            .processingForm(.leading([0xFF]))),
        CardFault(
            "QP-C14-after", "FF FF after the template of a record", .quickPassCredit,
            .record(sfi: 1, number: 1, .trailer([0xFF, 0xFF]))),
        CardFault(
            "QP-C15-same", "the PAN in two records", .quickPassCredit, .record(sfi: 2, number: 2, .repeatedPAN(0x00))),
        CardFault(
            "QP-C15-different", "another PAN in a second record", .quickPassCredit,
            .record(sfi: 2, number: 2, .repeatedPAN(0x10))),
        CardFault("QP-C16", "another PAN in track 2", .quickPassCredit, .processing(.exclusiveOr(0x57, at: 7, 0x10))),
        CardFault(
            "QP-C17-no-pan", "neither track 2 nor PAN", .quickPassCredit, .processing(.remove(0x57)),
            .records(.remove(0x5A))),
        CardFault("QP-C17-no-expiry", "no expiry date", .quickPassCredit, .records(.remove(0x5F24))),
        first("QP-C18-long-tag", "a tag of three bytes", .append(0xDF8129, [0x01, 0x02])),
        first("QP-C18-length-81", "a length in form 81", .remove(0x9F07), .raw([0x9F, 0x07, 0x81, 0x02, 0xFF, 0x00])),
        first(
            "QP-C18-length-82", "a length in form 82", .remove(0x9F07),
            .raw([0x9F, 0x07, 0x82, 0x00, 0x02, 0xFF, 0x00])),
        first(
            "QP-C18-length-80", "a length byte 80", .remove(0x9F07),
            .raw([0x9F, 0x07, 0x80, 0xFF, 0x00, 0x00, 0x00])),
        CardFault(
            "QP-C19-top", "a record that claims more bytes than it has", .quickPassCredit,
            .record(sfi: 1, number: 1, .longerBy(4))),
        first(
            "QP-C19-inside", "a script command that claims more bytes than remain",
            .raw([0x72, 0x04, 0x86, 0x20, 0x00, 0x00])),
    ]

    private static func cryptogram(_ bits: String, _ value: UInt8, _ what: String) -> CardFault {
        CardFault(
            "QP-C10-\(bits)", "the cryptogram type of 9F10 \(what)", .quickPassCredit,
            .processing(.overwrite(0x9F10, at: 4, [value])))
    }
}
