/// The kinds of symbol that are looked for.
package struct Symbologies: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let qr = Symbologies(rawValue: Symbology.qr.rawValue)
    package static let aztec = Symbologies(rawValue: Symbology.aztec.rawValue)
    package static let dataMatrix = Symbologies(rawValue: Symbology.dataMatrix.rawValue)
    package static let all: Symbologies = [.qr, .aztec, .dataMatrix]
}
