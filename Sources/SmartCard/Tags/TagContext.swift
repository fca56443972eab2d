/// Whose dictionary a tag is read by: some tags mean different things to different schemes.
public enum TagContext: String, Hashable, Sendable, CaseIterable {
    /// The EMV books alone.
    case emv
    /// UnionPay and PBOC.
    case unionPay = "unionpay"
    /// Visa.
    case visa
    /// Mastercard.
    case mastercard
    /// American Express.
    case americanExpress = "amex"
    /// T-Union and the older Chinese transit purses.
    case tUnion = "t-union"

    /// The scheme of an application identifier or DF name; nil if it is none of these.
    public init?(applicationIdentifier name: some Collection<UInt8>) {
        let schemes: [([UInt8], TagContext)] = [
            // City Union (MOHURD), Shenzhen Tong, Lingnan Tong and Guangzhou's purse: emv.md, 3.1.
            ([0xA0, 0x00, 0x00, 0x00, 0x03, 0x86, 0x98, 0x07], .tUnion), (Array("PAY.".utf8), .tUnion),
            (Array("SZT.".utf8), .tUnion), ([0xA0, 0x00, 0x00, 0x06, 0x32], .tUnion),
            ([0xA0, 0x00, 0x00, 0x03, 0x33], .unionPay), ([0xA0, 0x00, 0x00, 0x00, 0x03], .visa),
            ([0xA0, 0x00, 0x00, 0x00, 0x04], .mastercard), ([0xA0, 0x00, 0x00, 0x00, 0x25], .americanExpress),
        ]
        guard let found = schemes.first(where: { name.starts(with: $0.0) }) else { return nil }
        self = found.1
    }
}
