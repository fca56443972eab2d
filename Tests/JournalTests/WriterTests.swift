import Journal
import Simulator
import Testing

/// Writing, closing, opening again.
struct WriterTests {
    @Test(arguments: Durability.allCases)
    func whatIsWrittenIsRead(durability: Durability) throws {
        let disk = SimulatedDisk(seed: 1)
        for round in 0..<3 {
            var found = TapNumbers()
            var writer = try JournalWriter.open(
                disk, device: Samples.device, newEpoch: 5, durability: durability, segmentLimit: 4000,
                visit: { header, body throws(BodyFault) in try found.take(header, body) })
            #expect(writer.recovery.isNew == (round == 0))
            #expect(writer.recovery.lastSequence == UInt64(round * 40))
            #expect(writer.recovery.tornBytes == 0)
            #expect(found.numbers == Array(0..<round * 40))
            for number in round * 40..<round * 40 + 40 {
                let sequence = try writer.append(Samples.tap(number), at: Samples.moment(number))
                #expect(sequence == UInt64(number + 1))
                if number % 3 == 0 { try writer.commit() }
            }
            try writer.close()
            disk.restartProcess()
        }
        let scan = try JournalReader.read(disk)
        #expect(scan.isSound)
        #expect(scan.lastSequence == 120)
        #expect(scan.segments >= 3)
        #expect(scan.anchor?.sequence == 120)
    }
}
