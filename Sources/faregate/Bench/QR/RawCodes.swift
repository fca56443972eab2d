import CardCrypto
import QRTickets

/// What libcrypto must do for codes, and nothing else: messages, signatures and keys taken apart beforehand.
struct RawCodes {
    private struct Signed {
        var message: [UInt8]
        var signature: [UInt8]

        /// With the signature in DER unless it is Ed25519's.
        init(_ message: [UInt8], _ signature: ArraySlice<UInt8>, isDER: Bool = true) {
            self.message = message
            self.signature = isDER ? RawSM2Operations.encoded(Array(signature)) : Array(signature)
        }
    }

    private struct Code {
        var certificate: Signed?
        var issuer: Signed
        var user: Signed
        /// X || Y; of Ed25519 the key itself.
        var issuerKey: [UInt8]
        var userKey: [UInt8]
    }

    private enum Work {
        case sm2(RawSM2Operations)
        case p256(RawP256Operations)
        case ed25519(issuer: Ed25519PublicKey)
    }

    private let codes: [Code]
    private let work: Work

    init(_ bytes: [[UInt8]], _ kind: CodeLoad.Kind) {
        switch kind {
        case .ministryCached, .ministryCold:
            let isCold = kind == .ministryCold
            codes = bytes.map { Self.ministry($0, isCold: isCold) }
            let operations = RawSM2Operations()
            let root = TestAuthority.rootKey(.sm2).publicKey
            operations.keep(isCold ? Self.point(SM2PublicKey(encoded: root.span)?.xy) : codes[0].issuerKey)
            work = .sm2(operations)
        case .p256Cached:
            codes = bytes.map {
                Self.fareGate($0, keyLength: 33) { Self.point(ECDSAP256PublicKey(encoded: $0.span)?.xy) }
            }
            let operations = RawP256Operations()
            operations.keep(codes[0].issuerKey)
            work = .p256(operations)
        case .ed25519Cached:
            codes = bytes.map { Self.fareGate($0, keyLength: 32) { $0 } }
            guard let issuer = Ed25519PublicKey(codes[0].issuerKey) else { preconditionFailure("a key of 32 bytes") }
            work = .ed25519(issuer: issuer)
        }
    }

    /// The verifications of one code; whether all hold.
    func verify(_ index: Int) -> Bool {
        let code = codes[index]
        switch work {
        case .sm2(let raw):
            guard let certificate = code.certificate else {
                return raw.verifyKept(code.issuer.message, code.issuer.signature)
                    && raw.verify(code.user.message, code.user.signature, key: code.userKey)
            }
            return raw.verifyKept(certificate.message, certificate.signature)
                && raw.verify(code.issuer.message, code.issuer.signature, key: code.issuerKey)
                && raw.verify(code.user.message, code.user.signature, key: code.userKey)
        case .p256(let raw):
            return raw.verifyKept(code.issuer.message, code.issuer.signature)
                && raw.verify(code.user.message, code.user.signature, key: code.userKey)
        case .ed25519(let issuer):
            return issuer.verify(code.issuer.message, signature: code.issuer.signature)
                && (Ed25519PublicKey(code.userKey)?.verify(code.user.message, signature: code.user.signature) ?? false)
        }
    }

    private static func ministry(_ code: [UInt8], isCold: Bool) -> Code {
        func key(_ range: Range<Int>) -> [UInt8] {
            let bytes = Array(code[range])
            return point(SM2PublicKey(encoded: bytes.span)?.xy)
        }
        // qr.md 3.1 and 3.2, without custom field.
        return Code(
            certificate: isCold ? Signed(Array(code[9..<56]), code[56..<120]) : nil,
            issuer: Signed(Array(code[3..<198]), code[199..<263]), user: Signed(Array(code[0..<267]), code[268..<332]),
            issuerKey: key(23..<56), userKey: key(158..<191))
    }

    private static func fareGate(_ code: [UInt8], keyLength: Int, point: ([UInt8]) -> [UInt8]) -> Code {
        // Head 6, certificate 82 and a key, body 33 and a key, without custom field.
        let bodyStart = 6 + 82 + keyLength
        let bodyEnd = bodyStart + 33 + keyLength
        let isDER = keyLength == 33
        return Code(
            issuer: Signed(Array("FG-issuer".utf8) + code[6..<bodyEnd], code[bodyEnd..<(bodyEnd + 64)], isDER: isDER),
            user: Signed(
                Array("FG-user".utf8) + code[..<(bodyEnd + 68)], code[(bodyEnd + 68)...], isDER: isDER),
            issuerKey: point(Array(code[24..<(24 + keyLength)])),
            userKey: point(Array(code[(bodyStart + 22)..<(bodyStart + 22 + keyLength)])))
    }

    private static func point(_ xy: [UInt8]?) -> [UInt8] {
        guard let xy else { preconditionFailure("a key of a sound code is no point") }
        return xy
    }
}
