/// Why a day cannot be simulated on a network.
package enum SimulationError: Error, Hashable, Sendable {
    /// Fewer than one or more than ``CityDay/maximumTaps`` rows are asked for.
    case tapsOutOfRange(Int)
    /// A name holds a comma, a quote or a control character, or is longer than 200 bytes, and would break the log.
    case unwritableName(String)
    /// The network and the pricer do not list the same stations.
    case stationsDiffer
    /// The fares of the network have too many different values.
    case tooManyAmounts(Int)
    /// The tariff does not know a medium that is needed.
    case noMedium(String)
}

extension SimulationError: CustomStringConvertible {
    /// The sentence for a person.
    package var description: String {
        switch self {
        case .tapsOutOfRange(let taps):
            "\(taps) taps are out of range; expected 1 to \(CityDay.maximumTaps)"
        case .unwritableName(let name):
            "the name \"\(name)\" cannot stand in a tap log; expected at most 200 bytes without comma or quote"
        case .stationsDiffer:
            "the network and its folder do not list the same stations"
        case .tooManyAmounts(let count):
            "the network has \(count) different fares; expected at most 65536"
        case .noMedium(let medium):
            "the tariff has no medium \(medium)"
        }
    }
}
