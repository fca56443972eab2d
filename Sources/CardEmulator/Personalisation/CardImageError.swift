/// Why a text is no card image, with its line counted from 1.
package enum CardImageError: Error, Hashable, Sendable {
    /// The first line is not `faregate-card = 1`.
    case notACardImage
    /// The file was written by a later version.
    case unknownVersion(String)
    /// The second line is not `profile = ` and a profile's name.
    case noProfile(line: Int)
    /// Not of the form `name = value`.
    case malformed(line: Int)
    /// No such name.
    case unknownName(line: Int, name: String)
    /// A value that does not fit its name.
    case badValue(line: Int, name: String)
    /// A name that may stand once only.
    case duplicate(line: Int, name: String)
    /// A name that must stand in every image.
    case missing(name: String)
    /// The values do not fit together.
    case inconsistent(name: String)
}

extension CardImageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notACardImage: "line 1: not a card image (it begins with 'faregate-card = 1')"
        case .unknownVersion: "line 1: this version of card images is not known here"
        case .noProfile(let line): "line \(line): 'profile = NAME' must come second"
        case .malformed(let line): "line \(line): not 'name = value'"
        case .unknownName(let line, let name): "line \(line): unknown name\(Self.shown(name))"
        case .badValue(let line, let name): "line \(line): '\(name)' cannot have that value"
        case .duplicate(let line, let name): "line \(line): '\(name)' a second time"
        case .missing(let name): "'\(name)' is missing"
        case .inconsistent(let name): "'\(name)' does not fit the other values"
        }
    }

    /// A damaged line may begin with a card number, which is not said again.
    private static func shown(_ name: String) -> String {
        name.utf8.count { (0x30...0x39).contains($0) } >= 12 ? "" : " '\(name)'"
    }
}
