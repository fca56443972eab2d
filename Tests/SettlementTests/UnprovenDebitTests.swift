import Fares
import Gate
import Journal
import Settlement
import Simulator
import Testing

/// Debits whose end no record tells: sent and nothing more, or a tap that its proof has never followed.
struct UnprovenDebitTests {
    private static func start(_ hour: Int) -> (any JournalBody, JournalMoment) {
        let start = JournalStart(
            software: "1", fares: BatchChain.fares, denyListVersion: 0, station: nil, recordsFound: 1, tornBytes: 0)
        return (start, JournalEndTests.moment(hour))
    }

    private static func tap(_ hour: Int, counter: UInt16) -> (any JournalBody, JournalMoment) {
        (JournalEndTests.tap("t-union", hour, fen: 855, counter: counter), JournalEndTests.moment(hour))
    }

    private static func purse(
        _ state: JournalPurse.State, _ counter: UInt32, tap: UInt64 = 0, hour: Int = 9, day: Int32 = 0
    ) -> (any JournalBody, JournalMoment) {
        var purse = JournalEndTests.purse(state, counter: counter)
        purse.tapSequence = tap
        return (purse, JournalEndTests.moment(hour, day: day))
    }

    private static func rows(_ chain: BatchChain) -> [String] {
        chain.all.map { batch in
            batch.doubtful.map { "\($0.id.sequence) \($0.state) \($0.amountFen)" }.joined(separator: "; ")
        }
    }

    /// What stands in the journal of a gate that is gone for good, and what the back office gets.
    @Test(
        "what was sent and never came to an end is listed by its own record where the journal will not go on",
        arguments: [
            ([(JournalPurse.State.intended, UInt32(5), 0 as UInt64)], "1 open 855"),
            ([(.intended, 5, 0), (.unknown, 5, 0)], "1 open 855"),
            ([(.unknown, 5, 0)], "1 open 855"),
            // Another one of the same card.
            ([(.intended, 5, 0), (.void, 5, 0), (.intended, 6, 0)], "3 open 855"),
            ([(.intended, 5, 0), (.void, 5, 0)], ""),
            ([(.intended, 5, 0), (.unresolved, 5, 0)], "2 unresolved 855"),
        ])
    func sentAndNothingMore(records: [(JournalPurse.State, UInt32, UInt64)], expected: String) throws {
        let disk = SimulatedDisk(seed: 1)
        try JournalEndTests.write(disk, records.map { Self.purse($0.0, $0.1, tap: $0.2) } + [Self.tapOfAnother])
        var chain = BatchChain(TapScene.date, try TapScene.book())
        for _ in 0..<2 { try chain.settle([disk], isFinal: true) }
        #expect(Self.rows(chain) == [expected])
        var going = BatchChain(TapScene.date, try TapScene.book())
        try going.settle([disk])
        #expect(!Self.rows(going)[0].contains("open"), "the gate may come back, and the card too")
    }

    private static let tapOfAnother: (any JournalBody, JournalMoment) = (
        JournalEndTests.tap("qr-code", 8), JournalEndTests.moment(8)
    )

    @Test("a tap ends the debit that it was recorded for, with its proof or without, and no other")
    func endedByItsTap() throws {
        let disk = SimulatedDisk(seed: 1)
        try JournalEndTests.write(
            disk,
            [
                Self.purse(.intended, 5), Self.tap(9, counter: 5), Self.purse(.proven, 5, tap: 2),
                Self.purse(.intended, 6), Self.tap(10, counter: 7), Self.start(11),
            ])
        var chain = BatchChain(TapScene.date, try TapScene.book())
        try chain.settle([disk], isFinal: true)
        #expect(Self.rows(chain) == ["4 open 855"])
        #expect(chain.all[0].proofs.map(\.record) == [3])
    }

    /// Listed under `--final`, and then the gate came back: what a later row says of the same record.
    @Test(
        "a debit that was listed as open is taken back where the journal tells its end after all, once",
        arguments: [
            ([(JournalPurse.State.void, UInt32(5), 0 as UInt64)], nil as UInt16?, "1 void -855"),
            ([(.unresolved, 5, 0)], nil, "1 replaced -855; 3 unresolved 855"),
            ([(.proven, 5, 3)], 5, "1 replaced -855"),
            ([], 5, "1 replaced -855; 3 no-proof 855"),
            ([(.unknown, 5, 0)], nil, ""),
        ])
    func cameBack(records: [(JournalPurse.State, UInt32, UInt64)], tap: UInt16?, expected: String) throws {
        let disk = SimulatedDisk(seed: 1)
        try JournalEndTests.write(disk, [Self.purse(.intended, 5), Self.tapOfAnother])
        var chain = BatchChain(TapScene.date, try TapScene.book())
        try chain.settle([disk], isFinal: true)
        #expect(Self.rows(chain) == ["1 open 855"])
        let more = tap.map { [Self.tap(9, counter: $0)] } ?? []
        try JournalEndTests.write(disk, more + records.map { Self.purse($0.0, $0.1, tap: $0.2) } + [Self.start(10)])
        for _ in 0..<2 { try chain.settle([disk]) }
        #expect(Self.rows(chain).dropFirst().joined(separator: " | ") == expected)
        #expect(try chain.settled().doubtful.open.count == (expected.hasSuffix(" 855") ? 1 : expected.isEmpty ? 1 : 0))
    }

    /// Killed between tap and proof, started again: the tap is the journal's last record no more, and no proof ever
    /// comes.
    @Test("a tap whose proof was lost is listed, whatever comes after it", arguments: [false, true])
    func proofLost(rides: Bool) throws {
        let disk = SimulatedDisk(seed: 1)
        try JournalEndTests.write(disk, [Self.purse(.intended, 5), Self.tap(9, counter: 5)])
        var chain = BatchChain(TapScene.date, try TapScene.book())
        try chain.settle([disk])
        #expect(chain.all.isEmpty && chain.heldBack.count == 1)
        var more = [Self.start(10)]
        if rides {
            more += [Self.purse(.intended, 6), Self.tap(11, counter: 6), Self.purse(.proven, 6, tap: 5)]
        }
        try JournalEndTests.write(disk, more)
        for _ in 0..<2 { try chain.settle([disk]) }
        #expect(chain.heldBack.isEmpty && chain.all.count == 1)
        #expect(Self.rows(chain) == ["2 no-proof 855"])
        #expect(chain.all[0].collectFen == (rides ? 1710 : 855) && chain.all[0].proofs.count == (rides ? 1 : 0))
        var next = BatchChain(ServiceDate(dayNumber: TapScene.date.dayNumber + 1), try TapScene.book())
        try next.settle([disk])
        #expect(next.all.isEmpty, "it is of the tap's service day")
    }

    @Test("a journal that will not go on keeps back nothing that a clock has dated ahead", arguments: [false, true])
    func datedAhead(isFinal: Bool) throws {
        let disk = SimulatedDisk(seed: 1)
        try JournalEndTests.write(disk, [Self.tapOfAnother, Self.purse(.unresolved, 5, day: 1200)])
        var chain = BatchChain(TapScene.date, try TapScene.book())
        for _ in 0..<2 { try chain.settle([disk], isFinal: isFinal) }
        #expect(Self.rows(chain) == [isFinal ? "2 unresolved 855" : ""])
    }

    @Test("a late proof makes its line once: without the journal nothing is taken back")
    func lateProofStays() throws {
        let disk = SimulatedDisk(seed: 1)
        var entry = JournalEndTests.tap("t-union", 9, counter: 5)
        (entry.kind, entry.reason) = (.entry, .entered)
        try JournalEndTests.write(disk, [Self.purse(.intended, 5), (entry, JournalEndTests.moment(9))])
        var chain = BatchChain(TapScene.date, try TapScene.book())
        try chain.settle([disk], isFinal: true)
        var proof = JournalEndTests.purse(.proven, counter: 5)
        (proof.tapSequence, proof.amountFen) = (2, 0)
        try JournalEndTests.write(disk, [(proof, JournalEndTests.moment(9))])
        for disks in [[disk], [], [disk], []] { try chain.settle(disks) }
        #expect(chain.batches.count == 2 && chain.all[1].lines.map(\.reason) == ["purse"])
    }
}
