import QRTickets

/// Codes of the test authority for gates whose time stands still.
enum TestCodes {
    /// ``clock`` in seconds since 1970.
    static let time: UInt32 = 1_795_392_000
    /// What the gates are given with `--time`.
    static let clock = "2026-11-23 08:00:00"

    private static let fareGate = FareGateIssuer(.ed25519)
    private static let ministry = MinistryIssuer()

    /// FareGate's own code of the account with a number.
    static func fareGate(_ number: Int, at time: UInt32 = time) -> [UInt8] {
        fareGate.code(
            FareGateIssuer.Content(
                account: account(number), limitFen: 2000, authorisedUntil: time + 86_400, validitySeconds: 60,
                generated: time))
    }

    /// A code of the Ministry's form.
    static func ministry(_ number: Int, at time: UInt32 = time, custom: [UInt8] = []) -> [UInt8] {
        var content = MinistryIssuer.Content(
            account: account(number), limitFen: 2000, authorisedUntil: time + 86_400, validitySeconds: 60,
            generated: time)
        content.custom = custom
        return ministry.code(content)
    }

    /// The name of an account: nobody's.
    static func account(_ number: Int) -> [UInt8] {
        let digits = String(number)
        return Array(("FG" + String(repeating: "0", count: 14 - digits.utf8.count) + digits).utf8)
    }

    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Codes of so many accounts, a line of hex each.
    static func lines(_ count: Int) -> String { (0..<count).map { hex(fareGate($0)) + "\n" }.joined() }
}
