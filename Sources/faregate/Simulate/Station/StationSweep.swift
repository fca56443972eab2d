import Simulator

/// What is varied from one point of a sweep to the next: `gates=4..16` or `arrivals=60..240/20`.
struct StationSweep: Equatable {
    /// The most points.
    static let mostPoints = 128

    enum Axis: String {
        case gates
        case arrivals
    }

    let axis: Axis
    /// Gates, or arrivals a minute.
    let values: [Int]

    /// Reads the written form; nil if it is not one. Without a step gates go by 1, arrivals by 10.
    init?(_ text: String) {
        let sides = text.split(separator: "=", omittingEmptySubsequences: false)
        guard sides.count == 2, let axis = Axis(rawValue: String(sides[0])) else { return nil }
        let parts = sides[1].split(separator: "/", omittingEmptySubsequences: false)
        let ends = parts[0].split(separator: "..", omittingEmptySubsequences: false).map { Self.number(String($0)) }
        let step = parts.count == 2 ? Self.number(String(parts[1])) : axis == .gates ? 1 : 10
        guard parts.count <= 2, ends.count == 2, let first = ends[0], let last = ends[1], let step, first >= 1,
            step >= 1,
            first <= last, last <= (axis == .gates ? StationPlan.mostGates : StationPlan.mostPerMinute),
            (last - first) / step < Self.mostPoints
        else { return nil }
        self.axis = axis
        values = Array(stride(from: first, through: last, by: step))
    }

    private static func number(_ text: String) -> Int? {
        guard text.utf8.count <= 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    /// A plan at one of the points.
    func plan(_ plan: StationPlan, at value: Int) -> StationPlan {
        var changed = plan
        switch axis {
        case .gates: changed.gates = value
        case .arrivals:
            if case .even = plan.arrivals {
                changed.arrivals = .even(perThousandMinutes: value * 1000)
            } else {
                changed.arrivals = .chance(perThousandMinutes: value * 1000)
            }
        }
        return changed
    }
}
