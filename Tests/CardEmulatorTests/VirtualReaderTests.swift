import TestSupport
import Testing

@testable import CardEmulator

/// The wire protocol of the virtual reader: frames in pieces, controls, and frames that lie.
struct VirtualReaderTests {
    /// What a stream of bytes, cut at any place, says.
    private static func read(_ hex: String, piece: Int) -> String {
        var frames = VirtualReaderFrames()
        var words: [String] = []
        let bytes = CardEmulatorTests.bytes(hex)
        do throws(VirtualReaderError) {
            for start in stride(from: 0, to: bytes.count, by: piece) {
                frames.append(bytes[start..<min(bytes.count, start + piece)])
                while let message = try frames.next() {
                    switch message {
                    case .powerOff: words.append("off")
                    case .powerOn: words.append("on")
                    case .reset: words.append("reset")
                    case .answerToReset: words.append("atr")
                    case .command(let command): words.append(CardEmulatorTests.hex(command))
                    }
                }
            }
            try frames.end()
        } catch {
            words.append("\(error)")
        }
        return words.joined(separator: ", ")
    }

    @Test(arguments: [
        ("000101 000100 000102 000104", "on, off, reset, atr"),
        ("0005 00A4040000 000101", "00A4040000, on"),
        ("0002 00A4", "00A4"),
        ("", ""),
        // Frames that lie.
        ("0000 000101", "the reader sent a frame of length 0"),
        ("000101 0000", "on, the reader sent a frame of length 0"),
        ("000103", "the reader sent the unknown control 3"),
        ("0001FF", "the reader sent the unknown control 255"),
        ("0006 00A4040000", "the reader promised 6 bytes and sent 5"),
        ("FFFF 00", "the reader promised 65535 bytes and sent 1"),
        ("00", "the reader promised 2 bytes and sent 0"),
    ])
    func frames(hex: String, expected: String) {
        for piece in [1, 2, 3, 100] { #expect(Self.read(hex, piece: piece) == expected) }
    }

    @Test(arguments: 0..<16)
    func anyBytes(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        for _ in 0..<1000 {
            var frames = VirtualReaderFrames()
            var bytes = (0..<Int.random(in: 0..<64, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            // Short lengths, so that some frames are whole.
            for index in stride(from: 0, to: bytes.count, by: 5) { bytes[index] = 0 }
            frames.append(bytes)
            var got = 0
            do throws(VirtualReaderError) {
                while let message = try frames.next() {
                    if case .command(let command) = message { got += command.count + 2 } else { got += 3 }
                }
                try frames.end()
                #expect(got == bytes.count)
            } catch {
                #expect(got <= bytes.count)
            }
        }
    }

    @Test(arguments: [
        ("localhost:35963", "localhost:35963"), ("127.0.0.1:1", "127.0.0.1:1"), ("[::1]:35963", "[::1]:35963"),
        ("localhost", nil), ("localhost:", nil), ("localhost:0", nil), ("localhost:65536", nil), (":35963", nil),
        ("localhost:x", nil), ("", nil),
    ])
    func addresses(text: String, expected: String?) {
        #expect(VirtualReaderAddress(text)?.description == expected)
    }

    /// GET PROCESSING OPTIONS as the gate of emv-cases.md sends it (QP-C01).
    private static let options = CardEmulatorTests.bytes(
        "80A80000238321 21800080 000000000001 000000000000 0156 0000000000 0156 261123 00 1A2B3C4D 00")
    private static let ppse = CardEmulatorTests.bytes("00A404000E325041592E5359532E444446303100")

    private static func card(_ fault: String = "QP-A01", _ acts: [Int: VirtualReaderScript.Act] = [:]) throws
        -> VirtualReaderCard
    {
        let image = CardImage(try #require(CardFault(id: fault)))
        return VirtualReaderCard(
            VirtualCard(image, using: SplitMix64(seed: 1)), script: VirtualReaderScript(acts))
    }

    /// Only the answer to reset and commands are answered; the daemon asks for the former at any time.
    @Test func controls() throws {
        let card = try Self.card()
        #expect(card.receive(.powerOff) == VirtualReaderReply())
        #expect(card.receive(.powerOn) == VirtualReaderReply())
        #expect(card.receive(.reset) == VirtualReaderReply())
        let atr = card.receive(.answerToReset).bytes
        #expect(atr == [0, 13, 0x3B, 0x88, 0x80, 0x01] + Array("FareGate".utf8) + [0x0E])
        let select = CardEmulatorTests.bytes("00A4040008A00000033301010200")
        #expect(card.receive(.command(select)).bytes.suffix(2) == [0x90, 0x00])
        #expect(card.receive(.answerToReset).bytes == atr)
        // Still selected: a presence check is no reset.
        #expect(card.receive(.command(Self.options)).bytes.suffix(2) == [0x90, 0x00])
        #expect(card.receive(.powerOn) == VirtualReaderReply())
        #expect(card.receive(.command(Self.options)).bytes == [0, 2, 0x6D, 0x00])
        #expect(card.receive(.command([0x00])).bytes == [0, 2, 0x67, 0x00])
    }

    @Test func acts() throws {
        let whole = try Self.card().receive(.command(Self.ppse))
        #expect(!whole.leaves && whole.bytes.count > 4)
        func reply(_ act: VirtualReaderScript.Act) throws -> VirtualReaderReply {
            try Self.card("QP-A01", [1: act]).receive(.command(Self.ppse))
        }
        #expect(try reply(.leave) == VirtualReaderReply(leaves: true))
        #expect(try reply(.leaveAfter) == VirtualReaderReply(bytes: whole.bytes, leaves: true))
        let dropped = try reply(.drop)
        #expect(dropped.leaves && whole.bytes.starts(with: dropped.bytes) && dropped.bytes.count < whole.bytes.count)
        #expect(try reply(.late(milliseconds: 300)).microseconds == 300_000)
        let overlong = try reply(.overlong(by: 1))
        #expect(overlong.bytes.dropFirst(2) == whole.bytes.dropFirst(2) && overlong.bytes[1] == whole.bytes[1] + 1)
        #expect(try reply(.twice).bytes == whole.bytes + whole.bytes)
        #expect(try reply(.empty).bytes == [0, 0])
    }

    /// Commands are counted anew each time the card comes, and only the one named is spoilt.
    @Test func actsAreCounted() throws {
        let card = try Self.card("QP-A01", [2: .leave])
        for _ in 0..<2 {
            card.arrive()
            #expect(!card.receive(.command(Self.ppse)).leaves)
            #expect(card.receive(.command(Self.ppse)).leaves)
            #expect(!card.receive(.command(Self.ppse)).leaves)
        }
    }

    @Test func brokenLinks() throws {
        #expect(try Self.card("QP-A09").receive(.answerToReset).bytes == [0, 1, 0xFF])
        let select = CardEmulatorTests.bytes("00A4040008A00000033301010200")
        #expect(try Self.card("QP-A06-empty").receive(.command(select)) == VirtualReaderReply(leaves: true))
    }

    @Test func theImageIsToldBeforeTheAnswerLeaves() throws {
        var told: [UInt16] = []
        let card = VirtualReaderCard(
            VirtualCard(CardImage(.quickPassCredit), using: SplitMix64(seed: 1))
        ) { told.append($0.transactionCounter) }
        _ = card.receive(.command(Self.ppse))
        _ = card.receive(.command(CardEmulatorTests.bytes("00A4040008A00000033301010200")))
        #expect(told.isEmpty)
        _ = card.receive(
            .command(Self.options))
        #expect(told == [1])
    }
}
