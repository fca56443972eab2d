import CardCrypto
import QRTickets
import Testing

/// The replay key: one for each platform, account and second, whatever else is in the code.
struct ReplayKeyTests {
    @Test("the key is a hash of the format and the three, each behind its length")
    func definition() {
        let (platform, account): ([UInt8], [UInt8]) = ([0x50, 0x02, 0x33, 0x01], Array("2088000000000001".utf8))
        let key = ReplayKey(
            format: .ministryV2, platform: platform.span, account: account.span, generated: 0x6B03_1E00)
        let text: [UInt8] =
            [0, 0, 0, 6] + Array("mot-v2".utf8) + [0, 0, 0, 4] + platform + [0, 0, 0, 16] + account
            + [0x6B, 0x03, 0x1E, 0x00]
        let digest = Digest.hash(.sha256, text)
        #expect(key.high == digest[0..<8].reduce(0) { $0 << 8 | UInt64($1) })
        #expect(key.low == digest[8..<16].reduce(0) { $0 << 8 | UInt64($1) })
    }

    @Test("a rail ticket's uses are two, of no code's form")
    func railTicket() {
        let text: [UInt8] = [0, 0, 0, 15] + Array("rail-ticket-use".utf8) + [0, 0, 0, 2] + Array("E1".utf8) + [1]
        let digest = Digest.hash(.sha256, text)
        let exit = ReplayKey(railTicket: "E1", isExit: true)
        #expect(exit.high == digest[0..<8].reduce(0) { $0 << 8 | UInt64($1) })
        #expect(exit.low == digest[8..<16].reduce(0) { $0 << 8 | UInt64($1) })
        #expect(ReplayKey(railTicket: "E1", isExit: false) != exit)
        #expect(ReplayKey(railTicket: "E2", isExit: true) != exit)
        #expect(CodeFormat.allCases.allSatisfy { $0.rawValue != "rail-ticket-use" })
    }

    @Test("what moves a byte from one part to the other is another key")
    func boundaries() {
        func key(_ platform: [UInt8], _ account: [UInt8], _ time: UInt32, _ format: CodeFormat) -> ReplayKey {
            ReplayKey(format: format, platform: platform.span, account: account.span, generated: time)
        }
        let keys = [
            key([1, 2], [3], 7, .fareGate), key([1], [2, 3], 7, .fareGate), key([], [1, 2, 3], 7, .fareGate),
            key([1, 2], [3], 8, .fareGate), key([1, 2], [3], 7, .uicU1),
        ]
        #expect(Set(keys).count == keys.count)
    }
}
