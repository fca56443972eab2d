import CardCrypto
import Foundation
import QRTickets
import Testing

/// Published codes of both headers and of paper, through the validator and the signature checks.
@Suite(.enabled(if: TicketVectors.areThere, "needs FAREGATE_EXTERNAL_DATA"))
struct UICVectorTests {
    private static func vectors(_ name: String) throws -> [[String: Any]] {
        try TicketVectors.object(name)["vectors"] as? [[String: Any]] ?? []
    }

    @Test("codes whose issuer's key is published open a gate at their moment, and with no byte changed")
    func dynamic() throws {
        var count = 0
        for vector in try Self.vectors("uic-dosipas.json") where vector["level1PublicKey"] is String {
            let bytes = TicketVectors.bytes(vector, "payload_hex")
            let code = try UICCode.parse(bytes.span)
            let end = try #require(code.levelOne.endOfValidity)
            let moment = try #require(code.moment?.time(near: UInt32(end.time)))
            var keys = UICKeyStore()
            let point = TicketVectors.bytes(vector, "level1PublicKey")
            let isNew = keys.add(carrier: "3703", number: 7, point: point, notAfter: nil)
            #expect(isNew)
            let verdict = try UICSamples.verdict(bytes, at: moment + 1, keys: keys)
            #expect(verdict.result == .accept && verdict.verified?.isTest == false)
            #expect(try UICSamples.result(bytes, at: moment + 301, keys: keys) == .expired)
            for days: UInt32 in [200, 280, 365] {
                #expect(try UICSamples.result(bytes, at: moment + days * 86_400, keys: keys) == .expired)
            }
            for index in bytes.indices {
                var changed = bytes
                changed[index] ^= 0x10
                #expect(try UICSamples.result(changed, at: moment + 1, keys: keys) != .accept, "byte \(index)")
            }
            count += 1
        }
        #expect(count == 2)
    }

    @Test("a code of version 1 has no year: read, its phone's signature holds, and no gate takes it")
    func versionOne() throws {
        let vector = try #require(
            try Self.vectors("uic-dosipas.json").first { ($0["id"] as? String)?.contains("u1") == true })
        let bytes = TicketVectors.bytes(vector, "payload_hex")
        let code = try UICCode.parse(bytes.span)
        let point = try #require(code.levelTwoPoint())
        let key = try #require(ECDSAPublicKey(point, on: .p256))
        #expect(code.version == 1 && point.count == 65 && code.isLevelTwoSigned(by: key, bytes.span))
        #expect(try UICSamples.result(bytes) == .unsupportedFormat)
    }

    @Test("SubjectPublicKeyInfo: no other curve, form or trailing byte")
    func subjectPublicKeyInfo() throws {
        let vector = try #require(try Self.vectors("uic-dosipas.json").last)
        let info = hexBytes((vector["fields"] as? [String: Any])?["level2PublicKey"] as? String ?? "")
        func point(_ key: [UInt8]) throws -> [UInt8]? {
            let code = UICIssuer.test.code(UICSamples.ticket { $0.levelTwoKey = key }, at: UICSamples.now)
            return try UICCode.parse(code.span).levelTwoPoint()
        }
        #expect(try point(info) == Array(info.suffix(65)))
        for index in 0..<27 {
            var changed = info
            changed[index] ^= 1
            let found = try point(changed)
            #expect(found.flatMap { ECDSAPublicKey($0, on: .p256) } == nil, "byte \(index)")
        }
        #expect(try point(info + [0]) == nil)
    }

    @Test("paper: the published key signs five of them, and none with one bit changed")
    func paper() throws {
        let file = try TicketVectors.object("uic-static.json")
        let certificate = try #require(Data(base64Encoded: file["dsaCertificateDB00002_base64"] as? String ?? ""))
        let key = try #require(DSAPublicKey(certificate: Array(certificate)))
        for index in stride(from: 0, to: 40, by: 1) {
            var changed = Array(certificate)
            changed[index] ^= 0x80
            _ = DSAPublicKey(certificate: changed)
        }
        #expect(DSAPublicKey(certificate: Array(certificate) + [0]) == nil)
        #expect(DSAPublicKey(certificate: Array(certificate.dropLast())) == nil)
        var signed = 0
        for vector in try Self.vectors("uic-static.json") {
            let bytes = TicketVectors.bytes(vector, "payload_hex")
            guard let code = try? UICStaticCode.parse(bytes.span) else { continue }
            let isSigned = code.isSigned(bytes.span, by: key, .sha256)
            #expect(isSigned == (vector["signatureValidUnderDB00002"] as? Bool == true))
            guard isSigned else { continue }
            signed += 1
            guard signed == 1 else { continue }
            for bit in (code.signature.lowerBound * 8)..<(bytes.count * 8) {
                var changed = bytes
                changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
                guard let other = try? UICStaticCode.parse(changed.span) else { continue }
                let isStillSigned = other.isSigned(changed.span, by: key, .sha256)
                #expect(!isStillSigned, "bit \(bit)")
            }
        }
        #expect(signed == 5)
    }
}
