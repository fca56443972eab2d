import CardCrypto

/// The issuers' level-1 keys: carrier and key number to a P-256 key and its last second.
///
/// - **Shape**: a text file, one key a line: `carrier,key,point,not_after`; `#` begins a comment line, the first line
///   may name the columns. The point is hex, `02`, `03` or `04` in front; the end is seconds since 1970, UTC, or empty.
/// - **Limits**: ``mostKeys``; one key for a carrier and number.
/// - **Errors**: ``CodeFault`` at the byte where the offending line begins.
package struct UICKeyStore: Sendable {
    /// An issuer's key.
    package struct Entry: Sendable {
        package let key: ECDSAPublicKey
        /// The last second that it is good, seconds since 1970, UTC; nil: no end is known.
        package let notAfter: UInt32?
        /// Whether everybody can sign with it.
        package let isTest: Bool
    }

    private struct Name: Hashable {
        let carrier: String
        let number: Int
    }

    package static let mostKeys = 10_000
    /// The most bytes of a file.
    package static let mostBytes = 2 << 20
    /// The first line, where there is one.
    package static let columns = "carrier,key,point,not_after"

    private var entries: [Name: Entry] = [:]

    package init() {}

    /// - **Parameters**: `allowsTestKeys`, whether the key of ``UICIssuer/test`` may be among them.
    package init(parsing bytes: [UInt8], allowsTestKeys: Bool = false) throws(CodeFault) {
        var start = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            defer { start += line.count + 1 }
            let text = String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
            if text.isEmpty || text.hasPrefix("#") || (start == 0 && text == Self.columns) { continue }
            let fields = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 4, let number = Int(fields[1]), UICLevelOne.keyNumbers.contains(number),
                let point = CodeHex.bytes(Array(fields[2].utf8).span)
            else { throw CodeFault(at: start) }
            let end = UInt32(fields[3])
            guard fields[3].isEmpty || end != nil, !fields[0].isEmpty, entries.count < Self.mostKeys,
                add(carrier: fields[0], number: number, point: point, notAfter: end),
                allowsTestKeys || !UICIssuer.isTestKey(point)
            else { throw CodeFault(at: start) }
        }
    }

    /// Adds the key of ``UICIssuer/test``, unless the list has one of that name.
    package mutating func addTestKey() {
        _ = add(
            carrier: String(UICIssuer.testCarrier), number: UICIssuer.testKeyNumber,
            point: [4] + UICIssuer.testPublicKey, notAfter: nil)
    }

    /// Adds a key; false if the bytes are no point of P-256, or the carrier has another key of that number.
    package mutating func add(carrier: String, number: Int, point: [UInt8], notAfter: UInt32?) -> Bool {
        let name = Name(carrier: carrier, number: number)
        guard entries[name] == nil, let key = ECDSAPublicKey(point, on: .p256) else { return false }
        entries[name] = Entry(key: key, notAfter: notAfter, isTest: UICIssuer.isTestKey(point))
        return true
    }

    /// How many keys there are.
    package var count: Int { entries.count }

    package func entry(carrier: String, number: Int) -> Entry? { entries[Name(carrier: carrier, number: number)] }
}
