import ArgumentParser
import Gate

/// The directions that a gate can be told; `bus` is no gate.
extension TapKind: ExpressibleByArgument {
    package init?(argument: String) {
        switch argument {
        case "entry": self = .entry
        case "exit": self = .exit
        default: return nil
        }
    }

    package static var allValueStrings: [String] { ["entry", "exit"] }
}
