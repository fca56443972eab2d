/// The ways in which one frame is looked at, in the order of ``LadderStep``.
package struct LadderSteps: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let raw = LadderSteps(rawValue: LadderStep.raw.rawValue)
    package static let stretched = LadderSteps(rawValue: LadderStep.stretched.rawValue)
    package static let smoothed = LadderSteps(rawValue: LadderStep.smoothed.rawValue)
    package static let inverted = LadderSteps(rawValue: LadderStep.inverted.rawValue)
    package static let zbar = LadderSteps(rawValue: LadderStep.zbar.rawValue)
    /// For one still picture.
    package static let all: LadderSteps = [.raw, .stretched, .smoothed, .inverted, .zbar]
}
