import QRTickets
import SmartCard

/// The fields of a code for people and programs: what names a rider is hashed or masked unless it is to be revealed.
struct CodeFields {
    let claims: CodeClaims
    /// In place of the account.
    let accountHash: String
    let reveals: Bool

    /// Name and value in the order of the code.
    var members: [(name: String, value: JSONValue)] {
        var members: [(String, JSONValue)] = [
            ("issuer", .string(hex(claims.issuer))), ("serial", .string(hex(claims.serial))),
            ("platform", .string(hex(claims.platform))),
        ]
        if let issuer = claims.cardIssuer { members.append(("card_issuer", .string(hex(issuer)))) }
        if let number = claims.cardNumber {
            members.append(("card_number", .string(reveals ? hex(number) : masked(hex(number)))))
        }
        members += [
            ("generated", .integer(Int(claims.generated))), ("validity_seconds", .integer(Int(claims.validitySeconds))),
            ("authorised_until", .optional(claims.authorisedUntil.map(Int.init))),
            ("limit_fen", .optional(claims.limitFen.map(Int.init))),
        ]
        if let product = claims.product { members.append(("product", .integer(Int(product)))) }
        switch claims.service {
        case .zones(let mask): members.append(("zones", .integer(Int(mask))))
        case .entryStation(let number): members.append(("entry_station", .integer(Int(number))))
        case .unknown(let type): members.append(("ticket_type", .integer(Int(type))))
        case nil: break
        }
        members.append(("custom_bytes", .integer(claims.custom.count)))
        if reveals { members.append(("custom", .string(hex(claims.custom)))) }
        return members
    }

    /// Name and value on a line each, for people.
    static func lines(_ members: [(name: String, value: JSONValue)]) -> [String] {
        members.map { member in
            if case .string(let text) = member.value { return "\(member.name): \(text)" }
            return "\(member.name): \(member.value.text())"
        }
    }

    /// The account in clear where it is to be revealed, else its hash.
    var account: String {
        guard reveals else { return accountHash }
        return claims.account.allSatisfy { (0x20...0x7E).contains($0) }
            ? String(decoding: claims.account, as: UTF8.self) : hex(claims.account)
    }

    private func hex(_ bytes: [UInt8]) -> String { Hex.text(bytes).lowercased() }

    /// The last four digits stay.
    private func masked(_ digits: String) -> String {
        String(repeating: "*", count: max(0, digits.count - 4)) + digits.suffix(4)
    }
}
