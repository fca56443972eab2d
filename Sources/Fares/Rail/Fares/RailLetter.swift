/// The letter of a train's number, on which its fare depends.
public enum RailLetter: String, Hashable, Sendable, CaseIterable {
    /// 高速动车组: 300 km/h and more.
    case g = "G"
    /// 动车组: up to 250 km/h.
    case d = "D"
    /// 城际动车组: intercity.
    case c = "C"

    /// Reads `G`, `D` or `C`, small letters too; nil for another.
    public init?(_ text: String) { self.init(rawValue: text.uppercased()) }

    var number: Int {
        switch self {
        case .g: 0
        case .d: 1
        case .c: 2
        }
    }
}
