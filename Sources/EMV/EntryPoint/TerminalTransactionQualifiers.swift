/// What the reader can do and asks for in this transaction: TTQ, tag `9F66`.
///
/// - **Shape**: four bytes, byte 1 highest. Bits as in emv.md, 3.2; the books' tables were not read.
public struct TerminalTransactionQualifiers: RawRepresentable, Hashable, Sendable {
    /// The four bytes as a number.
    public var rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The four bytes in an array; nil for another number of bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 4 else { return nil }
        rawValue = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The four bytes.
    public var bytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: rawValue >> UInt32(24 - 8 * $0)) } }

    /// Byte 1, bit 4: the reader never goes online.
    public var isOfflineOnly: Bool { rawValue & 0x0800_0000 != 0 }

    /// Byte 2, bit 8: the card must make an online cryptogram.
    public var requiresOnlineCryptogram: Bool {
        get { rawValue & 0x0080_0000 != 0 }
        set { rawValue = newValue ? rawValue | 0x0080_0000 : rawValue & ~0x0080_0000 }
    }

    /// Byte 2, bit 7: the cardholder must be verified.
    public var requiresCardholderVerification: Bool {
        get { rawValue & 0x0040_0000 != 0 }
        set { rawValue = newValue ? rawValue | 0x0040_0000 : rawValue & ~0x0040_0000 }
    }
}
