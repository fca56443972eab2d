import CAllocationCounter
import CZlib
import QRTickets
import TestSupport
import Testing

/// `#UT` codes: lengths, blocks, and streams that would not end.
struct UICStaticTests {
    /// A code of version 2 around a stream; nothing has signed it.
    private static func code(_ stream: [UInt8], length: String? = nil) -> [UInt8] {
        let digits = String(stream.count)
        return Array("#UT02999900001".utf8) + [UInt8](repeating: 1, count: 64)
            + Array((length ?? String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8) + stream
    }

    private static func compressed(_ content: [UInt8]) -> [UInt8] {
        var size = compressBound(UInt(content.count))
        var stream = [UInt8](repeating: 0, count: Int(size))
        let result = unsafe compress2(&stream, &size, content, UInt(content.count), 9)
        precondition(result == Z_OK)
        return Array(stream.prefix(Int(size)))
    }

    private static func result(_ code: [UInt8]) -> CodeResult {
        do throws(CodeFault) {
            _ = try UICStaticCode.parse(code.span)
            return .accept
        } catch { return error.result }
    }

    @Test("blocks by name, version and length")
    func blocks() throws {
        let content = Array("U_HEAD0100130080VU010015abc".utf8)
        #expect(throws: CodeFault.self) {
            let code = Self.code(Self.compressed(content))
            _ = try UICStaticCode.parse(code.span).blocks(of: code.span)
        }
        let sound = Array("U_HEAD0100120080VU010015abc".utf8)
        let code = Self.code(Self.compressed(sound))
        let read = try UICStaticCode.parse(code.span)
        #expect(read.contentLength == sound.count && read.carrier == "9999" && read.keyNumber == "00001")
        let blocks = try read.blocks(of: code.span)
        #expect(blocks.map(\.name) == ["U_HEAD", "0080VU"] && blocks.map(\.range) == [0..<12, 12..<27])
    }

    @Test(
        "content that is no blocks",
        arguments: ["U_HEAD010011", "U_HEAD0100x2", "U_HEAD01", "U_HEAD010013", "\u{1}_HEAD010012", "U_HEAD01+012"])
    func badBlocks(content: String) throws {
        let code = Self.code(Self.compressed(Array(content.utf8)))
        let read = try UICStaticCode.parse(code.span)
        #expect(throws: CodeFault.self) { try read.blocks(of: code.span) }
    }

    @Test("lengths, streams with something after them, damaged ones")
    func malformed() throws {
        let stream = Self.compressed(Array("U_HEAD010012".utf8))
        #expect(Self.result(Self.code(stream)) == .accept)
        for length in ["9999", "0000", "00 1", "+012", "-012", String(stream.count)] {
            #expect(Self.result(Self.code(stream, length: length)) == .malformed)
        }
        #expect(Self.result(Self.code(stream + [0])) == .malformed)
        #expect(Self.result(Self.code(stream + stream)) == .malformed)
        for count in 0..<stream.count { #expect(Self.result(Self.code(Array(stream.prefix(count)))) == .malformed) }
        for bit in 0..<(stream.count * 8) {
            var changed = stream
            changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            let code = Self.code(changed)
            guard let read = try? UICStaticCode.parse(code.span) else { continue }
            // Spare bits of the stream: what comes out is the same, and the signature is over the stream.
            #expect(try read.blocks(of: code.span).map(\.name) == ["U_HEAD"] && read.contentLength == 12, "bit \(bit)")
        }
        for start in ["#UT03", "#UT0 ", "#UX02", "#"] {
            var code = Self.code(stream)
            for (index, byte) in start.utf8.enumerated() { code[index] = byte }
            #expect((Self.result(code) == .malformed) == (start != "#"))
        }
    }

    @Test(
        "content up to the cap, and not one byte more",
        arguments: [(16_383, .accept), (16_384, .accept), (16_385, .tooLarge), (4_000_000, .tooLarge)]
            as [(Int, CodeResult)])
    func cap(count: Int, result: CodeResult) {
        let stream = Self.compressed([UInt8](repeating: 0, count: count))
        let code = Self.code(stream)
        if stream.count > 4000 {
            #expect(Self.result(code) == .tooLarge)
        } else {
            #expect(Self.result(code) == result)
        }
    }

    @Test("a bomb is counted in one small buffer: as many allocations as for a hundred bytes")
    func bomb() {
        func allocations(_ stream: [UInt8]) -> UInt64 {
            faregate_reset_allocation_count()
            _ = try? CappedInflation.count(stream.span, cap: UICStaticCode.mostContentBytes)
            return faregate_allocation_count()
        }
        let few = Self.compressed([UInt8](repeating: 0, count: 100))
        let many = Self.compressed([UInt8](repeating: 0, count: 3_000_000))
        _ = allocations(few)
        #expect(allocations(many) <= allocations(few) + 2)
    }

    @Test("random bytes and random streams do not trap", arguments: 0..<16)
    func randomBytes(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let sound = Self.compressed(Array("U_HEAD0100120080VU010015abc".utf8))
        for _ in 0..<1000 {
            var stream = random.oneIn(2) ? random.bytes(random.below(200)) : sound
            for _ in 0..<random.below(3) where !stream.isEmpty {
                stream[random.below(stream.count)] = random.bytes(1)[0]
            }
            let code = random.oneIn(4) ? random.bytes(random.below(300)) : Self.code(stream)
            guard let read = try? UICStaticCode.parse(code.span) else { continue }
            _ = try? read.blocks(of: code.span)
            _ = read.signatureEncoding(of: code.span)
        }
    }
}
