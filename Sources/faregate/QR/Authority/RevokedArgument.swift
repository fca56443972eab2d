import QRTickets
import SmartCard

/// A thing to be refused, as an option names it: the format, and behind colons what the kind needs.
///
/// - **Shape**: `FORMAT:HEX` for an issuer or a platform, `FORMAT:HEX:HEX` for a serial of an issuer, `FORMAT:HASH` (64
///   digits) or `FORMAT:PLATFORM:NAME` for an account.
/// - **Limits**: identifiers of the Ministry's and of FareGate's own codes have the lengths that these codes have:
///   another length would list nothing.
enum RevokedArgument {
    /// Of issuers and platforms.
    private static let identifierBytes = 4
    private static let hashBytes = 32
    private static let accountBytes = 16

    static func item(_ kind: RevokedItem.Kind, _ text: String) -> RevokedItem? {
        let words = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard words.count > 1, let format = CodeFormat(rawValue: words[0]), let first = Hex.bytes(words[1]),
            (1...RevocationList.mostPartBytes).contains(first.count)
        else { return nil }
        switch (kind, words.count) {
        case (.account, 2): return first.count == hashBytes ? RevokedItem(kind, format, first) : nil
        case (.issuer, 2), (.platform, 2):
            return isFixed(format) && first.count != identifierBytes ? nil : RevokedItem(kind, format, first)
        case (.serial, 3):
            guard let serial = Hex.bytes(words[2]), (1...RevocationList.mostPartBytes).contains(serial.count) else {
                return nil
            }
            let length = format == .ministryV2 ? 3 : 4
            guard !isFixed(format) || first.count == identifierBytes && serial.count == length else { return nil }
            return RevokedItem(kind, format, first, serial)
        case (.account, 3): return account(format, platform: first, name: Array(words[2].utf8))
        default: return nil
        }
    }

    /// Printable characters, filled up with spaces as `qr issue` does.
    private static func account(_ format: CodeFormat, platform: [UInt8], name: [UInt8]) -> RevokedItem? {
        guard isFixed(format), platform.count == identifierBytes, (1...accountBytes).contains(name.count),
            name.allSatisfy({ (0x20...0x7E).contains($0) })
        else { return nil }
        let account = name + [UInt8](repeating: 0x20, count: accountBytes - name.count)
        return .account(format, platform: platform, account: account)
    }

    private static func isFixed(_ format: CodeFormat) -> Bool { format == .ministryV2 || format == .fareGate }
}
