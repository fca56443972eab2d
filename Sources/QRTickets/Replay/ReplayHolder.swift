/// Who has taken a code.
package struct ReplayHolder: Hashable, Sendable {
    /// The device whose journal has the tap.
    package let device: String
    /// The lane of it.
    package let lane: Int

    package init(device: String, lane: Int) {
        self.device = device
        self.lane = lane
    }
}
