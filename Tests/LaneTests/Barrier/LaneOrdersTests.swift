import Fares
import Gate
import Journal
import Testing

@testable import Lane

/// Whose orders a lane goes on with: by its name, or those of the last lane in its place, if that is there no more.
struct LaneOrdersTests {
    private static let station = "SZ001"

    /// The orders of a gate's lanes, of which each start and each order is a record.
    private struct Gate {
        var orders = LaneOrders()
        var lanes: [String] = []
        var held: [String: StandingOrders] = [:]

        /// A start with these lanes.
        mutating func start(_ ids: [String]) {
            lanes = ids
            let found = ids.indices.map { place in
                orders.orders(lane: UInt8(place), id: ids[place], of: ids, station: station).orders
            }
            for (id, orders) in zip(ids, found) { order(id, orders) }
        }

        mutating func order(_ id: String, _ standing: StandingOrders) {
            guard let place = lanes.firstIndex(of: id) else { return }
            held[id] = standing
            orders.take(
                JournalMode(
                    lane: UInt8(place), old: .normal, new: standing.release == nil ? standing.mode : .emergency,
                    easings: standing.easings, cause: .command, time: LocalTime(seconds: 1),
                    station: JournalStation(index: StationIndex(1), id: station),
                    standing: .init(id: id, mode: standing.mode, release: standing.release)))
        }
    }

    private static let released = StandingOrders(mode: .normal, release: .command, easings: [])

    @Test("a lane that is given another name goes on; a new one in its place later takes nothing of the old name's")
    func renamed() {
        var gate = Gate()
        gate.start(["X"])
        gate.order("X", Self.released)
        gate.start(["A"])
        #expect(gate.held["A"]?.release == .command)
        gate.order("A", StandingOrders())
        gate.start(["N", "A"])
        #expect(gate.held["N"]?.isEmpty == true && gate.held["A"]?.isEmpty == true)
    }

    @Test("a lane gets its old name back: what was ordered under the other one holds, not what held before that")
    func renamedBack() {
        var gate = Gate()
        gate.start(["A", "B"])
        gate.order("B", Self.released)
        gate.start(["A", "X"])
        #expect(gate.held["X"]?.release == .command)
        gate.order("X", StandingOrders())
        gate.start(["A", "B"])
        #expect(gate.held["B"]?.isEmpty == true)
        // And the other way round.
        gate.start(["A", "X"])
        gate.order("X", Self.released)
        gate.start(["A", "B"])
        #expect(gate.held["B"]?.release == .command && gate.held["A"]?.isEmpty == true)
        // Two that change places keep what is theirs.
        gate.start(["B", "A"])
        #expect(gate.held["B"]?.release == .command && gate.held["A"]?.isEmpty == true)
    }

    @Test("a lane that comes back keeps its orders though one of another station has stood in its place since")
    func anotherStation() {
        var orders = LaneOrders()
        func order(_ id: String, _ station: String, _ mode: GateMode) {
            orders.take(
                JournalMode(
                    lane: 0, old: .normal, new: mode, easings: [], cause: .command, time: LocalTime(seconds: 1),
                    station: JournalStation(index: StationIndex(1), id: station),
                    standing: .init(id: id, mode: mode, release: nil)))
        }
        order("A", "SZ001", .maintenance)
        order("B", "SZ002", .closed)
        #expect(orders.orders(lane: 0, id: "A", of: ["A"], station: "SZ001").orders.mode == .maintenance)
        #expect(orders.orders(lane: 0, id: "C", of: ["C"], station: "SZ001").orders.isEmpty)
        #expect(orders.orders(lane: 0, id: "C", of: ["C"], station: "SZ002").orders.mode == .closed)
    }

    @Test("the last lane of a place is gone: the next one there goes on; it is still there: nobody takes anything")
    func replaced() {
        var gate = Gate()
        gate.start(["A", "B"])
        gate.order("B", Self.released)
        gate.start(["A", "C"])
        #expect(gate.held["C"]?.release == .command)
        gate.start(["C", "D", "A"])
        #expect(gate.held["C"]?.release == .command && gate.held["D"]?.isEmpty == true)
    }
}
