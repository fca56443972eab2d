import CardCrypto
import Foundation
import QRTickets
import Testing

/// The public vectors of the Ministry's code and root record.
@Suite(.enabled(if: TicketVectors.areThere, "needs FAREGATE_EXTERNAL_DATA"))
struct MinistryVectorTests {
    private let file: [String: Any]
    private let roots: RootStore
    private var policy = CodePolicy()

    init() throws {
        file = try TicketVectors.object("mot-v2.json")
        let records = (file["roots"] as? [[String: Any]] ?? []).flatMap { TicketVectors.bytes($0, "record_hex") }
        roots = try RootStore(parsing: records.span)
        policy.longestValidityByFormat[.ministryV2] = 1200
    }

    private var vectors: [[String: Any]] { file["vectors"] as? [[String: Any]] ?? [] }

    @Test("each of the 18 vectors has the result that it names, in any order of showing")
    func results() throws {
        #expect(vectors.count == 18)
        let validator = CodeValidator(roots: roots, policy: policy)
        for list in [vectors, vectors.reversed()] {
            for vector in list {
                let now = try #require(vector["now"] as? Int)
                let code = TicketVectors.bytes(vector, "payload_hex")
                let verdict = try validator.validate(code.span, at: CodeClock(now: UInt32(now)))
                let expected = vector["expect"] as? String
                #expect(verdict.result.rawValue == expected, "\(vector["id"] ?? "")")
                #expect((verdict.verified != nil) == (expected == "accept"))
            }
        }
    }

    @Test("the accepted vector has the fields that it names")
    func fields() throws {
        let vector = try #require(vectors.first { $0["id"] as? String == "ok-min-332" })
        let fields = try #require(vector["fields"] as? [String: Any])
        let payload = TicketVectors.bytes(vector, "payload_hex")
        let code = try #require(try Samples.verdict(payload, policy, roots: roots).verified)
        #expect(code.name == "mot-v2")
        #expect(code.issuer == TicketVectors.bytes(fields, "certIssuer"))
        #expect(code.serial == TicketVectors.bytes(fields, "certSerial"))
        #expect(code.platform == TicketVectors.bytes(fields, "platformNo"))
        #expect(String(decoding: code.account, as: UTF8.self) == fields["payAccount"] as? String)
        #expect(code.cardNumber == TicketVectors.bytes(fields, "cardAccount"))
        #expect(code.cardIssuer == TicketVectors.bytes(fields, "issuerNo"))
        #expect(code.limitFen.map(Int.init) == fields["amountLimitFen"] as? Int)
        #expect(code.authorisedUntil.map(Int.init) == fields["authExpiry"] as? Int)
        #expect(Int(code.validitySeconds) == fields["validitySeconds"] as? Int)
        #expect(Int(code.generated) == fields["generatedAt"] as? Int)
        #expect(code.custom.isEmpty && !code.isTest)
        #expect(code.expires == code.generated + 60 + 20)
    }

    @Test("codes signed here with the vectors' private keys verify, and under another issuer's key they do not")
    func ownCodes() throws {
        let keys = try #require(file["testKeys"] as? [String: Any])
        let root = try #require((file["roots"] as? [[String: Any]])?.first)
        var issuer = MinistryIssuer()
        issuer.caIndex = 1
        issuer.issuer = [0x02, 0x11, 0x00, 0x01]
        issuer.rootKey = try #require(CodePrivateKey(.sm2, TicketVectors.bytes(root, "private_hex")))
        issuer.issuerKey = try #require(CodePrivateKey(.sm2, TicketVectors.bytes(keys, "issuerA")))
        issuer.userKey = try #require(CodePrivateKey(.sm2, TicketVectors.bytes(keys, "user2")))
        let code = issuer.code(Samples.ministryContent { $0.custom = [UInt8](repeating: 0xA5, count: 32) })
        #expect(code.count == 364)
        #expect(try Samples.result(code, policy, roots: roots) == .accept)
        issuer.rootKey = try #require(CodePrivateKey(.sm2, TicketVectors.bytes(keys, "issuerB")))
        #expect(
            try Samples.result(issuer.code(Samples.ministryContent()), policy, roots: roots) == .certificateSignature)
    }

    @Test("the public root record loads, and no record with one bit changed does")
    func rootRecord() throws {
        let record = TicketVectors.bytes(try TicketVectors.object("mot-root-record.json"), "record_hex")
        #expect(try RootStore(parsing: record.span).count == 1)
        let read = try RootRecord(record.span, at: 0, signatures: CodeSignatures())
        #expect(read.index == 2 && read.expiry == ExpiryMonth(0x12, 0x40))
        for bit in 0..<(record.count * 8) {
            var changed = record
            changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            #expect(throws: RootFault.self, "bit \(bit)") { try RootStore(parsing: changed.span) }
        }
    }
}
