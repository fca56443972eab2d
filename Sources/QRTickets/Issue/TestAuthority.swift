/// FareGate's own test authority: roots and a key of revocation lists that everybody knows, made from fixed labels.
///
/// - **Shape**: for demonstrations, tests and `--test-roots`; a roots file with one of its keys is refused unless test
///   keys are allowed.
package enum TestAuthority {
    /// What certificates call its roots.
    package static let index: UInt8 = 0xF0
    /// The issuer of test codes.
    package static let issuer: [UInt8] = [0x99, 0x00, 0x00, 0x01]
    /// The platform of test codes of the Ministry's form.
    package static let platform: [UInt8] = [0x99, 0x00, 0x00, 0x02]
    /// 2026-01-01 to 2045-12-31, UTC.
    package static let dates: ClosedRange<UInt32> = 1_767_225_600...2_398_377_599

    /// The root's key of an algorithm.
    package static func rootKey(_ algorithm: CodeAlgorithm) -> CodePrivateKey {
        CodePrivateKey(algorithm, label: "root \(algorithm.name)")
    }

    /// The key of revocation lists.
    package static let revocationKey = CodePrivateKey(.ed25519, label: "revocations")

    /// The test issuer's key.
    package static func issuerKey(_ algorithm: CodeAlgorithm) -> CodePrivateKey {
        CodePrivateKey(algorithm, label: "issuer \(algorithm.name)")
    }

    /// A test phone's key.
    package static func userKey(_ algorithm: CodeAlgorithm) -> CodePrivateKey {
        CodePrivateKey(algorithm, label: "user \(algorithm.name)")
    }

    private static let publicKeys = Set(
        CodeAlgorithm.allCases.map { rootKey($0).publicKey } + [revocationKey.publicKey])

    /// Whether a public key, as codes carry it, is one of the authority's.
    static func isKey(_ publicKey: [UInt8]) -> Bool { publicKeys.contains(publicKey) }

    /// The records of its roots file.
    package static let rootsFile: [UInt8] =
        MinistryIssuer.root(key: rootKey(.sm2), index: index, expiryMonth: [0x12, 0x45])
        + CodeAlgorithm.allCases.flatMap {
            OwnRootRecord.record(.certificates, index: index, dates: dates, key: rootKey($0))
        } + OwnRootRecord.record(.revocations, index: 0, dates: dates, key: revocationKey)
}
