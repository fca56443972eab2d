import QRTickets

/// What a scanner has sent, and when its last byte came.
package struct ScannedCode: Hashable, Sendable {
    package let event: FramerEvent
    /// The monotonic clock.
    package let nanoseconds: UInt64

    package init(_ event: FramerEvent, nanoseconds: UInt64) {
        self.event = event
        self.nanoseconds = nanoseconds
    }
}
