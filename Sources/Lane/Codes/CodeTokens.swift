import EMV

/// Who a code or a rail ticket belongs to, under the token key in use and the one before.
struct CodeTokens {
    let current: CardTokenValue
    /// Nil where there was no key before.
    let previous: CardTokenValue?
}
