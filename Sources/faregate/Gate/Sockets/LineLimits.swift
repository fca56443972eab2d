/// What a line server allows those who connect.
struct LineLimits {
    var connections: Int
    /// The longest line that is taken, in bytes.
    var lineBytes: Int
    /// Bytes that may wait for a reader; above that it is dropped.
    var backlogBytes: Int
    /// Lines of a connection in a second.
    var linesPerSecond: Int
    /// After so long without a line a connection is closed, in seconds; nil: never.
    var idleSeconds: Int?
}
