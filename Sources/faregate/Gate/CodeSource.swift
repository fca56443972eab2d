import QRTickets

/// Where the codes of a gate come from.
protocol CodeSource: AnyObject {
    /// What comes next, within about a quarter of a second.
    ///
    /// - **Errors**: what ends the lane, said on stderr already.
    func next() throws -> CodeSourceEvent

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
