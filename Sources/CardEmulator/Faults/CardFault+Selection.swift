/// Group B of emv-cases.md: directory and SELECT.
extension CardFault {
    /// A name with one more byte than the terminal knows.
    private static let longName = ApplicationKind.unionPayDebit.identifier + [0x00]
    /// "UnionPay" in Chinese as GBK.
    private static let chineseLabel: [UInt8] = [0xD2, 0xF8, 0xC1, 0xAA]
    private static let twoApplications = FaultChange.image(.applications([.unionPayDebit, .unionPayCredit]))

    private static func kernel(_ id: String, _ kernel: [UInt8]?, _ what: String) -> CardFault {
        CardFault(
            id, what, .quickPassCredit, .directory([DirectoryEntry(.unionPayCredit, priority: 1, kernel: kernel)]))
    }

    static let selection: [CardFault] = [
        CardFault("QP-B01", "a good card with one application"),
        CardFault(
            "QP-B02", "priority 2 before priority 1", .quickPassCredit, twoApplications,
            .directory([
                DirectoryEntry(.unionPayDebit, priority: 2), DirectoryEntry(.unionPayCredit, priority: 1),
            ])),
        CardFault(
            "QP-B03", "priorities 0, none and 1", .quickPassCredit,
            .image(.applications([.unionPayDebit, .unionPayCredit, .unionPayQuasiCredit])),
            .directory([
                DirectoryEntry(.unionPayDebit, priority: 0), DirectoryEntry(.unionPayCredit, priority: nil),
                DirectoryEntry(.unionPayQuasiCredit, priority: 1),
            ])),
        CardFault("QP-B04", "Visa with priority 1, UnionPay with 2", .dualBrand),
        CardFault(
            "QP-B05", "an application whose name is one byte longer", .quickPassCredit,
            .image(.applications([.unionPayDebit])), .name(longName),
            .directory([DirectoryEntry(longName, "UnionPay Debit", priority: 1)])),
        CardFault(
            "QP-B06", "a directory entry without a name", .quickPassCredit,
            .directory([
                DirectoryEntry(nil, "nameless", priority: 1), DirectoryEntry(.unionPayCredit, priority: 2),
            ])),
        CardFault(
            "QP-B07-short", "a directory entry with a name of 4 bytes", .quickPassCredit,
            .directory([
                DirectoryEntry([0xA0, 0x00, 0x00, 0x03], "short", priority: 1),
                DirectoryEntry(.unionPayCredit, priority: 2),
            ])),
        CardFault(
            "QP-B07-long", "a directory entry with a name of 17 bytes", .quickPassCredit,
            .directory([
                DirectoryEntry(
                    ApplicationKind.unionPayCredit.identifier + [UInt8](repeating: 0, count: 9), "long", priority: 1),
                DirectoryEntry(.unionPayCredit, priority: 2),
            ])),
        kernel("QP-B08-02", [0x02], "kernel identifier 02"),
        kernel("QP-B08-absent", nil, "no kernel identifier"),
        kernel("QP-B08-07", [0x07], "kernel identifier 07"),
        kernel("QP-B08-00", [0x00], "kernel identifier 00"),
        CardFault(
            "QP-B09-not-found", "no directory", .quickPassCredit, .answer(.directory, .status(0x6A82))),
        CardFault(
            "QP-B09-blocked", "directory answered 6A81: the card is blocked", .quickPassCredit,
            .answer(.directory, .status(0x6A81))),
        CardFault(
            "QP-B10", "a directory with Visa alone", .quickPassCredit, .directory([DirectoryEntry(.visa, priority: 1)])),
        CardFault(
            "QP-B11-not-found", "the first of two applications answers 6A82", .quickPassCredit, twoApplications,
            .answer(.application(.unionPayDebit), .status(0x6A82))),
        CardFault(
            "QP-B11-blocked", "the first of two applications answers 6283", .quickPassCredit, twoApplications,
            .answer(.application(.unionPayDebit), .status(0x6283))),
        CardFault("QP-B11-locked", "6985 to every command", .quickPassCredit, .answer(.everything, .status(0x6985))),
        CardFault(
            "QP-B12-name", "the first of two applications calls itself otherwise", .quickPassCredit, twoApplications,
            .information(.outer, .exclusiveOr(0x84, at: -1, 0x70))),
        CardFault(
            "QP-B12-85", "the first of two applications has 85 in place of 84", .quickPassCredit, twoApplications,
            .information(.outer, .rename(0x84, 0x85))),
        CardFault(
            "QP-B12-no-proprietary", "the first of two applications lacks template A5", .quickPassCredit,
            twoApplications, .noProprietaryTemplate),
        CardFault(
            "QP-B12-trailing", "bytes after the template of the first of two applications", .quickPassCredit,
            twoApplications, .answer(.application(.unionPayDebit), .trailer([0x01, 0x02]))),
        CardFault(
            "QP-B13", "T-Union and UnionPay on one card", .tUnion,
            .image(.applications([.tUnionCash, .tUnionPurse, .unionPayDebit]))),
        CardFault(
            "QP-B14", "a label in GBK and a preferred name of length 0", .quickPassCredit,
            .information(.proprietary, .set(0x50, chineseLabel)), .information(.proprietary, .append(0x9F12, []))),
    ]
}
