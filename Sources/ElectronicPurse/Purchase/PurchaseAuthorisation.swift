/// The key module's permission for one purchase.
package struct PurchaseAuthorisation: Hashable, Sendable {
    /// The module's own counter; its low two bytes are in the session key.
    package let terminalSequence: UInt32
    package let mac1: UInt32

    package init(terminalSequence: UInt32, mac1: UInt32) {
        self.terminalSequence = terminalSequence
        self.mac1 = mac1
    }
}
