/// Whether the device that took the tap has already decided on the transfer discount.
package enum TransferMark: UInt8, Hashable, Sendable {
    /// The gate decides by the bus tap before the entry.
    case notStated
    /// Already granted.
    case granted
    /// Already found not due.
    case notGranted
}
