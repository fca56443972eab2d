import Journal
import Simulator

extension FuzzTarget {
    private static let device = "SZ001-07"
    private static let moment = JournalMoment(wallMilliseconds: 1_535_700_000_000, monotonicNanoseconds: 1)

    /// The files of a journal with a few segments; its last records are not anchored.
    private static let soundFiles: [(name: String, bytes: [UInt8])] = {
        let disk = SimulatedDisk(seed: 1)
        do {
            var writer = try JournalWriter.open(
                disk, device: device, newEpoch: 1, durability: .power, segmentLimit: 400)
            for number in 0..<9 {
                try writer.append(JournalOpened(tapSequence: UInt64(number)), at: moment)
                try writer.append(JournalNote(text: "note \(number)"), at: moment)
                if number % 2 == 0 { try writer.commit() }
            }
            try writer.commit()
            return try disk.names().map { ($0, disk.contents(of: $0) ?? []) }
        } catch {
            preconditionFailure("a journal in memory: \(error)")
        }
    }()

    /// Changed files of a journal: what opens is sound afterwards, and goes on. Then any bytes as any body.
    static func journal(_ bytes: [UInt8]) {
        var source = FuzzBytes(bytes)
        let disk = SimulatedDisk(seed: 1)
        for file in soundFiles { disk.put(file.name, file.bytes) }
        for _ in 0..<Int(source.byte() & 3) + 1 { change(disk, &source) }
        do {
            var writer = try JournalWriter.open(
                disk, device: device, newEpoch: 2, durability: .power,
                visit: { header, body throws(BodyFault) in _ = try JournalEntry.read(header, body) })
            let sequence = try writer.append(JournalNote(text: "after"), at: moment)
            precondition(sequence == writer.recovery.lastSequence + 1)
            try writer.close()
            let scan = try JournalReader.read(disk)
            precondition(scan.isSound && scan.lastSequence == sequence && scan.tornTailBytes == 0)
        } catch {
            // Refused by name: that is what damage is for.
            precondition(!"\(error)".isEmpty)
        }
        bodies(source.rest())
    }

    private static func change(_ disk: SimulatedDisk, _ source: inout FuzzBytes) {
        let names = ((try? disk.names()) ?? []).sorted()
        guard !names.isEmpty else { return }
        let name = names[Int(source.byte()) % names.count]
        var bytes = disk.contents(of: name) ?? []
        let at = bytes.isEmpty ? 0 : source.number() % bytes.count
        switch source.byte() % 5 {
        case 0: if !bytes.isEmpty { bytes[at] ^= source.byte() }
        case 1: bytes.removeLast(bytes.count - at)
        case 2: bytes += source.take(Int(source.byte()))
        case 3: bytes.insert(contentsOf: source.take(Int(source.byte() & 15)), at: at)
        default:
            let count = min(Int(source.byte()), bytes.count - at)
            bytes.removeSubrange(at..<at + count)
        }
        disk.put(name, bytes)
    }

    /// Reading a body takes bytes as they are, or says where they make no sense.
    private static func bodies(_ bytes: [UInt8]) {
        _ = try? JournalTap.read(bytes.span)
        _ = try? JournalOpened.read(bytes.span)
        _ = try? JournalPurse.read(bytes.span)
        _ = try? JournalTorn.read(bytes.span)
        _ = try? JournalStart.read(bytes.span)
        _ = try? JournalSweep.read(bytes.span)
        _ = try? JournalKeyChange.read(bytes.span)
        _ = try? JournalNote.read(bytes.span)
        _ = try? DeviceKeyFile.keys(bytes[...], path: "key")
    }
}
