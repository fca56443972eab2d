import CardEmulator
import EMV
import SmartCard
import Testing

/// Lists of CA keys: what is refused, with the line, and what an expiry does.
struct CAPublicKeyFileTests {
    private static let header = "rid,index,algorithm,exponent,modulus,check_value,role,last_day"

    /// The emulator's key F3 as a row.
    private static func row(
        role: String = "production", lastDay: String = "", check: String? = nil, algorithm: String = "rsa"
    ) throws -> String {
        let key = try #require(
            TestCertificationAuthority.publicKeys.first { $0.rid == [0xA0, 0, 0, 3, 0x33] && $0.index == 0xF3 })
        guard case .rsa(let modulus, let exponent) = key.value else { throw CardChannelError.removed }
        let value = CAPublicKeyStore.checkValue(
            CAKeyIdentity(rid: 0xA0_0000_0333, index: 0xF3), modulus: modulus, exponent: exponent)
        return [
            "A000000333", "F3", algorithm, Hex.text(exponent), Hex.text(modulus), check ?? Hex.text(value), role,
            lastDay,
        ].joined(separator: ",")
    }

    private static func read(_ rows: [String], allowsTestKeys: Bool = false) -> String {
        do throws(CAPublicKeyFile.Fault) {
            let text = Array(([header] + rows).joined(separator: "\r\n").utf8)
            let store = try CAPublicKeyFile.store(parsing: text, allowsTestKeys: allowsTestKeys)
            let days = store.identities.map { store.key($0)?.lastDay?.number ?? 0 }
            return "\(store.count) \(days)"
        } catch {
            return "\(error)"
        }
    }

    @Test func rows() throws {
        let zeros = String(repeating: "00", count: 20)
        let table: [(row: String, allows: Bool, expected: String)] = [
            (try Self.row(), false, "1 [0]"),
            (try Self.row(lastDay: "20261231"), false, "1 [20261231]"),
            (try Self.row(lastDay: "20261301"), false, "line 2: last_day is missing or not of the right form"),
            (try Self.row(lastDay: "31.12.26"), false, "line 2: last_day is missing or not of the right form"),
            (try Self.row(role: "test"), false, "0 []"),
            (try Self.row(role: "test"), true, "1 [0]"),
            (try Self.row(role: "unknown"), false, "0 []"),
            (try Self.row(role: "live"), false, "line 2: role is missing or not of the right form"),
            (try Self.row(check: ""), false, "line 2: check_value is missing or not of the right form"),
            (
                try Self.row(check: zeros), false,
                "line 2: key A000000333/F3: the check value does not fit the key; copy the list again"
            ),
            (
                try Self.row(role: "test", check: zeros), false,
                "line 2: key A000000333/F3: the check value does not fit the key; copy the list again"
            ),
            (try Self.row(algorithm: "ecc"), false, "line 2: check_value is missing or not of the right form"),
        ]
        for (row, allows, expected) in table { #expect(Self.read([row], allowsTestKeys: allows) == expected) }
        #expect(
            Self.read([try Self.row(), try Self.row()])
                == "line 3: key A000000333/F3: a second key of that name and length")
    }

    @Test("a CA key on its last day and the day after", arguments: [("20261123", true), ("20261122", false)])
    func expiry(lastDay: String, opens: Bool) throws {
        let text = Array((Self.header + "\n" + (try Self.row(lastDay: lastDay))).utf8)
        let store = try CAPublicKeyFile.store(parsing: text, allowsTestKeys: false)
        let tap = CaseTap().with { $0.authenticator = CardAuthenticator(keys: store) }
        let outcome = tap.present(CardImage(.quickPassCredit))
        #expect(outcome.opens == opens)
        if !opens { #expect(outcome.result.kernel?.stage == .caKeyExpired) }
    }

    @Test("a published test key called a production key is recognised by its value")
    func mislabelled() throws {
        func store(_ role: String) throws -> CAPublicKeyStore {
            try CAPublicKeyFile.store(
                parsing: Array((Self.header + "\n" + (try Self.row(role: role))).utf8), allowsTestKeys: true)
        }
        let list = try store("production")
        #expect(list.mislabelledTestKey(knownFrom: try store("test")) == list.identities.first)
        #expect(try store("test").mislabelledTestKey(knownFrom: try store("test")) == nil)
    }
}
