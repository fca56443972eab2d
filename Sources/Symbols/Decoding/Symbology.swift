/// A kind of two-dimensional symbol.
package enum Symbology: UInt8, Hashable, Sendable, CaseIterable {
    case qr = 1
    /// Rail tickets.
    case aztec = 2
    case dataMatrix = 4
}
