/// What takes media for one way of a lane: a reader, a scanner, a deck of emulated cards.
///
/// - **Shape**: ``turn(milliseconds:)`` again and again from one thread.
protocol LaneSource: AnyObject {
    /// Waits about so long at most for a medium, presents it and tells of it; false: nothing will come any more.
    ///
    /// - **Errors**: what ends the source, said on stderr already.
    func turn(milliseconds: Int) throws -> Bool

    /// Ends it.
    func close()
}
