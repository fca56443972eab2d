/// What a gate process allows those who look at it and command it.
package struct GateLimits: Hashable, Sendable {
    /// Who may look at the status socket at once.
    package var statusConnections = 8
    /// Bytes that wait for a slow reader of it, which is dropped above that.
    package var statusBacklogBytes = 1 << 18
    /// Who may hold the control socket at once.
    package var controlConnections = 4
    /// The longest line of a request, in bytes.
    package var controlLineBytes = 4096
    /// Requests of a connection in a second.
    package var controlRequestsPerSecond = 10
    /// After so long without a turn a lane's reader or scanner counts as hanging, in seconds.
    package var hangSeconds = 10

    /// Those that sockets begin with, and keep.
    var ofSockets: GateLimits {
        var limits = self
        limits.hangSeconds = GateLimits().hangSeconds
        return limits
    }

    package init() {}
}
