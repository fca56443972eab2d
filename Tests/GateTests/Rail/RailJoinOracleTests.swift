import Fares
import Gate
import TestSupport
import Testing

/// Random sequences of tickets, documents and silence against the rules told a second time, over the whole history.
struct RailJoinOracleTests {
    private struct Event {
        let milliseconds: UInt64
        /// A ticket's letter, a document's number, or nothing for a tick.
        let shown: String
    }

    /// What an event ends with, told from the list of all events: who waits is found by walking back.
    private struct Oracle {
        /// The letter or number that waits, and since when.
        var waiting: (shown: String, since: UInt64)?

        mutating func answer(_ event: Event) -> String {
            var parts: [String] = []
            if let first = waiting, event.milliseconds > first.since + 3000 {
                parts.append(ending(first.shown))
                waiting = nil
            }
            guard event.shown != "" else { return parts.isEmpty ? "-" : parts.joined(separator: ", ") }
            let isDocument = Int(event.shown) != nil
            if let first = waiting, (Int(first.shown) != nil) == isDocument, first.shown != event.shown,
                event.shown != "X", event.shown != "0"
            {
                parts.append(ending(first.shown))
                waiting = nil
            }
            parts.append(isDocument ? document(event) : ticket(event))
            return parts.joined(separator: ", ")
        }

        private mutating func ticket(_ event: Event) -> String {
            let owners = ["A": "1", "a": "1", "B": "2"]
            if event.shown == "X" { return "-00999" }
            let before = waiting
            if event.shown == before?.shown { return wait("document", before?.since ?? 0, event.shown) }
            waiting = nil
            switch event.shown {
            case "W": return "-00802 W"
            case "U": return "admit U"
            default: break
            }
            guard let before else {
                waiting = (event.shown, event.milliseconds)
                return wait("document", event.milliseconds, event.shown)
            }
            return before.shown == owners[event.shown] ? "admit \(event.shown)" : "-00801 \(event.shown)"
        }

        private mutating func document(_ event: Event) -> String {
            let owners = ["A": "1", "a": "1", "B": "2"]
            if event.shown == "0" { return "-00999" }
            let before = waiting
            if event.shown == before?.shown { return wait("ticket", before?.since ?? 0, "") }
            waiting = nil
            if let before {
                return owners[before.shown] == event.shown ? "admit \(before.shown)" : "-00801 \(before.shown)"
            }
            if event.shown == "3" { return "admit P" }
            waiting = (event.shown, event.milliseconds)
            return wait("ticket", event.milliseconds, "")
        }

        private func wait(_ missing: String, _ since: UInt64, _ ticket: String) -> String {
            "wait \(missing) \(since + 3000)" + (ticket.isEmpty ? "" : " \(ticket)")
        }

        private func ending(_ shown: String) -> String { "-00999" + (Int(shown) == nil ? " \(shown)" : "") }
    }

    @Test(arguments: UInt64(0)..<16)
    func agrees(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let local = try #require(LocalTime("2018-09-24 09:00:00"))
        var join = RailJoin(
            try RailScene.check(),
            reservations: try RailScene.reservations(
                "P,0000000000000003,IOQ,XJA,G5711,2018-09-24,1,O,5,,no,valid\n"))
        var oracle = Oracle()
        var milliseconds: UInt64 = 0
        var seen: Set<String> = []
        for _ in 0..<1000 {
            milliseconds += random.one(of: [0, 1, 40, 1000, 2999, 3000, 3001, 5000])
            let shown = random.one(of: ["", "A", "a", "B", "U", "W", "X", "0", "1", "2", "3", "9", "A", "1"])
            let moment = RailMoment(local, milliseconds: milliseconds)
            let actions: [RailAction]
            switch shown {
            case "": actions = join.tick(moment)
            case "0"..."9": actions = join.document(shown == "0" ? nil : UInt64(shown), at: moment)
            default: actions = join.ticket(try RailJoinTests.ticket(shown), at: moment)
            }
            let expected = oracle.answer(Event(milliseconds: milliseconds, shown: shown))
            let words = RailJoinTests.words(actions)
            #expect(words == expected, "\(shown) at \(milliseconds)")
            seen.formUnion(actions.map { $0.verdict.code })
        }
        #expect(seen == ["000000", "-00801", "-00802", "-00888", "-00999"])
    }
}
