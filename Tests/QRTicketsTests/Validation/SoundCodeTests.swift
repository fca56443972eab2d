import QRTickets
import Testing

/// Sound codes are accepted, and no bit of them may change.
struct SoundCodeTests {
    @Test(arguments: Samples.all.map(\.name))
    func accepted(name: String) throws {
        let code = try #require(Samples.all.first { $0.name == name }).code
        let verdict = try Samples.verdict(code)
        #expect(verdict.result == .accept && verdict.formatName == name)
        let verified = try #require(verdict.verified)
        #expect(verified.account == Samples.account && verified.custom == [1, 2, 3] && verified.isTest)
        #expect(verified.limitFen == 2000 && verified.expires == Samples.now - 5 + 60 + 20)
    }

    @Test(
        "every change of a single bit is refused, by a new validator and by one that has cached the certificate",
        arguments: Samples.all.map(\.name))
    func singleBits(name: String) throws {
        let code = try #require(Samples.all.first { $0.name == name }).code
        let (cached, clock) = (CodeValidator(roots: Samples.roots), CodeClock(now: Samples.now))
        #expect(try cached.validate(code.span, at: clock).result == .accept)
        for bit in 0..<(code.count * 8) {
            var changed = code
            changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            #expect(try cached.validate(changed.span, at: clock).result != .accept, "bit \(bit)")
            #expect(try Samples.result(changed) != .accept, "bit \(bit)")
        }
        #expect(try cached.validate(code.span, at: clock).result == .accept)
    }

    @Test("no beginning of a code is a code, nor one with bytes behind it", arguments: Samples.all.map(\.name))
    func lengths(name: String) throws {
        let code = try #require(Samples.all.first { $0.name == name }).code
        for count in 0..<code.count {
            #expect(try Samples.result(Array(code.prefix(count))) != .accept)
        }
        for count in [1, 2, 29, 30, 64, 4000] {
            #expect(try Samples.result(code + [UInt8](repeating: 0, count: count)) != .accept)
        }
    }
}
