import Symbols
import TestSupport
import Testing

/// Requests and answers between a lane and its helper.
struct SymbolWireTests {
    @Test(arguments: [
        SymbolRequest(content: .file(count: 0), steps: .all, symbologies: .qr, number: 0),
        SymbolRequest(content: .file(count: 40 << 20), steps: .raw, symbologies: .all, number: .max),
        SymbolRequest(
            content: .frame(width: 4096, height: 4096), steps: [.raw, .zbar], symbologies: .aztec, number: 7),
        SymbolRequest(content: .frame(width: 1, height: 1), steps: [], symbologies: [], number: 1),
    ])
    func requests(request: SymbolRequest) {
        let bytes = request.bytes
        #expect(bytes.count == SymbolRequest.byteCount && SymbolRequest(bytes.span) == request)
    }

    @Test(arguments: [
        SymbolAnswer(content: .nothing, number: 3),
        SymbolAnswer(content: .found(symbology: .aztec, step: .zbar, count: 8192), number: .max),
        SymbolAnswer(content: .badImage(ImageFault(.checksum, at: 99)), number: 0),
    ])
    func answers(answer: SymbolAnswer) {
        let bytes = answer.bytes
        #expect(bytes.count == SymbolAnswer.byteCount && SymbolAnswer(bytes.span) == answer)
    }

    /// Lies: bytes by place in an otherwise sound header.
    @Test(arguments: [
        ("no such kind", [0: 0]), ("no such kind", [0: 3]), ("unknown steps", [1: 0x20]), ("unknown symbols", [2: 8]),
        ("spare byte", [3: 1]), ("no width", [8: 0, 9: 0]), ("wider than the limit", [8: 0x10, 9: 1]),
        ("more pixels than the sides say", [15: 7]), ("a gigabyte", [12: 0x40]),
    ])
    func refusesRequests(what: String, changes: [Int: UInt8]) {
        var bytes = SymbolRequest(content: .frame(width: 2, height: 3), steps: .raw, symbologies: .qr, number: 1).bytes
        for (place, byte) in changes { bytes[place] = byte }
        let request = SymbolRequest(bytes.span)
        #expect(request == nil, "\(what)")
    }

    @Test(arguments: [
        ("no such kind", [0: 9]), ("no such symbol", [1: 3]), ("no such step", [2: 3]), ("spare byte", [3: 1]),
        ("an offset", [11: 1]), ("no payload", [15: 0]), ("8193 bytes", [14: 0x20, 15: 1]), ("2 GiB", [12: 0x80]),
        ("nothing, with a payload", [0: 2, 1: 0, 2: 0]), ("a fault with a payload", [0: 3, 2: 0]),
    ])
    func refusesAnswers(what: String, changes: [Int: UInt8]) {
        var bytes = SymbolAnswer(content: .found(symbology: .qr, step: .raw, count: 1), number: 1).bytes
        for (place, byte) in changes { bytes[place] = byte }
        let answer = SymbolAnswer(bytes.span)
        #expect(answer == nil, "\(what)")
    }

    /// What is taken for a message is written the same again.
    @Test(arguments: UInt64(0)..<16)
    func survivesRandomBytes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<1000 {
            var bytes = random.bytes(random.oneIn(4) ? random.below(40) : 16)
            if bytes.count == 16, random.oneIn(2) { bytes[0] = UInt8(1 + random.below(3)) }
            if bytes.count == 16, random.oneIn(2) { for index in 1...3 { bytes[index] = 0 } }
            if let request = SymbolRequest(bytes.span) { #expect(request.bytes == bytes, "\(seed)") }
            if let answer = SymbolAnswer(bytes.span) { #expect(answer.bytes == bytes, "\(seed)") }
        }
    }
}
