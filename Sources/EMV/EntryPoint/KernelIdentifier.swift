import SmartCard

/// Which kernel handles an application: one byte, or three in the forms that begin with `10b` and `11b`.
///
/// - **Limits**: 1 to 8 bytes, as long as tag `9F2A` may be.
/// - **Source**: EMV Book B 2.5, 3.3.2.5 C, by libpay's account of it; the page was not read.
public struct KernelIdentifier: Hashable, Sendable {
    /// The most bytes an identifier may have.
    public static let most = 8

    /// The bytes as a number, the first in the highest place that is used.
    private let value: UInt64
    /// How many bytes it has.
    public let count: Int

    /// The identifier of one byte.
    public init(_ byte: UInt8) {
        value = UInt64(byte)
        count = 1
    }

    /// The identifier in an array of bytes; nil if there are none or too many.
    public init?(_ bytes: [UInt8]) { self.init(0..<bytes.count, of: bytes.span) }

    /// The identifier in hexadecimal digits; nil if it is none.
    public init?(hex: String) {
        guard let bytes = Hex.bytes(hex) else { return nil }
        self.init(bytes)
    }

    /// The identifier in a range of a buffer; nil if there are no bytes or too many.
    public init?(_ range: Range<Int>, of bytes: Span<UInt8>) {
        guard (1...Self.most).contains(range.count) else { return nil }
        var value: UInt64 = 0
        for index in range { value = value << 8 | UInt64(bytes[index]) }
        self.value = value
        count = range.count
    }

    /// Its bytes.
    public var bytes: [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1 - $0))) }
    }

    /// Kernel 1, for the oldest Visa and some JCB cards.
    public static let visaLegacy = KernelIdentifier(0x01)
    /// Kernel 2.
    public static let mastercard = KernelIdentifier(0x02)
    /// Kernel 3.
    public static let visa = KernelIdentifier(0x03)
    /// Kernel 4.
    public static let americanExpress = KernelIdentifier(0x04)
    /// Kernel 5.
    public static let jcb = KernelIdentifier(0x05)
    /// Kernel 6.
    public static let discover = KernelIdentifier(0x06)
    /// Kernel 7.
    public static let unionPay = KernelIdentifier(0x07)
}

extension KernelIdentifier: CustomStringConvertible {
    public var description: String { Hex.text(bytes) }
}

/// What a directory entry says about the kernel it wants.
package enum RequestedKernel: Hashable, Sendable {
    /// Any kernel that the reader has for this application.
    case any
    /// Exactly this one.
    case exactly(KernelIdentifier)
    /// None named: the default of the matching AID.
    case byDefault

    /// Reads the value of `9F2A`; nil if the entry must be passed over.
    package init?(_ range: Range<Int>, of bytes: Span<UInt8>) {
        // EMV Book B 2.5, 3.3.2.5 C: no value is the same as no tag.
        guard !range.isEmpty else {
            self = .byDefault
            return
        }
        guard range.count <= KernelIdentifier.most else { return nil }
        let first = bytes[range.lowerBound]
        if first & 0x80 == 0 {
            // 00b and 01b: the first byte alone is the identifier; zero leaves the choice to the reader.
            self = first == 0 ? .any : .exactly(KernelIdentifier(first))
            return
        }
        // 10b and 11b: three bytes; a short kernel id of zero is out of the book's scope, so all bytes must agree.
        guard range.count >= 3 else { return nil }
        let used = first & 0x3F == 0 ? range : range.lowerBound..<(range.lowerBound + 3)
        guard let kernel = KernelIdentifier(used, of: bytes) else { return nil }
        self = .exactly(kernel)
    }

    /// Whether a combination of this AID and kernel is what the card wants (EMV Book B 2.5, 3.3.2.5 D).
    package func isMet(by kernel: KernelIdentifier, for identifier: ApplicationIdentifier) -> Bool {
        switch self {
        case .any: true
        case .exactly(let wanted): wanted == kernel
        case .byDefault: (identifier.defaultKernel ?? kernel) == kernel
        }
    }
}
