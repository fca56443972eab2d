/// The barrier of a lane.
package struct BarrierConfiguration: Hashable, Sendable {
    /// How it is driven.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// There is none: the report of a tap is the signal.
        case none
        /// One in software that opens, lets a rider pass and closes.
        case simulated
        /// Told by lines in a file, a FIFO or a device, and never heard.
        case signals
        /// The line protocol over a serial line.
        case serial
        /// The line protocol over TCP.
        case tcp
    }

    /// How it stands while nobody comes.
    package enum Form: String, Hashable, Sendable, CaseIterable {
        case normallyClosed = "normally-closed"
        case normallyOpen = "normally-open"
    }

    package var kind = Kind.none
    /// Of `signals` and `serial`.
    package var path: ConfigurationPath?
    /// Of `tcp`: `HOST:PORT`.
    package var address: ConfigurationValue<String>?
    /// Of `serial`, bits a second.
    package var rate = 115_200
    package var form = Form.normallyClosed
    /// How long it stays open for a rider, in seconds.
    package var passSeconds = 8
    /// It is released when nothing is heard of its controller; else the lane is out of service then.
    package var releasesOnLinkLoss = false
    /// It is released when the supply is lost; else the lane is out of service then.
    package var releasesOnPowerLoss = true
    /// How soon it must report that it has moved, in milliseconds; nil: it need not.
    package var reportMilliseconds: Int?
}
