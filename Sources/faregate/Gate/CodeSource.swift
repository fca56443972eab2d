import QRTickets

/// Where the codes of a gate come from.
protocol CodeSource: AnyObject {
    /// What comes next, within about that time.
    ///
    /// - **Errors**: what ends the lane, said on stderr already.
    func next(milliseconds: Int) throws -> CodeSourceEvent

    /// Ends it.
    func close()
}

/// What came of waiting for a code.
enum CodeSourceEvent {
    /// Nothing yet.
    case nothing
    /// What was scanned, read or written.
    case scanned(FramerEvent)
    /// Nothing will come any more.
    case end
}
