/// Why a station cannot be simulated as planned.
package enum StationPlanError: Error, Hashable, Sendable {
    /// Not 1 to ``StationPlan/mostGates`` gates.
    case gates(Int)
    /// Not 1 to ``StationPlan/mostMinutes`` minutes.
    case minutes(Int)
    /// A warm-up that leaves nothing to measure.
    case warmUp(Int, of: Int)
    /// The media's shares do not make 1.
    case shares(perMillion: Int)
    /// More than ``StationPlan/mostPerMinute`` riders a minute.
    case rate(perThousandMinutes: Int)
    /// More than ``StationPlan/mostRiders`` riders in one run.
    case tooManyRiders(Int)
    /// An endless queue of riders who take no time.
    case noTime
}

extension StationPlanError: CustomStringConvertible {
    /// The sentence for a person.
    package var description: String {
        switch self {
        case .gates(let count): "\(count) gates; expected 1 to \(StationPlan.mostGates)"
        case .minutes(let count): "\(count) minutes; expected 1 to \(StationPlan.mostMinutes)"
        case .warmUp(let count, let all): "a warm-up of \(count) minutes; expected 0 to \(all - 1)"
        case .shares(let sum): "the media's shares add up to \(DecimalText.text(thousandths: sum / 1000)); expected 1"
        case .rate(let rate):
            "\(DecimalText.text(thousandths: rate)) arrivals a minute; expected 0 to \(StationPlan.mostPerMinute)"
        case .tooManyRiders(let count): "\(count) riders in one run; expected at most \(StationPlan.mostRiders)"
        case .noTime: "riders who take no time cannot come from an endless queue; expected at least 50 ms each"
        }
    }
}
