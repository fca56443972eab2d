/// What a gate asks of Alipay's code beside its signatures.
package struct AlipayRules: Hashable, Sendable {
    /// How far a phone's clock may be ahead.
    package var skewSeconds = 20
    /// The longest validity that is taken.
    package var mostValiditySeconds = 600

    package init() {}
}
