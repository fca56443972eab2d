/// Spreads the ladder over the frames of a stream, so that a frame costs about as much as one look.
///
/// A rider holds a code still for several frames, so that each step has its turn; most frames of a gate's day show
/// none.
///
/// - **Shape**: a frame is looked at in one way; every eighth one by zbar as well.
package struct LadderSchedule: Hashable, Sendable {
    /// Frames without a symbol since the last one with, or since the start; begins again after eight.
    private var misses = 0

    private static let period = 8

    package init() {}

    /// How the next frame is looked at.
    package var steps: LadderSteps {
        switch misses {
        case 0, 4: .raw
        case 1, 5: .stretched
        case 2: .inverted
        case 6: [.raw, .zbar]
        default: .smoothed
        }
    }

    /// Hears what came of a frame.
    package mutating func note(found: Bool) { misses = found ? 0 : (misses + 1) % Self.period }
}
