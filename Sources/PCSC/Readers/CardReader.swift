/// One reader by its name, with a PC/SC context of its own that is renewed when the daemon was.
///
/// - **Shape**: used from one thread; several readers are several of these.
package final class CardReader {
    /// The name as the daemon lists it.
    package let name: String
    private let limits: ReaderLimits
    private var service: SmartCardService?

    package init(_ name: String, limits: ReaderLimits = ReaderLimits()) {
        self.name = name
        self.limits = limits
    }

    /// Connects to the card on the reader.
    ///
    /// After a failure the next call begins anew; nothing has to be repaired by the caller.
    package func connect() throws(ReaderError) -> ReaderSession {
        if let service, !service.isOver {
            try open(service)
            do throws(ReaderError) {
                return try ReaderSession(service, reader: name, limits: limits)
            } catch {
                // A context from before the daemon's restart: once more with a new one.
                guard error.endsService, error.kind != .timedOut else { throw error }
            }
        }
        let made = try SmartCardService(name: "reader " + name.suffix(8))
        service = made
        try open(made)
        return try ReaderSession(made, reader: name, limits: limits)
    }

    private func open(_ service: SmartCardService) throws(ReaderError) {
        try service.open(milliseconds: limits.openMilliseconds)
    }
}
