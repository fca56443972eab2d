import CChecksum
import CardCrypto
import Journal
import Simulator
import TestSupport
import Testing

/// The layout of Docs/journal.md, read by hand.
struct FormatTests {
    @Test func byteByByte() throws {
        let disk = SimulatedDisk(seed: 1)
        let keyBytes = [UInt8](repeating: 9, count: 32)
        var writer = try JournalWriter.open(
            disk, device: "SZ001-07", newEpoch: 0x0102, durability: .power,
            key: DeviceKey(identifier: 3, key: keyBytes))
        try writer.append(JournalOpened(tapSequence: 4), at: Samples.moment(1))
        try writer.append(JournalNote(text: "x"), at: Samples.moment(2))
        try writer.commit()
        let file = try #require(disk.contents(of: "00000001.fgj"))
        try writer.close()

        let header = Array(file[..<128])
        #expect(Array(header[..<8]) == Array("FGJOURN\n".utf8))
        #expect(Array(header[8..<32]) == le(1, 2) + le(128, 2) + le(1, 4) + le(0x0102, 8) + le(1, 8))
        let seed = Digest.hash(.sha256, Array("FareGate journal 1\n".utf8) + le(0x0102, 8) + Array("SZ001-07".utf8))
        #expect(Array(header[32..<48]) == Array(seed[..<16]))
        #expect(Array(header[48..<57]) == [8] + Array("SZ001-07".utf8))
        #expect(Array(header[57..<124]) == [UInt8](repeating: 0, count: 67))
        #expect(Array(header[124...]) == le(Int(naiveCRC(Array(header[..<124]))), 4))

        let start = number(seed, 0, 4)
        var previous = Array(seed[..<16])
        var at = 128
        for (index, body) in [le(4, 8), le(1, 2) + Array("x".utf8)].enumerated() {
            let length = 56 + body.count + 16
            let frame = Array(file[at..<at + length])
            #expect(number(frame, 4, 4) == length)
            #expect(number(frame, 8, 8) == index + 1)
            #expect(Array(frame[16..<32]) == previous)
            #expect(Array(frame[32..<40]) == [[2, 8][index], 1] + le(3, 2) + le(index, 2) + [0, 0])
            let moment = Samples.moment(index + 1)
            #expect(number(frame, 40, 8) == Int(moment.wallMilliseconds))
            #expect(number(frame, 48, 8) == Int(moment.monotonicNanoseconds))
            #expect(Array(frame[56..<56 + body.count]) == body)
            let hash = Digest.hash(.sha256, Array(frame[4..<56 + body.count]))
            #expect(Array(frame[(56 + body.count)...]) == Array(HMAC.sha256(hash, key: keyBytes)[..<16]))
            #expect(number(frame, 0, 4) == Int(naiveCRC(Array(frame[4...]), after: UInt32(start))))
            previous = Array(hash[..<16])
            at += length
        }
        #expect(at == file.count)

        let head = try #require(disk.contents(of: "head"))
        #expect(head.count == 8192)
        let slot = Array(head[4096...])
        #expect(Array(slot[..<48]) == Array("FGHEAD1\n".utf8) + le(0x0102, 8) + le(1, 8) + le(2, 8) + previous)
        #expect(number(slot, 4092, 4) == Int(naiveCRC(Array(slot[..<4092]))))
    }

    /// RFC 3720, B.4, and random bytes by both ways against the definition.
    @Test func checksum() {
        let zeros = [UInt8](repeating: 0, count: 32)
        #expect(Checksum.crc32c(zeros.span) == 0x8A91_36AA)
        var random = SplitMix64(seed: 1)
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            let start = UInt32.random(in: 0...UInt32.max, using: &random)
            let expected = naiveCRC(bytes, after: start)
            #expect(Checksum.crc32c(bytes.span, after: start) == expected)
            let portable = unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe faregate_crc32c_portable(start, buffer.baseAddress, buffer.count)
            }
            #expect(portable == expected)
        }
    }

    private func le(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
    }

    /// Bit by bit, polynomial 0x1EDC6F41 reversed.
    private func naiveCRC(_ bytes: [UInt8], after start: UInt32 = 0) -> UInt32 {
        var rest = ~start
        for byte in bytes {
            rest ^= UInt32(byte)
            for _ in 0..<8 { rest = rest & 1 == 1 ? rest >> 1 ^ 0x82F6_3B78 : rest >> 1 }
        }
        return ~rest
    }
}
