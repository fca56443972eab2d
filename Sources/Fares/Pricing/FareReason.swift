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
/// - **Shape**: each step begins where the one before ended, the first at 0; so only reasons and ends are kept, 52
///   bytes.
/// - **Limits**: ``capacity`` steps; the pipeline has fewer.
public struct FareSteps: Sendable {
    /// The most steps that a fare can have.
    public static let capacity = 10

    private var reasons = InlineArray<10, FareReason>(repeating: .baseFare)
    private var ends = InlineArray<10, Int32>(repeating: 0)
    private var size: UInt8 = 0

    /// No step.
    public init() {}

    /// The number of steps.
    public var count: Int { Int(size) }

    /// The step at a position.
    public subscript(index: Int) -> FareStep {
        precondition(index < count, "no such step")
        return FareStep(reason: reasons[index], beforeFen: index == 0 ? 0 : ends[index - 1], afterFen: ends[index])
    }

    /// Adds a step from where the last one ended.
    public mutating func append(_ reason: FareReason, after: Int) {
        precondition(count < Self.capacity, "a fare has more steps than the pipeline")
        reasons[count] = reason
        ends[count] = Int32(after)
        size += 1
    }

    /// The steps as a list, for output.
    public var list: [FareStep] { (0..<count).map { self[$0] } }
}
