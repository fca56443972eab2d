/// Rules that a station does without for a while, whatever its lanes' modes.
///
/// - **Shape**: one byte, as the journal keeps it.
/// - **Source**: the degraded modes that Chinese fare collection names (operations.md, 8.3); what each does here is our
///   reading (Docs/gate.md).
package struct GateEasings: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// None, on the way of every tap: an empty literal runs through the library's general algebra.
    package static var none: GateEasings { GateEasings(rawValue: 0) }

    /// Who cannot pay now leaves and owes the fare.
    package static let chargeLater = GateEasings(rawValue: 1)
    /// Entry and exit need not alternate.
    package static let orderFree = GateEasings(rawValue: 2)
    /// Nobody pays for a long stay.
    package static let timeFree = GateEasings(rawValue: 4)
    /// A pass is good beyond its end.
    package static let dateFree = GateEasings(rawValue: 8)
    /// Nobody pays.
    package static let fareFree = GateEasings(rawValue: 16)
    /// Trains fail: who leaves pays nothing for the journey.
    package static let trainFault = GateEasings(rawValue: 32)

    /// Every easing that there is.
    package static let all: GateEasings = [.chargeLater, .orderFree, .timeFree, .dateFree, .fareFree, .trainFault]

    /// Each easing with its name in JSON, logs and commands, in the order of their bits.
    package static let named: [(easing: GateEasings, code: String)] = [
        (.chargeLater, "charge-later"), (.orderFree, "order-free"), (.timeFree, "time-free"),
        (.dateFree, "date-free"), (.fareFree, "fare-free"), (.trainFault, "train-fault"),
    ]

    /// The easing of a name; nil for none.
    package init?(code: String) {
        guard let found = Self.named.first(where: { $0.code == code }) else { return nil }
        self = found.easing
    }

    /// The names, in the order of their bits.
    package var codes: [String] { Self.named.filter { contains($0.easing) }.map(\.code) }
}
