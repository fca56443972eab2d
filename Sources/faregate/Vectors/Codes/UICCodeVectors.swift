import CardCrypto
import Foundation
import QRTickets

/// Checker of the railways' codes: fields, signed ranges and signatures; never times, which their items do not have.
enum UICCodeVectors {
    /// U1 and U2.
    static func dynamic(_ item: VectorItem) throws -> [String: VectorValue] {
        let bytes = try item.payload()
        let code: UICCode
        do { code = try UICCode.parse(bytes.span) } catch { return CodeVectors.refusal(error) }
        var results: [String: VectorValue] = [
            "fields": .object(fields(of: code)),
            "level1SignedHex": CodeVectors.hex(code.levelOneMessage(of: bytes.span)),
            "level2SignedHex": CodeVectors.hex(code.levelTwoMessage(of: bytes.span)),
        ]
        let phone = code.levelTwoPoint().flatMap { ECDSAPublicKey($0, on: .p256) }
        results["level2Valid"] = phone.map { .flag(code.isLevelTwoSigned(by: $0, bytes.span)) } ?? .null
        // Without the issuer's key nothing can be said.
        results["level1Valid"] = .null
        if let point = try item.optionalHex("level1PublicKey") {
            let issuer = ECDSAPublicKey(point, on: .p256)
            results["level1Valid"] = .flag(issuer.map { code.isLevelOneSigned(by: $0, bytes.span) } ?? false)
        }
        return results
    }

    private static func fields(of code: UICCode) -> [String: VectorValue] {
        let ticket = code.levelOne
        var fields: [String: VectorValue] = [
            "format": .text("U\(code.version)"), "dataSequence": .list(ticket.contents.map(content)),
        ]
        fields["securityProviderNum"] = ticket.carrierNumber.map { .number($0) }
        fields["securityProviderIA5"] = ticket.carrierText.map { .text($0) }
        fields["keyId"] = ticket.keyNumber.map { .number($0) }
        fields["level1KeyAlg"] = name(ticket.levelOneKeyAlgorithm)
        fields["level2KeyAlg"] = name(ticket.levelTwoKeyAlgorithm)
        fields["level1SigningAlg"] = name(ticket.levelOneSigningAlgorithm)
        fields["level2SigningAlg"] = name(ticket.levelTwoSigningAlgorithm)
        fields["level2PublicKey"] = ticket.levelTwoKey.map(CodeVectors.hex)
        fields["level2PublicKeyForm"] = ticket.levelTwoKey.map { .text(form(of: $0)) }
        fields["endOfValidityYear"] = ticket.endOfValidity.map { .number($0.year) }
        fields["endOfValidityDay"] = ticket.endOfValidity.map { .number($0.day) }
        fields["endOfValidityTime"] = ticket.endOfValidity.map { .number($0.minute) }
        fields["validityDuration"] = ticket.validitySeconds.map { .number($0) }
        fields["level1Signature"] = code.levelOneSignature.map(CodeVectors.hex)
        fields["level2Data"] = code.levelTwo.map(content)
        fields["level2Signature"] = code.levelTwoSignature.map(CodeVectors.hex)
        return fields
    }

    private static func content(_ content: UICContent) -> VectorValue {
        .object(["fmt": .text(content.format), "data": CodeVectors.hex(content.bytes)])
    }

    private static func name(_ algorithm: [UInt8]?) -> VectorValue? {
        algorithm.flatMap(UICAlgorithm.name).map { .text($0) }
    }

    private static func form(of key: [UInt8]) -> String {
        switch (key.first, key.count) {
        case (2, 33), (3, 33): "X9.62 compressed"
        case (4, 65): "X9.62 uncompressed"
        case (0x30, _): "SubjectPublicKeyInfo"
        default: "unknown"
        }
    }

    /// `#UT01` and `#UT02`.
    static func paper(_ item: VectorItem) throws -> [String: VectorValue] {
        let bytes = try item.payload()
        let code: UICStaticCode
        let blocks: [UICStaticBlock]
        do {
            code = try UICStaticCode.parse(bytes.span)
            blocks = try code.blocks(of: bytes.span)
        } catch {
            return CodeVectors.refusal(error)
        }
        let certificate = Data(base64Encoded: try item.text("context.dsaCertificateDB00002_base64"))
        guard let key = certificate.flatMap({ DSAPublicKey(certificate: Array($0)) }) else {
            throw VectorItem.MissingInput(path: "dsaCertificateDB00002_base64")
        }
        let isThatKey = code.carrier == "1080" && code.keyNumber == "00002"
        return [
            "expect": .text("accept"),
            "fields": .object([
                "version": .number(code.version), "carrier": .text(code.carrier), "keyId": .text(code.keyNumber),
                "signature": CodeVectors.hex(bytes[code.signature]),
                "compressedLength": .number(code.compressed.count), "inflatedLength": .number(code.contentLength),
                "blocks": .list(
                    blocks.map { .list([.text($0.name), .text($0.version), .number($0.range.count)]) }),
            ]),
            "signatureValidUnderDB00002": isThatKey ? .flag(code.isSigned(bytes.span, by: key, .sha256)) : .null,
        ]
    }
}
