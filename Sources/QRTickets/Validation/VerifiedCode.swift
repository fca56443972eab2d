/// A code of which every signature, date and rule holds; only the validator makes one.
///
/// - **Shape**: all that ``CodeClaims`` has, verified, is read as its own members (`code.account`).
@dynamicMemberLookup
package struct VerifiedCode: Hashable, Sendable {
    /// What the code says; all of it holds.
    package let claims: CodeClaims
    /// The last second at which this code could be accepted anywhere: a replay store keeps it until then.
    package let expires: UInt32
    /// Whether it hangs on a key that everybody can sign with.
    package let isTest: Bool
    /// Of ``ReplayStore``.
    package let replayKey: ReplayKey

    init(_ claims: CodeClaims, replayKey: ReplayKey, skewSeconds: UInt32, isTest: Bool) {
        self.claims = claims
        self.replayKey = replayKey
        self.isTest = isTest
        let last = UInt64(claims.generated) + UInt64(claims.validitySeconds) + UInt64(skewSeconds)
        expires = UInt32(clamping: last)
    }

    package subscript<Value>(dynamicMember member: KeyPath<CodeClaims, Value>) -> Value { claims[keyPath: member] }
}
