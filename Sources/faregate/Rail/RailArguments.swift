import ArgumentParser
import Fares
import SmartCard

extension Currency: ExpressibleByArgument {
    public init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}

/// Amounts and moments of the rail commands' options.
enum RailArguments {
    /// An amount such as `75` or `74.50`; a negative one is read and refused later by name.
    static func money(_ text: String, _ currency: Currency, option: String) throws -> Money {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? String(text.dropFirst()) : text
        guard let money = Money(decimal: digits, currency: currency) else { throw wrongUsage(.takesAmount(option)) }
        return isNegative ? Money(minorUnits: -money.minorUnits, currency: currency) : money
    }

    /// `YYYY-MM-DD HH:MM`, with or without seconds.
    static func moment(_ text: String, option: String) throws -> LocalTime {
        guard let time = LocalTime(text) ?? LocalTime(text + ":00") else { throw wrongUsage(.takesRailMoment(option)) }
        return time
    }
}

extension Money {
    /// Members of JSON that hold the amount: decimal, and in minor units.
    func json(_ name: String) -> [(String, JSONValue)] {
        [(name, .decimal(decimal)), ("\(name)_minor", .integer(minorUnits))]
    }
}
