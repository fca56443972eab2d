/// The tags that a contactless terminal in China may meet.
///
/// - **Shape**: a sorted table a scheme, looked up by binary search; a scheme's own meaning of a tag goes before that
///   of the EMV books.
/// - **Source**: EMV Books 1 to 4, contactless books C-2 and C-3, PBOC 3.0: names and formats compared with
///   openemv/emv-utils and public Chinese tag lists (read for facts); no page of the books was read. Entries whose
///   ``TagEntry/isVerified`` is false are from memory.
public enum TagDictionary {
    /// What a tag means to a scheme; a tag that only other schemes have is taken from them. Nil for an unknown one.
    public static func entry(_ tag: UInt32, in context: TagContext = .emv) -> TagEntry? {
        for table in tables(of: context) {
            if let found = find(tag, in: table) { return found }
        }
        return nil
    }

    /// All entries of a scheme's own table, in order of their tags.
    public static func entries(of context: TagContext) -> [TagEntry] {
        switch context {
        case .emv: emv
        case .unionPay: unionPay
        case .visa: visa
        case .mastercard: mastercard
        case .americanExpress: americanExpress
        case .tUnion: tUnion
        }
    }

    /// How a value is written, for filling a data object list: the hot path, without look-up or allocation.
    ///
    /// Tags without an entry are binary, as a list wants them: cut or padded on the right with 0.
    public static func format(of tag: UInt32) -> DataFormat {
        switch tag {
        // Decimal digits on the right.
        case 0x42, 0x9A, 0x9C, 0x5F24, 0x5F25, 0x5F28, 0x5F2A, 0x5F30, 0x5F34, 0x5F36, 0x5F57, 0x9F01, 0x9F02, 0x9F03,
            0x9F11, 0x9F15, 0x9F19, 0x9F1A, 0x9F21, 0x9F25, 0x9F35, 0x9F39, 0x9F3B, 0x9F3C, 0x9F3D, 0x9F41, 0x9F42,
            0x9F43, 0x9F44, 0x9F50, 0x9F51, 0x9F54, 0x9F57, 0x9F5C, 0x9F5D, 0x9F5E, 0x9F6A, 0x9F6B, 0x9F6D, 0x9F73,
            0x9F75, 0x9F76, 0x9F77, 0x9F78, 0x9F79,
            0x9F7B, 0xDF18, 0xDF19, 0xDF20, 0xDF21, 0xDF62, 0xDF63, 0xDF71, 0xDF76, 0xDF77, 0xDF78, 0xDF79, 0xDF8104,
            0xDF8105, 0xDF8123, 0xDF8124, 0xDF8125, 0xDF8126:
            .numeric
        case 0x5A, 0x9F0C, 0x9F20, 0x9F62: .compressedNumeric
        case 0x50, 0x56, 0x89, 0x8A, 0x5F20, 0x5F2D, 0x5F50, 0x5F53, 0x5F55, 0x5F56, 0x9F0B, 0x9F12, 0x9F16, 0x9F1C,
            0x9F1E, 0x9F1F, 0x9F24, 0x9F4E, 0x9F5A, 0x9F61, 0x9F74:
            .text
        case 0x8C, 0x8D, 0x97, 0x9F38, 0x9F49, 0x9F4F, 0xDF14, 0xDF4F, 0xDF811A: .list
        default: TLVTag.isConstructed(tag) ? .constructed : .binary
        }
    }

    /// The same for a scheme whose tags differ from the EMV books and UnionPay.
    public static func format(of tag: UInt32, in context: TagContext) -> DataFormat {
        entry(tag, in: context)?.format ?? format(of: tag)
    }

    private static func tables(of context: TagContext) -> [[TagEntry]] {
        switch context {
        case .emv: [emv, unionPay, mastercard, visa, tUnion, americanExpress]
        case .unionPay: [unionPay, emv, tUnion, mastercard, visa, americanExpress]
        case .visa: [visa, emv, unionPay, mastercard, tUnion, americanExpress]
        case .mastercard: [mastercard, emv, unionPay, visa, tUnion, americanExpress]
        case .americanExpress: [americanExpress, emv, unionPay, mastercard, visa, tUnion]
        case .tUnion: [tUnion, unionPay, emv, mastercard, visa, americanExpress]
        }
    }

    private static func find(_ tag: UInt32, in table: [TagEntry]) -> TagEntry? {
        var (low, high) = (0, table.count)
        while low < high {
            let middle = (low + high) / 2
            if table[middle].tag < tag { low = middle + 1 } else { high = middle }
        }
        return low < table.count && table[low].tag == tag ? table[low] : nil
    }
}
