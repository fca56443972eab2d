/// Why an amount changed: one line of the explanation of a fare.
public enum FareReason: UInt8, Hashable, Sendable, CaseIterable {
    case baseFare
    case sameStation
    case businessCarriage
    case medium
    case concession
    case pass
    case transfer
    case promotion
    case overtime
    case missingEntry
    case missingExit
    case missingExitReversed
    case lateEntry
    case dayCap
    case weekCap

    /// The name in JSON and logs.
    public var code: String {
        switch self {
        case .baseFare: "base-fare"
        case .sameStation: "same-station"
        case .businessCarriage: "business-carriage"
        case .medium: "medium"
        case .concession: "concession"
        case .pass: "pass"
        case .transfer: "transfer"
        case .promotion: "promotion"
        case .overtime: "overtime"
        case .missingEntry: "missing-entry"
        case .missingExit: "missing-exit"
        case .missingExitReversed: "missing-exit-reversed"
        case .lateEntry: "late-entry"
        case .dayCap: "day-cap"
        case .weekCap: "week-cap"
        }
    }
}

/// One step of an explained fare: the reason, and the amount before and after it.
public struct FareStep: Hashable, Sendable {
    /// Why the amount changed.
    public let reason: FareReason
    /// The amount before, in fen.
    public let beforeFen: Int32
    /// The amount after, in fen.
    public let afterFen: Int32
}

/// The steps of one fare in order, kept in place so that pricing allocates nothing.
///
/// - **Limits**: ``capacity`` steps; the pipeline has fewer.
public struct FareSteps: Sendable {
    /// The most steps that a fare can have.
    public static let capacity = 10

    private var steps: InlineArray<10, FareStep>
    /// The number of steps.
    public private(set) var count = 0

    /// No step.
    public init() { steps = InlineArray(repeating: FareStep(reason: .baseFare, beforeFen: 0, afterFen: 0)) }

    /// The step at a position.
    public subscript(index: Int) -> FareStep {
        precondition(index < count, "no such step")
        return steps[index]
    }

    /// Adds a step; one of the same reason as the step before it is drawn together with that.
    public mutating func append(_ reason: FareReason, before: Int, after: Int) {
        if count > 0, steps[count - 1].reason == reason {
            steps[count - 1] = FareStep(
                reason: reason, beforeFen: steps[count - 1].beforeFen, afterFen: Int32(after))
            return
        }
        precondition(count < Self.capacity, "a fare has more steps than the pipeline")
        steps[count] = FareStep(reason: reason, beforeFen: Int32(before), afterFen: Int32(after))
        count += 1
    }

    /// The steps as a list, for output.
    public var list: [FareStep] { (0..<count).map { steps[$0] } }
}
