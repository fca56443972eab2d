/// What a rider did at the device.
package enum TapKind: UInt8, Hashable, Sendable, CaseIterable {
    /// Asked to enter the metro.
    case entry
    /// Asked to leave it.
    case exit
    /// Paid a single ride on a bus; matters for the transfer discount only.
    case bus
}
