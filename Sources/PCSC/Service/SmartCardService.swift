/// A connection to the smart card service: one PC/SC context on a thread of its own, every call under our deadline.
///
/// - **Shape**: used from one thread at a time. After an error with ``ReaderError/endsService`` it is of no use; make a
///   new one, which costs a thread and 0.1 ms.
/// - **Errors**: ``ReaderError``; a call that hangs is left behind, and its caller gets ``ReaderError/Kind/timedOut``.
package final class SmartCardService {
    private let thread: ReaderThread
    private var opening: ReaderCall<Void>?
    private var isOpen = false
    /// Whether it is of no use any more.
    package private(set) var isOver = false

    /// Begins to connect; see ``open(milliseconds:)``.
    package init(name: String = "pcsc") throws(ReaderError) {
        thread = try ReaderThread(name: name)
        opening = thread.begin { (calls) throws(ReaderError) in try calls.establish() }
    }

    deinit { close() }

    /// Waits until the service is connected to.
    ///
    /// While a daemon hangs, the one call that waits for it stays: asked again, it is waited for again.
    package func open(milliseconds: Int) throws(ReaderError) {
        guard !isOver else { throw ReaderError(.serviceLost) }
        guard !isOpen, let opening else { return }
        guard let result = opening.wait(milliseconds: milliseconds) else { throw ReaderError(.timedOut) }
        self.opening = nil
        do throws(ReaderError) {
            try result.get()
        } catch {
            close()
            throw error
        }
        isOpen = true
    }

    /// The names of all readers, in the daemon's order.
    package func readerNames(milliseconds: Int) throws(ReaderError) -> [String] {
        try run(milliseconds: milliseconds) { (calls) throws(ReaderError) in try calls.readerNames() }
    }

    /// Ends the connection; a call that hangs takes its thread along.
    package func close() {
        isOver = true
        thread.end()
    }

    /// Makes a call and waits for it.
    func run<Value: Sendable>(
        milliseconds: Int, _ body: @escaping @Sendable (ContextCalls) throws(ReaderError) -> Value
    ) throws(ReaderError) -> Value {
        guard isOpen, !isOver else { throw ReaderError(.serviceLost) }
        guard let result = thread.begin(body).wait(milliseconds: milliseconds) else {
            close()
            throw ReaderError(.timedOut)
        }
        do throws(ReaderError) {
            return try result.get()
        } catch {
            if error.endsService { close() }
            throw error
        }
    }

    /// Gives the thread a call that nobody waits for.
    func leave(_ body: @escaping @Sendable (ContextCalls) -> Void) {
        guard isOpen, !isOver else { return }
        _ = thread.begin { (calls) throws(ReaderError) in body(calls) }
    }
}
