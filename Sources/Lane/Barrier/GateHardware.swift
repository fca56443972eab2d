import Gate

/// Barrier, sensors and displays of one lane, as a driver brings them.
///
/// - **Shape**: ``perform(_:)`` is called by any thread, one at a time, and never waits. Events go to the sink, from a
///   thread of the driver's own and never from within ``perform(_:)``.
/// - **Errors**: a driver that does not take an action says so, sends `link(true)` once it can be talked to again, and
///   who stands in the safety zone (until then the lane is out of service), and never acts on that action later.
package protocol GateHardware: AnyObject, Sendable {
    /// Where events go; once, before anything is performed.
    func connect(_ take: @escaping @Sendable (GateEvent) -> Void)
    /// Does ``GateAction/open(_:tapSequence:)``, `stand`, `release`, `close`, `show`, `alarm` or `silence`; others are
    /// none of its business. False if it was not taken whole.
    func perform(_ action: GateAction) -> Bool
    /// Ends its threads; nothing is sent afterwards.
    func close()
}
