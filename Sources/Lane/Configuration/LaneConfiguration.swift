import Gate
import QRTickets

/// One lane of a configuration.
package struct LaneConfiguration: Hashable, Sendable {
    /// Which ways people may go.
    package enum Direction: String, Hashable, Sendable, CaseIterable {
        case entry
        case exit
        case twoWay = "two-way"

        /// The ways as a tap names them.
        package var kinds: [TapKind] {
            switch self {
            case .entry: [.entry]
            case .exit: [.exit]
            case .twoWay: [.entry, .exit]
            }
        }
    }

    /// A scanner of codes.
    package struct Scanner: Hashable, Sendable {
        package var device: ConfigurationPath
        package var rate = 115_200
        package var encoding = FramerSettings.Encoding.automatic
        package var suffix = FramerSettings.Suffix.none
    }

    /// A camera's stream of frames.
    package struct Camera: Hashable, Sendable {
        package var source: ConfigurationPath
        package var frames: ConfigurationValue<String>
    }

    /// Emulated cards instead of a reader.
    package struct Deck: Hashable, Sendable {
        /// The profile, or the broken card's case.
        package var profile: ConfigurationValue<String>
        /// How many cards of different numbers take turns.
        package var cards = 1
        package var intervalMilliseconds = 3000
        /// How many taps; nil: without end.
        package var count: Int?
        /// A socket at which riders ask for their card to be presented; nil: they take turns.
        package var riders: ConfigurationPath?
    }

    /// A key module in a slot.
    package struct KeyModule: Hashable, Sendable {
        package var reader: String
        /// The application to select, as hex.
        package var application: String?
        package var sendsIssuer = false
    }

    /// What takes media for one way through the lane.
    package struct Way: Hashable, Sendable {
        package var direction: TapKind
        package var reader: ConfigurationValue<String>?
        package var scanner: Scanner?
        package var camera: Camera?
        package var deck: Deck?
    }

    /// The longest name of a lane, in characters.
    package static let longestID = 32

    /// The lane's name.
    package var id: ConfigurationValue<String>
    package var direction: Direction
    /// One way, or two.
    package var ways: [Way]
    package var keyModule: ConfigurationValue<KeyModule>?
    /// The lane's own station; nil: the gate's.
    package var station: ConfigurationValue<String>?
    package var barrier: BarrierConfiguration
    /// The media that are taken here; nil: all of the tariff.
    package var media: [String]?
}
