import CardCrypto
import CardEmulator
import EMV

/// Changes what is inside a sound card's certificates and signature, and signs it anew with the test keys.
///
/// This is what reaches the checks behind the hashes: lengths of keys, numbers, dates, the signature's own fields.
struct Resigning {
    /// The tags whose values are signed here, with the tags of what each one's hash covers outside the block.
    private static let layers: [(tag: UInt32, outside: [UInt32])] = [
        (Tag.issuerCertificate, [Tag.issuerRemainder, Tag.issuerExponent]),
        (Tag.iccCertificate, [Tag.iccRemainder, Tag.iccExponent]), (Tag.signedDynamicData, []),
    ]

    private let blocks: [[UInt8]]
    private let keys: [RSAPrivateKey]
    private let sound: [[UInt8]]

    /// The blocks inside a sound RSA card.
    init?(_ tap: GoodTap, _ image: CardImage) {
        guard
            let authority = TestCertificationAuthority.keyName(
                rid: TestCertificationAuthority.unionPay, index: image.authorityIndex),
            let authorityKey = TestKeys.rsa(authority), let issuerKey = TestKeys.rsa(image.issuerKeyName)
        else { return nil }
        keys = [authorityKey, issuerKey, image.cardKey]
        let workspace = RSAWorkspace()
        var blocks: [[UInt8]] = []
        var sound: [[UInt8]] = []
        for (layer, key) in zip(Self.layers, keys) {
            var block: [UInt8] = []
            guard let value = tap.card.copy(of: layer.tag),
                workspace.recover(value.span, modulus: key.modulus.span, exponent: key.exponent.span, into: &block)
            else { return nil }
            blocks.append(block)
            sound.append(value)
        }
        self.blocks = blocks
        self.sound = sound
    }

    /// The values of a card after the changes; `terminal` is what the signature covers besides the block.
    func values(_ edits: [Edit], of tap: GoodTap, terminal: [UInt8]) -> [UInt32: [UInt8]] {
        var values: [UInt32: [UInt8]] = [:]
        for tag in tap.card.allTags { values[tag] = tap.card.copy(of: tag) }
        // A remainder and an exponent are changed as the blocks are, so that lengths can be made to fit.
        let loose = Self.layers.flatMap(\.outside)
        var strings = blocks + loose.map { values[$0] ?? [] }
        for edit in edits { edit.apply(to: &strings) }
        for (index, tag) in loose.enumerated() {
            let string = strings[blocks.count + index]
            values[tag] = string.isEmpty ? nil : string
        }
        for (index, layer) in Self.layers.enumerated() {
            var block = strings[index]
            guard block.count == keys[index].modulus.count, block[0] < 0x70 else {
                values[layer.tag] = block
                continue
            }
            guard block != blocks[index] || layer.outside.contains(where: { values[$0] != tap.card.copy(of: $0) })
            else {
                values[layer.tag] = sound[index]
                continue
            }
            var message = Array(block[1..<(block.count - 21)])
            for tag in layer.outside { message += values[tag] ?? [] }
            if layer.tag == Tag.iccCertificate { message += tap.card.staticData.flatMap { tap.card.bytes[$0] } }
            if layer.tag == Tag.signedDynamicData { message += terminal }
            block.replaceSubrange((block.count - 21)..<(block.count - 1), with: Digest.hash(.sha1, message))
            values[layer.tag] = keys[index].sign(block)
        }
        return values
    }
}
