/// The ways that a lane lets people through.
package struct LaneDirections: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Into the paid area.
    package static let entry = LaneDirections(rawValue: 1)
    /// Out of it.
    package static let exit = LaneDirections(rawValue: 2)
    /// Either way, one at a time.
    package static let twoWay: LaneDirections = [.entry, .exit]

    /// The word for it.
    package var code: String {
        self == .twoWay ? "two-way" : self == .entry ? "entry" : self == .exit ? "exit" : "none"
    }

    /// The ways of a word; nil for one that is none.
    package init?(code: String) {
        for ways in [Self.entry, .exit, .twoWay] where ways.code == code {
            self = ways
            return
        }
        return nil
    }

    /// The way of a tap; a bus has no lane.
    package init(_ kind: TapKind) {
        switch kind {
        case .entry: self = .entry
        case .exit: self = .exit
        case .bus: self = []
        }
    }
}
