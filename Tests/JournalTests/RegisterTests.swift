import Fares
import Foundation
import Gate
import Journal
import Simulator
import TestSupport
import Testing

/// Registers: counted while writing, written down when due, recomputed from the bytes.
struct RegisterTests {
    @Test("a journal with a tap of each of many days is counted by the day that is asked for, and by no other")
    func manyDays() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .none)
        for number in 0..<300 {
            var tap = Samples.tap(1)
            tap.serviceDate = ServiceDate(dayNumber: 1000 + Int32(number))
            try writer.append(tap, at: Samples.moment(number))
        }
        try writer.close()
        disk.restartProcess()
        for (day, approved) in [(1000, 1), (1299, 1), (999, 0)] as [(Int32, UInt64)] {
            var check = RegisterCheck(day: ServiceDate(dayNumber: day))
            _ = try JournalReader.read(disk) { (header, body) throws(BodyFault) in try check.take(header, body) }
            #expect(check.ofDay.lines.reduce(0) { $0 + $1.approved } == approved)
            #expect(check.counted.lines.reduce(0) { $0 + $1.approved } == 300)
        }
    }

    private struct Naive: Equatable {
        var lines: [String: [Int64]] = [:]

        mutating func add(_ name: String, _ place: Int, _ fen: Int64) {
            lines[name, default: [0, 0, 0, 0]][place] += 1
            if place == 0 { lines[name]?[fen >= 0 ? 2 : 3] += abs(fen) }
        }
    }

    private static func text(_ registers: AuditRegisters) -> [String: [Int64]] {
        var lines: [String: [Int64]] = [:]
        for line in registers.lines {
            lines["\(line.medium) \(line.kind.code)"] = [
                Int64(line.approved), Int64(line.refused), Int64(line.chargedFen), Int64(line.returnedFen),
            ]
        }
        return lines
    }

    /// Random taps, sweeps and debits over several openings: the register, its bytes, and a naive count agree.
    @Test(arguments: 0..<4)
    func countedAsNaively(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let disk = SimulatedDisk(seed: 1)
        var naive = Naive()
        for opening in 0..<3 {
            disk.restartProcess()
            var writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .none)
            if opening > 0 { #expect(Self.text(writer.registers) == naive.lines) }
            for number in 0..<60 {
                let moment = Samples.moment(number)
                switch random.below(6) {
                case 0:
                    let fen = Int64(random.below(2000))
                    try writer.append(
                        JournalSweep(
                            token: Samples.token(1), serviceDate: ServiceDate(dayNumber: 17_774),
                            entry: JournalTap.Entry(time: LocalTime(seconds: 5), station: nil), chargeFen: fen),
                        at: moment)
                    naive.add(" sweep", 0, fen)
                case 1:
                    let states = JournalPurse.State.allCases
                    let state = random.one(of: states)
                    let fen = Int64(random.below(900))
                    try writer.append(
                        JournalPurse(
                            state: state, token: Samples.token(2), counter: 1, amountFen: fen, balanceFen: 1,
                            cardTime: 1), at: moment)
                    if state == .proven { naive.add(" purse", 0, fen) }
                    if state == .unresolved { naive.add(" purse", 1, 0) }
                default:
                    var tap = Samples.tap(random.below(1000))
                    tap.medium = random.one(of: ["quickpass", "qr-code", "a-medium-of-more-than-fifteen-bytes"])
                    tap.chargeFen = Int64(random.below(3000)) - 500
                    tap.outcome = random.oneIn(4) ? .refused : .open
                    // Such a tap is written in form 2.
                    if random.oneIn(3) { tap.easings = .all }
                    try writer.append(tap, at: moment)
                    let kind = tap.kind == .entry ? "entry" : "exit"
                    naive.add("\(tap.medium) \(kind)", tap.outcome == .open ? 0 : 1, tap.chargeFen)
                }
            }
            #expect(Self.text(writer.registers) == naive.lines)
            try writer.appendRegisters(at: Samples.moment(0))
            try writer.close()
        }
        var check = RegisterCheck()
        _ = try JournalReader.read(disk) { (header, body) throws(BodyFault) in try check.take(header, body) }
        #expect(check.compared == 3 && check.differences.isEmpty)
        #expect(Self.text(check.counted) == naive.lines)
    }

    @Test(
        "after enough records, and before the first tap of a later service day, a journal that keeps registers writes them"
    )
    func whenDue() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .none)
        try writer.append(Samples.tap(1), at: Samples.moment(1))
        var next = Samples.tap(2)
        next.serviceDate = ServiceDate(dayNumber: 17_775)
        #expect(try writer.append(next, at: Samples.moment(2)) == 2, "a journal that keeps none")
        try writer.appendRegisters(at: Samples.moment(3))
        next.serviceDate = ServiceDate(dayNumber: 17_776)
        #expect(try writer.append(next, at: Samples.moment(4)) == 4, "nothing was counted since")
        next.serviceDate = ServiceDate(dayNumber: 17_777)
        #expect(try writer.append(next, at: Samples.moment(5)) == 6)
        for number in 0..<5000 {
            try writer.append(Samples.tap(number), at: Samples.moment(number))
            try writer.commit()
        }
        #expect(writer.lastSequence == 6 + 5000 + 1)
        try writer.close()
    }

    @Test func moreMediaThanLines() throws {
        var registers = AuditRegisters()
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .none)
        for number in 0..<200 {
            var tap = Samples.tap(number)
            tap.medium = String(repeating: "m", count: 60) + "\(number)"
            try writer.append(tap, at: Samples.moment(number))
        }
        registers = writer.registers
        #expect(registers.lines.count <= AuditRegisters.mostLines)
        #expect(registers.lines.reduce(0) { $0 + $1.approved } == 200)
        #expect(registers.lines.contains { $0.medium == AuditRegisters.otherMedia })
        try writer.appendRegisters(at: Samples.moment(0))
        try writer.close()
        #expect(try JournalReader.read(disk).isSound)
    }

    @Test("a register that says something else is named")
    func aFalseRegister() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .none)
        try writer.append(Samples.tap(2), at: Samples.moment(1))
        let register = JournalRegister(registers: writer.registers)
        try writer.append(Samples.tap(4), at: Samples.moment(2))
        try writer.append(register, at: Samples.moment(3))
        try writer.close()
        var check = RegisterCheck()
        _ = try JournalReader.read(disk) { (header, body) throws(BodyFault) in try check.take(header, body) }
        let difference = try #require(check.differences.first)
        #expect(difference.sequence == 3 && difference.medium == "quickpass" && difference.kind == .entry)
        #expect(difference.written?.approved == 1 && difference.counted?.approved == 2)
        #expect("\(difference)".hasPrefix("record 3, quickpass entry: the register says 1 approved"))
    }
}
