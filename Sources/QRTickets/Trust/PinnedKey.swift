import CardCrypto

/// What one record of a roots file says of its key, for people who look at the file.
package struct PinnedKey: Hashable, Sendable {
    /// Whose record it is: the Ministry's or FareGate's own.
    package let format: CodeFormat
    package let purpose: OwnRootRecord.Purpose
    package let algorithm: CodeAlgorithm
    /// What certificates call it.
    package let index: UInt8
    /// The first second in which it is good; the Ministry's records have none.
    package let notBefore: UInt32?
    /// The last second; seconds since 1970, UTC.
    package let notAfter: UInt32
    /// As codes carry keys.
    package let publicKey: [UInt8]
    /// Whether everybody can sign with it.
    package let isTest: Bool
    /// Where the record begins in its file.
    package let offset: Int
    /// Bytes of the record.
    package let length: Int

    init(_ record: RootRecord, at offset: Int) {
        (format, purpose, algorithm) = (.ministryV2, .certificates, .sm2)
        index = record.index
        (notBefore, notAfter) = (nil, record.expiry.end - 1)
        publicKey = CurveBounds.compressed(record.xy)
        isTest = record.isTest
        (self.offset, length) = (offset, RootRecord.length)
    }

    init(_ record: OwnRootRecord, at offset: Int) {
        (format, purpose, algorithm) = (.fareGate, record.purpose, record.algorithm)
        index = record.index
        (notBefore, notAfter) = (record.dates.lowerBound, record.dates.upperBound)
        publicKey = record.publicKey
        isTest = record.isTest
        (self.offset, length) = (offset, record.length)
    }

    /// SHA-256 over ``publicKey``: what people compare.
    package var fingerprint: [UInt8] { Digest.hash(.sha256, publicKey) }
}
