import CAllocationCounter
import Gate
import TestSupport
import Testing

/// The lines of a barrier's controller.
@Suite(.serialized)
struct GateLineTests {
    /// What a reader makes of bytes: its lines and faults in words.
    private static func read(_ bytes: [UInt8]) -> [String] {
        var reader = GateLineReader()
        var found: [String] = []
        for byte in bytes {
            switch reader.take(byte) {
            case .more: break
            case .fault(let fault): found.append("\(fault.kind.rawValue)@\(fault.offset)")
            case .line(.event(let event)): found.append(name(event))
            case .line(.ping): found.append("ping")
            case .line(.pong): found.append("pong")
            case .line(.hello(let version)): found.append("hello \(version)")
            }
        }
        return found
    }

    private static func name(_ event: GateEvent) -> String {
        switch event {
        case .sensor(let sensor): "\(sensor)"
        case .passed(let sequence): "passed \(sequence)"
        case .followed(let sequence): "followed \(sequence)"
        case .barrier(let report): "barrier \(report)"
        case .emergencyLine(let isDrawn): "emergency \(isDrawn)"
        case .power(let isThere): "power \(isThere)"
        default: "no event of a controller's"
        }
    }

    @Test(arguments: [
        ("PASSED\n", ["passed"]), ("PASSED\r\n", ["passed"]), ("TAILGATE\n", ["tailgating"]),
        ("INTRUSION\n", ["intrusion"]), ("WITHDREW\n", ["withdrew"]),
        ("ZONE 1\nZONE 0\n", ["zoneOccupied", "zoneFree"]),
        ("BARRIER OPENED\nBARRIER CLOSED\n", ["barrier opened", "barrier closed"]),
        ("BARRIER OBSTRUCTED\r\nBARRIER FAULT\r\n", ["barrier obstructed", "barrier fault"]),
        ("EMERGENCY 1\nEMERGENCY 0\n", ["emergency true", "emergency false"]),
        ("POWER 0\nPOWER 1\n", ["power false", "power true"]), ("PING\nPONG\n", ["ping", "pong"]),
        ("HELLO 1\nHELLO 9999\n", ["hello 1", "hello 9999"]),
        ("\n\r\n\n", []),  // an empty line is none
        ("PASSED", []),  // not ended
        ("passed\n", ["unknown-word@0"]),  // capitals alone
        ("OPEN ENTRY 1\n", ["unknown-word@0"]),  // our own line, echoed
        ("PASSED 12\nTAILGATE 1234567890123456789\n", ["passed 12", "followed 1234567890123456789"]),
        ("PASSED PASSED\n", ["bad-argument@7"]),
        ("PASSED \n", ["missing-argument@7"]),
        ("PASSED 12345678901234567890\n", ["bad-argument@7"]),
        ("TAILGATE -1\n", ["bad-argument@9"]),
        ("TAILGATE 1x\n", ["bad-argument@10"]),
        ("PASSED 1 2\n", ["trailing-text@8"]),
        ("WITHDREW WITHDREW\n", ["trailing-text@8"]),
        (" PASSED\n", ["bad-argument@0"]),
        ("ZONE\n", ["missing-argument@4"]),
        ("ZONE \n", ["missing-argument@5"]),
        ("ZONE  1\n", ["bad-argument@5"]),  // two spaces
        ("ZONE 2\n", ["bad-argument@5"]),
        ("ZONE 10\n", ["bad-argument@5"]),
        ("PING\nBARRIER AJAR\n", ["ping", "bad-argument@13"]),  // the offset counts from the first byte
        ("HELLO x\n", ["bad-argument@6"]),
        ("HELLO 12345\n", ["bad-argument@6"]),
        ("PAS\u{7}SED\n", ["bad-byte@3"]),
        ("PASSED\rPASSED\n", ["bad-byte@6"]),  // CR alone ends nothing
        ("通\nPASSED\n", ["bad-byte@0", "passed"]),
    ])
    func line(text: String, expected: [String]) {
        #expect(Self.read(Array(text.utf8)) == expected)
    }

    @Test("a line that is too long is one fault, and the next one is read")
    func tooLong() {
        for length in [65, 66, 67, 1000] {
            let bytes = [UInt8](repeating: 0x41, count: length) + Array("\nPASSED\n".utf8)
            #expect(Self.read(bytes) == ["too-long@\(length > 65 ? length - 65 : 0)", "passed"])
        }
        #expect(Self.read([UInt8](repeating: 0x41, count: 64) + [0x0D, 0x0A]) == ["unknown-word@0"])
        #expect(Self.read([UInt8](repeating: 0x41, count: 64) + [0x0A]) == ["unknown-word@0"])
    }

    @Test("random bytes, and good lines with random changes: read or refused", arguments: 0..<16)
    func randomBytes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let good = Array("PASSED\r\nTAILGATE 12\nZONE 1\nBARRIER OPENED\nHELLO 1\nPING\n".utf8)
        for round in 0..<1000 {
            var bytes = good
            if round % 2 == 0 {
                bytes = (0..<Int.random(in: 0..<100, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
            } else {
                for _ in 0..<3 {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
            }
            let found = Self.read(bytes)
            // Never more than there are ends of lines.
            #expect(found.count <= bytes.count { $0 == 0x0A })
            #expect(!found.contains("no event of a controller's"))
        }
    }

    @Test("a sound line allocates nothing")
    func allocations() {
        var link = GateLineLink()
        let bytes = Array("PASSED\r\nPASSED 1234\nZONE 1\nBARRIER OBSTRUCTED\nHELLO 1\nPING\nINTRUSION\n".utf8)
        var count = 0
        for round in 0..<200 {
            if round == 1 { faregate_reset_allocation_count() }
            // By position: the library's iterator allocates in debug builds.
            for index in 0..<bytes.count {
                if case .some = link.receive(bytes[index], at: UInt64(round) * 1000) { count += 1 }
            }
            while case .some = link.tick(at: UInt64(round) * 1000) { count += 1 }
        }
        let allocations = faregate_allocation_count()
        #expect(allocations == 0)
        #expect(count > 800)
    }
}
