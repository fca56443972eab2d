import SmartCard

/// The name of an application: an AID of the reader, or the ADF name that a card gives.
///
/// - **Limits**: 5 to 16 bytes (ISO/IEC 7816-4, 12.2.3 and EMV Book 1, 12.2.1, from public sources; the pages were not
///   read). DF names that are text, such as Shenzhen Tong's `PAY.SZT`, fit as well.
public struct ApplicationIdentifier: Hashable, Sendable {
    /// How many bytes a name may have.
    public static let lengths = 5...16

    package let content: SixteenBytes

    /// The name in an array of bytes; nil if it is too short or too long.
    public init?(_ bytes: [UInt8]) { self.init(0..<bytes.count, of: bytes.span) }

    /// The name in a range of a buffer; nil if it is too short or too long.
    public init?(_ range: Range<Int>, of bytes: Span<UInt8>) {
        guard Self.lengths.contains(range.count), let content = SixteenBytes(range, of: bytes) else { return nil }
        self.content = content
    }

    /// The name in hexadecimal digits; nil if it is no name.
    public init?(hex: String) {
        guard let bytes = Hex.bytes(hex) else { return nil }
        self.init(bytes)
    }

    /// How many bytes it has.
    public var count: Int { content.count }

    /// Its bytes.
    public var bytes: [UInt8] { content.bytes }

    /// Whether this name is the other one or begins with it: a partial match (EMV Book B 2.5, 3.3.2.5 B).
    public func hasPrefix(_ other: ApplicationIdentifier) -> Bool { content.hasPrefix(other.content) }

    /// The kernel that is meant where a card names none (EMV Book B 2.5, table 3-6, as its rows appear in public
    /// sources; the page was not read); nil for a RID without a row.
    public var defaultKernel: KernelIdentifier? {
        switch content.firstFive {
        case 0xA0_0000_0004: .mastercard
        case Self.visa: .visa
        case 0xA0_0000_0025: .americanExpress
        case 0xA0_0000_0065: .jcb
        case 0xA0_0000_0152, 0xA0_0000_0324: .discover
        case 0xA0_0000_0333: .unionPay
        default: nil
        }
    }

    /// Whether it belongs to Visa.
    package var isVisa: Bool { content.firstFive == Self.visa }

    private static var visa: UInt64 { 0xA0_0000_0003 }
}

extension ApplicationIdentifier: CustomStringConvertible {
    public var description: String { Hex.text(bytes) }
}
