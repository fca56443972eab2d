import CardCrypto

/// Checks the signatures of codes, with contexts that are kept; one for each thread.
package final class CodeSignatures {
    private let sm2 = SM2Verification()
    private let p256 = ECDSAP256Verification()
    private let ed25519 = Ed25519Verification()

    package init() {}

    /// Whether the key has signed the tag and these bytes.
    package func isValid(
        _ signature: Span<UInt8>, of bytes: Span<UInt8>, after tag: [UInt8] = [], by key: CodeKey
    ) -> Bool {
        let tagBytes = tag.span
        switch key {
        case .sm2(let key):
            sm2.start(key)
            sm2.update(tagBytes)
            sm2.update(bytes)
            return sm2.finish(signature: signature)
        case .p256(let key):
            p256.start()
            p256.update(tagBytes)
            p256.update(bytes)
            return p256.finish(key, signatureWithLowS: signature)
        case .ed25519(let key):
            ed25519.start()
            ed25519.update(tagBytes)
            ed25519.update(bytes)
            return ed25519.finish(key, signature: signature)
        }
    }
}
