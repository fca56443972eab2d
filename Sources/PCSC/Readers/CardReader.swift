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
        do throws(ReaderError) {
            return try ReaderSession(try opened(), reader: name, limits: limits)
        } catch {
            guard error.kind == .serviceLost else { throw error }
            // A context from before the daemon's restart: once more with a new one.
            service = nil
            return try ReaderSession(try opened(), reader: name, limits: limits)
        }
    }

    private func opened() throws(ReaderError) -> SmartCardService {
        if let service, !service.isOver { return try open(service) }
        let made = try SmartCardService(name: "reader " + name.suffix(8))
        service = made
        return try open(made)
    }

    private func open(_ service: SmartCardService) throws(ReaderError) -> SmartCardService {
        try service.open(milliseconds: limits.openMilliseconds)
        return service
    }
}
