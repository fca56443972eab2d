import TestSupport
import Testing

@testable import TapLogs

/// Two names have one code only if they are one name, and the code gives the name back.
struct CardCodeTests {
    private static func code(_ name: [UInt8], _ slack: [UInt8], _ cards: CardDirectory) -> UInt64 {
        withWindow(name, slack: slack) { bytes, range in
            CardCode.packed(bytes, range) ?? CardCode.directory(cards.number(bytes.array(range)))
        }
    }

    private static func randomName(_ generator: inout SplitMix64) -> [UInt8] {
        func bytes(_ count: Int, _ alphabet: [UInt8]) -> [UInt8] {
            (0..<count).map { _ in generator.one(of: alphabet) }
        }
        switch generator.below(10) {
        case 0...3: return bytes(1 + generator.below(12), Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ@[\\]^_".utf8))
        case 4...6: return bytes(1 + generator.below(20), Array("0123456789".utf8))
        case 7, 8: return bytes(1 + generator.below(14), Array("AB01_-az".utf8))
        default: return Array("卡\(generator.below(1000))号".utf8)
        }
    }

    @Test func isInjectiveAndReversibleOnRandomNames() {
        var generator = SplitMix64(seed: 1)
        let cards = CardDirectory()
        var known: [UInt64: [UInt8]] = [:]
        let rounds = runsLongTests ? 1_000_000 : 100_000
        known.reserveCapacity(rounds)
        var failures: [String] = []
        for round in 0..<rounds where failures.count < 5 {
            let name = Self.randomName(&generator)
            let code = Self.code(name, hostileSlack[round % hostileSlack.count], cards)
            if let other = known[code], other != name {
                failures.append("\(name) and \(other) share a code")
            }
            known[code] = name
            let back = CardCode.name(of: code, in: cards)
            if Array(back.utf8) != name { failures.append("\(name) comes back as \(back)") }
        }
        #expect(failures == [])
    }

    @Test(arguments: [
        ("A", 0), ("CBEHFCFCG", 0), ("ABCDEFGHIJK", 0), ("@@@@@@@@", 0), ("________", 0), ("ABCDEFGH@", 0),
        ("ABCDEFGHIJKL", 2), ("a", 2), ("ABCDEFGHa", 2), ("ABCDEFG1", 2),
        ("0", 1), ("00000000", 1), ("0000000000000000", 1), ("9999999999999999", 1), ("12345678901234567", 2),
        ("1234A", 2), ("1234567890123456A", 2), ("-", 2), ("卡", 2),
    ])
    func choosesTheFormByTheName(name: String, form: UInt64) {
        let cards = CardDirectory()
        for slack in hostileSlack {
            let code = Self.code(Array(name.utf8), slack, cards)
            #expect(code >> 62 == form)
            #expect(CardCode.name(of: code, in: cards) == name)
        }
    }

    @Test func theSameDigitsWithOtherZerosAreOtherCards() {
        let cards = CardDirectory()
        let names = ["0", "00", "000", "1", "01", "001", "0000000000000001"]
        #expect(Set(names.map { Self.code(Array($0.utf8), hostileSlack[3], cards) }).count == names.count)
    }

    @Test func theDirectoryNumbersNamesInTheOrderTheyAreMet() {
        let cards = CardDirectory()
        #expect(["x", "y", "x", "", "y"].map { cards.number(Array($0.utf8)) } == [0, 1, 0, 2, 1])
        #expect((0..<3).map { cards.name($0) } == ["x", "y", ""])
    }
}
