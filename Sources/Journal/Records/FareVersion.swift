/// Which fares a decision rests on.
package struct FareVersion: Hashable, Sendable {
    /// The edition's id.
    package let edition: String
    /// A hash over its network and tariff, so that a changed file of the same name shows.
    package let hash: UInt64

    package init(edition: String, hash: UInt64) {
        self.edition = edition
        self.hash = hash
    }
}

extension FareVersion: CustomStringConvertible {
    /// The edition and, after a `#`, the hash.
    package var description: String { "\(edition)#\(String(hash, radix: 16))" }
}

extension BodyWriter {
    mutating func fares(_ version: FareVersion) throws(JournalError) {
        number(version.hash)
        try text(version.edition, "edition")
    }
}

extension BodyReader {
    mutating func fares(in body: Span<UInt8>) throws(BodyFault) -> FareVersion {
        let hash = try number(UInt64.self, in: body)
        return FareVersion(edition: try text(in: body), hash: hash)
    }
}
