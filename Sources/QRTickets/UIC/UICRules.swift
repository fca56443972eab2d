/// What a gate asks of a U1 or U2 code beside its signatures.
package struct UICRules: Hashable, Sendable {
    /// How far a phone's clock may be ahead.
    package var skewSeconds = 20
    /// The longest validity that is taken; published tickets have 120 and 300.
    package var mostValiditySeconds = 300
    /// For codes that name no duration, as all of version 1.
    package var usualValiditySeconds = 60

    package init() {}
}
