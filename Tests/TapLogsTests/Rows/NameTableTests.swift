import TestSupport
import Testing

@testable import TapLogs

/// A name table against a Dictionary.
struct NameTableTests {
    private static func randomName(_ generator: inout SplitMix64) -> String {
        // Few letters and lengths about the word edges, so that names share their ends.
        let length = generator.one(of: [1, 2, 6, 7, 8, 9, 10, 15, 16, 17, 18, 24, 25, 40])
        if generator.oneIn(5) { return String((0..<(length + 2) / 3).map { _ in generator.one(of: Array("深大圳站")) }) }
        return String((0..<length).map { _ in generator.one(of: Array("ab\0")) })
    }

    @Test(arguments: 0..<16)
    func agreesWithADictionary(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        let capacity = generator.one(of: [0, 1, 10, 300])
        var table = NameTable(capacity: capacity)
        var known: [String: Int] = [:]
        for number in 0..<generator.below(capacity + 1) {
            let name = Self.randomName(&generator)
            table.insert(name, number: number)
            if known[name] == nil { known[name] = number }
        }
        var failures: [String] = []
        for round in 0..<3000 {
            let name = generator.oneIn(2) ? Self.randomName(&generator) : known.keys.sorted().first ?? "a"
            let slack = hostileSlack[round % hostileSlack.count]
            let got = withWindow(Array(name.utf8), slack: slack) { table.number($0, $1) }
            if got != known[name] { failures.append("\(name.debugDescription): \(String(describing: got))") }
        }
        for (name, number) in known where (withWindow(name) { table.number($0, $1) }) != number {
            failures.append("\(name.debugDescription) is lost")
        }
        #expect(failures == [])
    }

    @Test func anEmptyNameIsNeverKnown() {
        var table = NameTable(capacity: 4)
        table.insert("", number: 7)
        #expect(withWindow("") { table.number($0, $1) } == nil)
    }

    @Test func namesThatDifferOnlyInTheMiddleAreApart() {
        var table = NameTable(capacity: 4)
        let names = ["12345678-A-12345678", "12345678-B-12345678"]
        for (number, name) in names.enumerated() { table.insert(name, number: number) }
        #expect(names.map { name in withWindow(name) { table.number($0, $1) } } == [0, 1])
        #expect(withWindow("12345678-C-12345678") { table.number($0, $1) } == nil)
    }
}
