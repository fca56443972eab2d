/// Where a code may be used.
package enum CodeService: Hashable, Sendable {
    /// In any zone whose bit is set.
    case zones(UInt32)
    /// From this station, by the operator's number.
    case entryStation(UInt32)
    /// The code's type has no meaning here.
    case unknown(UInt8)
}
