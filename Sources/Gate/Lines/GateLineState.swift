/// How well a barrier's controller can be talked to.
package enum GateLineState: String, Hashable, Sendable, CaseIterable {
    /// Nothing sound has come yet.
    case connecting
    /// It answers.
    case ready
    /// It has said nothing for too long.
    case silent
    /// It sends more lines than anybody could walk.
    case flooding
    /// It sends lines that are none.
    case garbled
    /// It speaks another version of the protocol.
    case otherVersion = "other-version"
    /// It does not take what it is told.
    case cannotWrite = "cannot-write"
    /// The line is gone.
    case gone
}
